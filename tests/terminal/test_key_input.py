"""Keys by name."""

from __future__ import annotations

import pytest

from pydock.terminal.key_input import keys


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (b"q", ["q"]),
        ("aé".encode(), ["a", "é"]),
        (b"\x1b[A\x1b[B", ["up", "down"]),
        (b"\x1bOA", ["up"]),
        (b"\x1b[5~\x1b[6~", ["page-up", "page-down"]),
        (b"\x1b[H\x1b[4~", ["home", "end"]),
        (b"\x1b", ["escape"]),
        (b"\x1bq", ["escape", "q"]),
        (b"web\r", ["w", "e", "b", "enter"]),
        (b"\x7f\x08\x15", ["backspace", "backspace", "ctrl-u"]),
        (b"\x1b[1;5C\x1b[200~x", ["x"]),  # unknown ones
        (b"\x1b[", []),
        (b"\x1bO", []),
        (b"\x00\x01\xff", []),
        (b"", []),
    ],
)
def test_names(typed: bytes, names: list[str]) -> None:
    assert list(keys(typed)) == names
