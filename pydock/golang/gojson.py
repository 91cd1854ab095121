"""Encode JSON as Go's encoding/json does: order of keys, escapes, numbers."""

import re
from collections.abc import Callable
from json.encoder import JSONEncoder, encode_basestring
from typing import Any

from pydock.golang.reflect import (
    Bytes,
    Interface,
    Map,
    Nil,
    Number,
    Object,
    Slice,
    Struct,
    type_name,
)
from pydock.golang.strconv import floats

_STRING: Callable[[str], str] = encode_basestring
#: values that Python encodes as Go does, but for some characters in texts; a Nil is null
_PLAIN_TYPES = frozenset((str, bool, int, type(None), Nil))
_encode_plain = JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=lambda _: None
).encode
_SURROGATE = re.compile("[\ud800-\udfff]")
_HTML = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def encode(value: Any, indent: int = 0, *, html: bool = False, sort_keys: bool = True) -> str:
    """Return JSON, sorted, indented, `html` escaped as Go does. Raises ValueError."""
    return _Encoder(" " * indent, html, sort_keys).encode(value, "\n")


def string(text: str, html: bool = False) -> str:
    """Return the text as a JSON string."""
    return _with_escapes(_STRING(text), html)


def _with_escapes(encoded: str, html: bool) -> str:
    """Escape what Go escapes in the texts of JSON, and Python does not."""
    if not encoded.isascii():
        encoded = encoded.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        try:
            encoded.encode()
        except UnicodeEncodeError:
            encoded = _SURROGATE.sub("\\\\ufffd", encoded)
    if html:
        for character, escape in _HTML.items():
            encoded = encoded.replace(character, escape)
    return encoded


def number(value: float) -> str:
    """Return a float as JSON, with an exponent below 1e-6 and from 1e21; raises ValueError."""
    special = floats.special(value)
    if special:
        raise ValueError(f"json: unsupported value: {special}")
    text = floats.shortest(value, 21, -6).removeprefix("+")
    return text.replace("e-0", "e-")


def _is_plain(value: Any) -> bool:
    return type(value) is dict and _PLAIN_TYPES.issuperset(map(type, value.values()))


class _Encoder:
    def __init__(self, indent: str, html: bool, sort_keys: bool) -> None:
        self.indent = indent
        self.html = html
        self.sort_keys = sort_keys

    def encode(self, value: Any, line: str) -> str:
        """Return the value; `line` is a newline with the current indentation."""
        if type(value) is str:
            return string(value, self.html)
        if isinstance(value, Number):
            return str(value)
        if isinstance(value, str):
            return string(value, self.html)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return int.__repr__(value)  # not the text of a Duration
        if isinstance(value, float):
            return number(value)
        if isinstance(value, (Map, Slice)) and value.is_nil:
            return "null"
        if isinstance(value, Bytes):
            from base64 import b64encode

            return string(b64encode(bytes(value)).decode())
        if isinstance(value, dict):
            keys = sorted(value) if self.sort_keys or isinstance(value, Map) else value
            return self.object([(key, value[key]) for key in keys], line)
        if isinstance(value, list):
            inner = line + self.indent
            return self.wrapped("[", [self.encode(item, inner) for item in value], "]", line)
        if isinstance(value, Struct):
            replacement = value.as_json()
            if replacement is None:
                return self.object(_fields(value), line)
            return self.marshalled(replacement, line)
        if isinstance(value, Object):
            found = value.as_json()
            if not self.indent and _is_plain(found):  # a row, mostly
                return _with_escapes(_encode_plain(found), html=True)
            return self.marshalled(found, line)
        if isinstance(value, Interface):
            return self.encode(value.value, line)
        if isinstance(value, complex):
            raise ValueError(f"json: unsupported type: {type_name(value)}")
        return "null"

    def marshalled(self, value: Any, line: str) -> str:
        """Return what a type's own MarshalJSON does, without settings."""
        fits = self.html and self.sort_keys
        return (self if fits else _Encoder(self.indent, True, True)).encode(value, line)

    def object(self, pairs: list[tuple[str, Any]], line: str) -> str:
        inner = line + self.indent
        colon = ": " if self.indent else ":"
        lines = [string(key, self.html) + colon + self.encode(value, inner) for key, value in pairs]
        return self.wrapped("{", lines, "}", line)

    def wrapped(self, opening: str, parts: list[str], closing: str, line: str) -> str:
        if not parts or not self.indent:
            return opening + ",".join(parts) + closing
        inner = line + self.indent
        return opening + inner + f",{inner}".join(parts) + line + closing


def _fields(struct: Struct) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for field in struct.fields:
        if field.is_embedded:
            pairs += _fields(field.value)
        elif not (field.omit_empty and _is_empty(field.value)):
            pairs.append((field.json_name, field.value))
    return pairs


def _is_empty(value: Any) -> bool:
    """Return whether Go's omitempty omits the value: zero, empty or nil; never a struct."""
    if isinstance(value, Interface):
        return value.value is None
    return isinstance(value, Nil) or (not isinstance(value, (Struct, Object)) and not value)
