"""The output of a project's containers as `up` shows it: lines with names, and what happens."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, NamedTuple

from pydock.terminal.sanitize import coloured
from pydock.views.compose_log import ContainerPrefix

if TYPE_CHECKING:
    from pydock.cli.app import App

#: the name of what watches files, as docker compose has it: it has room in front of lines
WATCH_NAME = "#watch"
_RESET_LINE = "\r\x1b[K"
GREEN, RESET = "\x1b[32m", "\x1b[0m"
_BRIGHT_GREEN = "\x1b[92m"


class OutputFormat(NamedTuple):
    """How lines are shown."""

    colour: bool
    prefix: bool = True
    timestamps: bool = False


class ContainerOutput:
    """Writes lines of containers, in one thread."""

    def __init__(self, app: App, format: OutputFormat) -> None:
        self._app = app
        self._format = format
        self._prefix = ContainerPrefix()
        self._is_terminal = app.is_terminal("stdout")

    def add(self, name: str) -> None:
        """Make room for a name."""
        self._prefix.add(name)

    def write(self, name: str, lines: list[bytes], *, is_stderr: bool = False) -> None:
        """Write whole lines, without their ends, of a container or hook."""
        self.add(name)
        head = self._prefix.text(name, colour=self._format.colour) if self._format.prefix else ""
        if self._format.timestamps:
            now = datetime.now(timezone.utc)
            head += f"{now:%Y-%m-%dT%H:%M:%S.%f}000Z "
        start = head.encode("utf-8", "surrogateescape")
        output = self._app.err if is_stderr else self._app.out
        for line in lines:
            text = coloured(line) if self._is_terminal else line
            output.write(start + text + b"\n")
        output.flush()

    def write_raw(self, data: bytes) -> None:
        """Write what has no name: the output of a command."""
        self._app.out.write(coloured(data) if self._is_terminal else data)
        self._app.out.flush()

    def watched(self, text: str) -> None:
        """Print what is done about files that have changed."""
        head = f"{self._prefix.margin()}⦿ "
        if self._format.colour:
            head = f"{_BRIGHT_GREEN}{head}{RESET}"
        line = self._app.safe(text, "stdout")
        self._app.out.write(f"{head}{line}\n".encode("utf-8", "surrogateescape"))
        self._app.out.flush()

    def note(self, name: str, text: str) -> None:
        """Print what has happened to a container: "web-1 exited with code 0"."""
        self.add(name)
        line = f"{name} {text}\n"
        if self._is_terminal:
            line = _RESET_LINE + line
        if self._format.colour:
            line = self._prefix.coloured(name, line)
        self._app.out.write(line.encode("utf-8", "surrogateescape"))
        self._app.out.flush()


class LineBuffer:
    """Cuts what arrives in pieces into lines."""

    def __init__(self) -> None:
        self._rest = b""

    def add(self, data: bytes) -> list[bytes]:
        """Return the lines that have ended."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [line.removesuffix(b"\r") for line in lines]

    def end(self) -> list[bytes]:
        """Return the line that never ended, if there is one."""
        rest, self._rest = self._rest, b""
        return [rest] if rest else []
