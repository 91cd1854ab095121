"""Keys that are typed on a terminal, by name."""

from collections.abc import Iterator

_SEQUENCES = {
    b"\x1b[A": "up", b"\x1b[B": "down", b"\x1bOA": "up", b"\x1bOB": "down",
    b"\x1b[5~": "page-up", b"\x1b[6~": "page-down",
    b"\x1b[H": "home", b"\x1b[F": "end", b"\x1bOH": "home", b"\x1bOF": "end",
    b"\x1b[1~": "home", b"\x1b[4~": "end",
}  # fmt: skip
_CONTROLS = {0x0A: "enter", 0x0D: "enter", 0x08: "backspace", 0x7F: "backspace", 0x15: "ctrl-u"}
_ESCAPE = 0x1B


def keys(typed: bytes) -> Iterator[str]:
    """Yield the keys of one read: characters, and names of others; unknown ones are left out.

    An escape sequence arrives in one read, so that an escape without a sequence is the key.
    """
    text = bytearray()
    position = 0
    while position < len(typed):
        code = typed[position]
        if code != _ESCAPE and code not in _CONTROLS:
            text.append(code)
            position += 1
            continue
        yield from _characters(text)
        text.clear()
        if code != _ESCAPE:
            yield _CONTROLS[code]
            position += 1
            continue
        end = _end_of_sequence(typed, position)
        name = "escape" if end == position + 1 else _SEQUENCES.get(typed[position:end], "")
        if name:
            yield name
        position = end
    yield from _characters(text)


def _characters(text: bytearray) -> Iterator[str]:
    return (character for character in text.decode("utf-8", "ignore") if character.isprintable())


def _end_of_sequence(typed: bytes, start: int) -> int:
    """Return where an escape sequence ends: ESC [ ... letter, or ESC O letter."""
    position = start + 1
    introducer = typed[position : position + 1]
    if introducer == b"O":
        return min(len(typed), position + 2)
    if introducer != b"[":
        return position
    position += 1
    while position < len(typed) and not 0x40 <= typed[position] <= 0x7E:
        position += 1
    return min(len(typed), position + 1)
