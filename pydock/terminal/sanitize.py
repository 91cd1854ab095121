"""Make untrusted text safe for a terminal: no escape sequences but colours on request."""

import re

#: escape sequences, whole or truncated: CSI, strings such as a window's title, and all others
_SEQUENCE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]?"
    rb"|\x1b[\]PX^_](?:[^\x07\x1b\n]|\x1b(?!\\))*(?:\x07|\x1b\\)?"
    rb"|\x1b[ -/]*[0-~]?"
)
_COLOUR = re.compile(rb"\x1b\[[0-9;:]*m")
_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
#: the same commands as one character, in UTF-8
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
#: what the text of most output has none of
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_RESET = b"\x1b[0m"


def coloured(data: bytes) -> bytes:
    """Return text for a terminal with its colours, which are reset at its end."""
    data = data.replace(b"\r\n", b"\n").rstrip(b"\r").replace(b"\r", b" ")
    pieces, end, has_colour = [], 0, False
    for match in _SEQUENCE.finditer(data):
        pieces.append(_without_controls(data[end : match.start()]))
        end = match.end()
        if _COLOUR.fullmatch(match[0]):
            pieces.append(match[0])
            has_colour = match[0] not in (_RESET, b"\x1b[m")
    pieces.append(_without_controls(data[end:]))
    return b"".join(pieces) + (_RESET if has_colour else b"")


def bare(data: bytes) -> str:
    """Return one line of text for a terminal without colours: the part after its last CR."""
    text = _SEQUENCE.sub(b"", data.rstrip(b"\r\n"))
    text = _without_controls(text.rpartition(b"\r")[2])
    return text.decode("utf-8", "replace").expandtabs(8)


def escaped(text: str) -> str:
    """Return text with all that is not printable escaped: a line end as two characters."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def safe_output(text: str) -> str:
    """Return the program's own output, with its colours; names in it have no other controls."""
    if _UNSAFE.search(text) is None:
        return text
    return coloured(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")


def safe_line(text: str) -> str:
    """Return text without escape sequences and control characters, on one line."""
    if text.isprintable():
        return text
    data = _SEQUENCE.sub(b"", text.encode("utf-8", "surrogatepass"))
    data = _without_controls(data.replace(b"\r", b" ").replace(b"\n", b" "))
    return data.decode("utf-8", "surrogatepass")


def safe_stream(text: str) -> str:
    """Return a program's output with its colours and carriage returns, and no other controls."""
    if text.isprintable():
        return text
    pieces = text.encode("utf-8", "surrogatepass").split(b"\r")
    return b"\r".join(map(coloured, pieces)).decode("utf-8", "surrogatepass")


def _without_controls(data: bytes) -> bytes:
    return _C1.sub(b"", _CONTROL.sub(b"", data))
