"""Quote and unquote strings and characters as Go's strconv does."""

import re

_SHORT = {
    "\a": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v",
    "\\": "\\\\",
}  # fmt: skip
_LONG = {value: key for key, value in _SHORT.items()}
_ESCAPE = re.compile(
    r"""\\([abfnrtv\\'"]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3})|\\|(\n)"""
)


def quote(text: str, ascii_only: bool = False) -> str:
    """Return the text in double quotes, as Go's %q prints it (%+q with `ascii_only`)."""
    if text.isprintable() and '"' not in text and "\\" not in text and not ascii_only:
        return f'"{text}"'
    return '"' + "".join(_escaped(c, '"', ascii_only) for c in text) + '"'


def quote_character(code: int, ascii_only: bool = False) -> str:
    """Return a code point in single quotes, as Go's %q prints an integer."""
    if not 0 <= code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        code = 0xFFFD
    return "'" + _escaped(chr(code), "'", ascii_only) + "'"


def _escaped(character: str, mark: str, ascii_only: bool) -> str:
    if character == mark:
        return "\\" + mark
    if character in _SHORT:
        return _SHORT[character]
    code = ord(character)
    if character.isprintable() and (code < 0x7F or not ascii_only):
        return character
    if 0xDC80 <= code <= 0xDCFF:  # an invalid byte, kept by surrogateescape
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x20 or code == 0x7F:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def unquote(text: str) -> str:
    """Return a Go string literal's value, invalid UTF-8 as surrogates; raises ValueError."""
    mark, body = text[:1], text[1:-1]
    if mark == "`":
        return body.replace("\r", "")
    data = b""
    last = 0
    for match in _ESCAPE.finditer(body):
        data += _bytes(body[last : match.start()]) + _unescaped(match, mark)
        last = match.end()
    return (data + _bytes(body[last:])).decode("utf-8", "surrogateescape")


def unquote_character(text: str) -> int:
    """Return the code point of a Go character constant with its quotes; raises ValueError."""
    body = text[1:-1]
    if body[:1] != "\\":
        if not body:
            raise ValueError("invalid syntax")
        code, length = ord(body[0]), 1
    else:
        match = _ESCAPE.match(body)
        assert match is not None
        raw = _unescaped(match, "'")
        kind = (match[1] or "")[:1]
        code = raw[0] if kind in "x01234567" else ord(raw.decode("utf-8"))
        length = match.end()
    if body[length:]:
        raise ValueError(f"malformed character constant: {text}")
    return code


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _unescaped(match: re.Match[str], mark: str) -> bytes:
    """Return the bytes of one escape sequence in a literal with the quotation mark `mark`."""
    inner = match[1]
    if not inner or (inner in "'\"" and inner != mark):
        raise ValueError("invalid syntax")
    if inner in "'\"":
        return inner.encode()
    if inner[0] == "x" or inner[0].isdigit():
        code = int(inner[1:], 16) if inner[0] == "x" else int(inner, 8)
        if code > 255:
            raise ValueError("invalid syntax")
        return bytes([code])
    if inner[0] in "uU":
        code = int(inner[1:], 16)
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            raise ValueError("invalid syntax")
        return chr(code).encode()
    return _LONG["\\" + inner].encode()
