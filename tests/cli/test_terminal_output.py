"""Names and messages of an engine cannot control a terminal."""

from __future__ import annotations

import io

import pytest

from pydock.cli.app import App

HOSTILE = "a\x1b[2J\x1b]0;title\x07\x9b1m\x08b"


class Stream(io.TextIOWrapper):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), "utf-8", errors="surrogateescape", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()


@pytest.mark.parametrize("terminal", [True, False])
def test_output_and_errors(terminal: bool) -> None:
    out, err = Stream(terminal=terminal), Stream(terminal=terminal)
    app = App("pydock", {}, io.TextIOWrapper(io.BytesIO()), out, err)
    app.print(HOSTILE, "\x1b[1mbold\x1b[0m")
    app.write(f"NAME\tLABELS\nx\t{HOSTILE}\n")
    app.warn(f"no such container: {HOSTILE}")
    if terminal:
        assert out.text().startswith("a1mb\n\x1b[1mbold\x1b[0m\n")
        assert "NAME\tLABELS\nx\ta1mb\n" in out.text()
        assert err.text() == "no such container: a1mb\n"
    else:
        assert out.text().count(HOSTILE) == 2
        assert HOSTILE in err.text()
