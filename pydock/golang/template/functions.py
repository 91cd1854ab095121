"""The functions of templates: Go's own and docker's.

A function gets its arguments checked against its parameter types:
"value" takes anything as it was evaluated, "any" takes plain values (None for nothing),
"string", "int" and "[]string" take those. Mistakes are ValueErrors in Go's words.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydock.golang import gojson
from pydock.golang.fmt import printing
from pydock.golang.fmt.printf import sprintf
from pydock.golang.reflect import (
    MISSING,
    Interface,
    Map,
    Nil,
    Number,
    Slice,
    is_true,
    item_of,
    type_name,
    unboxed,
)
from pydock.golang.template import comparison


class Function(NamedTuple):
    """A function: its parameter types, and the type of further arguments if it is variadic."""

    call: Callable[..., Any]
    parameters: tuple[str, ...] = ()
    more: str = ""


# values in lists, maps and texts


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _is_container(value: Any) -> bool:
    return isinstance(value, (str, list, dict))


def length(value: Any) -> int:
    """`len`: number of items, of a string its bytes."""
    found = unboxed(value)
    if value is MISSING:
        raise ValueError("reflect: call of reflect.Value.Type on zero Value")
    if found is MISSING or isinstance(found, Nil):
        raise ValueError("len of nil pointer")
    if not _is_container(found):
        raise ValueError(f"len of type {type_name(found)}")
    return len(_bytes(found)) if isinstance(found, str) else len(found)


def index(value: Any, *keys: Any) -> Any:
    """`index x 1 "key"`: x[1]["key"]."""
    if unboxed(value) is MISSING:
        raise ValueError("index of untyped nil")
    for key in keys:
        value = _item(unboxed(value), unboxed(key))
    return value


def _item(value: Any, key: Any) -> Any:
    if value is MISSING or isinstance(value, Nil):
        raise ValueError("index of nil pointer")
    if isinstance(value, dict):
        return _value_of_key(value, key)
    if not _is_container(value):
        raise ValueError(f"can't index item of type {type_name(value)}")
    items = _bytes(value) if isinstance(value, str) else value
    number = _index_number(key, len(items))
    if number == len(items):
        kind = "string" if isinstance(value, str) else "slice"
        raise ValueError(f"reflect: {kind} index out of range")
    return item_of(items, number) if isinstance(items, list) else items[number]


def _value_of_key(value: dict[str, Any], key: Any) -> Any:
    if key is MISSING:
        raise ValueError("value is nil; should be of type string")
    if not isinstance(key, str) or isinstance(key, Number):
        raise ValueError(f"value has type {type_name(key)}; should be string")
    if key in value:
        return item_of(value, key)
    return value.zero if isinstance(value, Map) else Interface(None)


def _index_number(key: Any, limit: int) -> int:
    if key is MISSING:
        raise ValueError("cannot index slice/array with nil")
    if not isinstance(key, int) or isinstance(key, bool):
        raise ValueError(f"cannot index slice/array with type {type_name(key)}")
    if not 0 <= key <= limit:
        raise ValueError(f"index out of range: {key}")
    return key


def slice_(value: Any, *bounds: Any) -> Any:
    """`slice x 1 2`: x[1:2], of a string in bytes."""
    value = unboxed(value)
    if value is MISSING:
        raise ValueError("slice of untyped nil")
    if len(bounds) > 3:
        raise ValueError(f"too many slice indexes: {len(bounds)}")
    if isinstance(value, str) and len(bounds) == 3:
        raise ValueError("cannot 3-index slice a string")
    if not isinstance(value, (str, list)):
        raise ValueError(f"can't slice item of type {type_name(value)}")
    items = _bytes(value) if isinstance(value, str) else value
    numbers = [_index_number(unboxed(bound), len(items)) for bound in bounds]
    first, last = [*numbers, *(0, len(items))[len(numbers) :]][:2]
    for low, high in zip((first, last), (last, *numbers[2:]), strict=False):
        if low > high:
            raise ValueError(f"invalid slice index: {low} > {high}")
    if isinstance(items, bytes):
        return _text(items[first:last])
    found = items[first:last]
    return Slice(found, items.go_type) if isinstance(items, Slice) else found


def call(source: str, value: Any) -> Any:
    """`call`: always an error, as no value is a function."""
    value = unboxed(value)
    if value is MISSING:
        raise ValueError("call of nil")
    raise ValueError(f"non-function {source} of type {type_name(value)}")


# escaping

_HTML = {
    "\0": "�", '"': "&#34;", "'": "&#39;", "&": "&amp;", "<": "&lt;", ">": "&gt;",
}  # fmt: skip
_IN_HTML = re.compile("[\0\"'&<>]")
_IN_JS = re.compile("[\\\\\"'<>&=\\x00-\\x1f]|[^\\x00-\\x7f]")
_IN_URLS = re.compile(rb"[^A-Za-z0-9_.~-]")


def _joined(values: tuple[Any, ...]) -> str:
    """Join operands as `print` does; a missing one is the string <no value>."""
    return printing.sprint(["<no value>" if value is None else value for value in values])


def html(*values: Any) -> str:
    """`html`: escape for HTML."""
    return _IN_HTML.sub(lambda match: _HTML[match[0]], _joined(values))


def js(*values: Any) -> str:
    """`js`: escape for a JavaScript string."""
    return _IN_JS.sub(_js_character, _joined(values))


def _js_character(match: re.Match[str]) -> str:
    character = match[0]
    if character in "\\'\"":
        return "\\" + character
    if not character.isascii() and character.isprintable():
        return character
    return f"\\u{ord(character):04X}"


def urlquery(*values: Any) -> str:
    """`urlquery`: escape for the query of a URL."""
    return _text(_IN_URLS.sub(_url_byte, _bytes(_joined(values))))


def _url_byte(match: re.Match[bytes]) -> bytes:
    return b"+" if match[0] == b" " else b"%%%02X" % match[0][0]


# docker's


def split(text: str, separator: str) -> Slice:
    """`split "a,b" ","`; an empty separator splits into characters."""
    return Slice(text.split(separator) if separator else list(text))


def title(text: str) -> str:
    """`title`: capitalize the first letter of each word."""
    before = " " + text
    return "".join(
        _title(letter) if _separates(before[place]) else letter for place, letter in enumerate(text)
    )


def _separates(letter: str) -> bool:
    """Return whether a word begins after this character."""
    if letter.isalnum() or letter == "_":
        return False
    return letter.isascii() or letter.isspace()


def _title(letter: str) -> str:
    upper = letter.title()
    return upper if len(upper) == 1 else letter


def _upper(letter: str) -> str:
    """Return the letter in upper case if that is one letter, as in Go (ß stays)."""
    upper = letter.upper()
    return upper if len(upper) == 1 else letter


def _lower(letter: str) -> str:
    lower = letter.lower()
    return lower if len(lower) == 1 else lower[0]


def lower(text: str) -> str:
    return text.lower() if text.isascii() else "".join(map(_lower, text))


def upper(text: str) -> str:
    return text.upper() if text.isascii() else "".join(map(_upper, text))


def pad(text: str, before: int, after: int) -> str:
    """`pad "x" 2 3`: spaces around a string, none around an empty one."""
    if not text:
        return text
    if before < 0 or after < 0:
        raise ValueError("strings: negative Repeat count")
    if before + after > printing.MAX_WIDTH:
        raise ValueError("strings: Repeat output length overflow")
    return " " * before + text + " " * after


def truncate(text: str, length: int) -> str:
    """`truncate "hello" 2`: the first bytes of a string."""
    data = _bytes(text)
    if length < 0:
        raise ValueError(f"runtime error: slice bounds out of range [:{length}]")
    return _text(data[:length])


_COMPARISONS: dict[str, Callable[..., bool]] = {
    "ne": comparison.not_equal,
    "lt": comparison.less,
    "le": comparison.less_or_equal,
    "gt": comparison.greater,
    "ge": comparison.greater_or_equal,
}

#: every function of a template by name; `and`, `or` and `call` are compiled specially
FUNCTIONS: Mapping[str, Function] = {
    "and": Function(lambda *values: values[-1], ("value",), "value"),
    "or": Function(lambda *values: values[-1], ("value",), "value"),
    "not": Function(lambda value: not is_true(value), ("value",)),
    "call": Function(call, ("value",), "value"),
    "eq": Function(comparison.equal, ("value",), "value"),
    **{name: Function(compare, ("value", "value")) for name, compare in _COMPARISONS.items()},
    "html": Function(html, (), "any"),
    "index": Function(index, ("value",), "value"),
    "slice": Function(slice_, ("value",), "value"),
    "js": Function(js, (), "any"),
    "len": Function(length, ("value",)),
    "print": Function(lambda *values: printing.sprint(values), (), "any"),
    "printf": Function(lambda text, *values: sprintf(text, values), ("string",), "any"),
    "println": Function(lambda *values: printing.sprintln(values), (), "any"),
    "urlquery": Function(urlquery, (), "any"),
    "json": Function(gojson.encode, ("any",)),
    "split": Function(split, ("string", "string")),
    "join": Function(lambda texts, separator: separator.join(texts), ("[]string", "string")),
    "title": Function(title, ("string",)),
    "lower": Function(lower, ("string",)),
    "upper": Function(upper, ("string",)),
    "pad": Function(pad, ("string", "int", "int")),
    "truncate": Function(truncate, ("string", "int")),
}


def _unchanged(text: str, *_: object) -> str:
    return text


#: functions that return the header of a column unchanged
HEADER_FUNCTIONS: Mapping[str, Function] = {
    **dict.fromkeys(("json", "title", "lower", "upper"), Function(_unchanged, ("string",))),
    **dict.fromkeys(("split", "join"), Function(_unchanged, ("string", "string"))),
    "truncate": Function(_unchanged, ("string", "int")),
}
