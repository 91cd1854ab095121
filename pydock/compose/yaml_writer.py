"""Writes YAML in the style of Go's yaml.v3: block style, indented by two blanks, with quotes
around texts that would be parsed as another type."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydock.compose.scalars import BASE_60, MERGE, OLD_BOOLEANS, Timestamp, resolve
from pydock.golang.strconv.floats import shortest
from pydock.golang.time.duration import Duration

INDENT = "  "


def write_yaml(value: Mapping[str, Any]) -> str:
    """Return the text of a mapping, with keys in order."""
    return "".join(f"{line}\n" for line in _lines(value))


def _lines(value: Any) -> Iterator[str]:
    """Yield the lines of a mapping or list that is not empty, without indentation."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _entry(f"{_scalar(key, is_key=True)[0]}:", item, INDENT)
    else:
        for item in value:
            yield from _entry("-", item, "")


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:
    """Yield a key or dash with its value, on the same line or indented below."""
    if isinstance(value, (Mapping, list)) and value:
        lines = _lines(value)
        if head == "-":
            yield f"- {next(lines)}"
            yield from (f"{INDENT}{line}" if line else line for line in lines)
            return
        yield head
        yield from (f"{indent}{line}" if line else line for line in lines)
        return
    first, *more = _scalar(value)
    yield f"{head} {first}"
    yield from (f"{INDENT}{line}" if line else line for line in more)


def _scalar(value: Any, *, is_key: bool = False) -> list[str]:
    """Return the lines of a scalar or of an empty collection."""
    if value is None:
        return ["null"]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, float):
        return [shortest(value).removeprefix("+")]
    if isinstance(value, Timestamp):
        return [value.rfc3339]
    if isinstance(value, str):
        return _text(value, is_key)
    if isinstance(value, Duration):
        return _text(str(value), is_key)
    if isinstance(value, Mapping):
        return ["{}"]
    return ["[]"] if isinstance(value, list) else [str(value)]


class _Look(NamedTuple):
    """Styles that can represent a text."""

    plain: bool
    single_quoted: bool
    literal: bool


def _text(text: str, is_key: bool) -> list[str]:
    look = _look(text)
    if "\n" in text:
        literal = look.literal and not is_key
        return _literal(text) if literal else [_double_quoted(text)]
    read = resolve(text)
    means_itself = isinstance(read, str) and not isinstance(read, Timestamp)
    means_itself &= text not in OLD_BOOLEANS and not BASE_60.fullmatch(text)
    if not means_itself or (text == MERGE and is_key):
        return [_double_quoted(text)]
    if look.plain:
        return [text]
    if look.single_quoted:
        return ["'" + text.replace("'", "''") + "'"]
    return [_double_quoted(text)]


#: most texts: there is nothing in them that could be syntax
_WORD = re.compile(r"[A-Za-z0-9/_][A-Za-z0-9_./-]*")
_BREAKS = "\r\n\x85\u2028\u2029"
_INDICATORS = "#,[]{}&*!|>'\"%@`"


def _look(text: str) -> _Look:
    """Analyze a text as libyaml does."""
    if not text or _WORD.fullmatch(text):
        return _Look(True, True, bool(text))
    ends_blank = text[-1] == " "
    space_break = any(f" {char}" in text for char in _BREAKS)
    break_space = any(f"{char} " in text for char in _BREAKS)
    has_break = any(char in _BREAKS for char in text)
    special = any(not _is_printable(char) and char != "\t" for char in text)
    quotable = not (break_space or space_break or special or "\t" in text)
    plain = (
        quotable
        and not has_break
        and text[0] != " "
        and not ends_blank
        and not text.startswith(("---", "..."))
        and not _begins_like_syntax(text)
        and not any(mark in f"{text} " for mark in (": ", " #"))
    )
    return _Look(plain, quotable, not (ends_blank or space_break or special))


def _begins_like_syntax(text: str) -> bool:
    return text[0] in _INDICATORS or (text[0] in "?:-" and (len(text) == 1 or text[1] == " "))


def _is_printable(char: str) -> bool:
    return (
        char == "\n"
        or " " <= char <= "~"
        or "\xa0" <= char <= "\ud7ff"
        or ("\ue000" <= char <= "\ufffd" and char != "\ufeff")
    )


def _literal(text: str) -> list[str]:
    """Return a literal block, with its indentation and chomping indicators."""
    hint = "2" if text[0] in " \n" else ""
    body = text.removesuffix("\n")
    if body == text:
        return [f"|{hint}-", *text.split("\n")]
    keep = "+" if not body or body.endswith("\n") else ""
    return [f"|{hint}{keep}", *body.split("\n")]


_SHORT_ESCAPES = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r",
    "\x1b": "e", '"': '"', "\\": "\\", "\x85": "N", "\u2028": "L", "\u2029": "P",
}  # fmt: skip


def _double_quoted(text: str) -> str:
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in _SHORT_ESCAPES:
        return f"\\{_SHORT_ESCAPES[char]}"
    if _is_printable(char):
        return char
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
