"""A real shell on a pseudo-terminal: keys typed, the screen read."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pexpect
import pyte

from tests.support.packages import need_program
from tests.support.screen import lines_of

COLUMNS, ROWS = 100, 60
_LIMIT_SECONDS = 60.0
_PATIENCE_SECONDS = 15.0
_TRIES = 4

#: kills the line and clears the screen, in every shell
_FRESH_LINE = "\x15\x0c"

#: what terminals of today understand and the emulator takes for text
_MODERN = re.compile(r"\x1b\[[<=>][\d;:]*[A-Za-z]|\x1bP.*?\x1b\\", re.DOTALL)
#: the start of such a sequence, whose rest comes with the next read
_UNFINISHED = re.compile(r"\x1b(\[[<=>]?[\d;:]*|P[^\x1b]*\x1b?)?\Z")

_SETUP = {
    "bash": [
        "PS1='$ '",
        "bind 'set show-all-if-ambiguous on'",
        "bind 'set page-completions off'",
        "bind 'set completion-query-items 0'",
        "bind 'set bell-style none'",
    ],
    "zsh": ["PS1='$ '; PROMPT_SP=; LISTMAX=1000", "autoload -U compinit; compinit -u -D"],
    "fish": ["function fish_prompt; echo -n '$ '; end", "function fish_right_prompt; end"],
}


class _Screen(pyte.Screen):
    """A screen that answers the queries of a shell to its terminal."""

    answer: Callable[[str], object]

    def write_process_input(self, data: str) -> None:
        self.answer(data)


class Shell:
    """One shell with the completion script loaded, in a directory of its own."""

    def __init__(
        self,
        name: str,
        script: Path,
        directory: Path,
        environ: Mapping[str, str],
        before: Sequence[str] = (),
    ) -> None:
        """`before` are lines to run before the script is loaded."""
        need_program(name, name)
        self.directory = directory
        start = directory / ".zshrc"  # the name that zsh loads; the others get an option
        start.write_text("\n".join([*_SETUP[name], *before, f"source {script}", ""]))
        arguments = {
            "bash": ["--noprofile", "--rcfile", str(start), "-i"],
            "zsh": ["--no-globalrcs", "-i"],
            "fish": ["--no-config", "-i", "-C", f"source {start}"],
        }
        programs = Path(sys.executable).parent
        self.screen = _Screen(COLUMNS, ROWS)
        self.stream = pyte.Stream(self.screen)
        self._unfinished = ""
        self.child = pexpect.spawn(
            name,
            arguments[name],
            env={
                "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(directory),
                "ZDOTDIR": str(directory),
                "TERM": "xterm",
                "LC_ALL": "C.UTF-8",
                "INPUTRC": "/dev/null",
                **environ,
            },
            cwd=str(directory),
            dimensions=(ROWS, COLUMNS),
            encoding="utf-8",
        )
        self.screen.answer = self.child.send
        self._read_until(lambda screen: screen == "$", _LIMIT_SECONDS)
        self.child.delaybeforesend = None  # it edits lines now, and echoes no key twice

    def typed(self, keys: str, expected: Callable[[str], bool]) -> str:
        """The screen after these keys: at once when it is as `expected`, after a minute else."""
        self.child.send(keys)
        return self._read_until(expected, _LIMIT_SECONDS)

    def line_after(self, keys: str, expected: str) -> str:
        """The line that these keys make, once it is the expected one or the limit is over.

        A Tab that brings nothing is pressed again, as on a machine too busy to answer in time.
        """
        self.child.send(keys)
        for _ in range(_TRIES):
            screen = self._read_until(lambda screen: _line(screen) == expected, _PATIENCE_SECONDS)
            if _line(screen) == expected or not keys.endswith("\t"):
                break
            self.child.send("\t")
        return _line(screen)

    def fresh_line(self) -> None:
        """Clear the line."""
        self.typed(_FRESH_LINE, lambda screen: screen == "$")

    def close(self) -> None:
        self.child.kill(signal.SIGKILL)
        self.child.wait()
        self.child.ptyproc.delayafterclose = 0.0
        self.child.close()

    def _read_until(self, expected: Callable[[str], bool], limit_seconds: float) -> str:
        end = time.monotonic() + limit_seconds
        while not expected(self._shown()) and time.monotonic() < end:
            try:
                self._feed(self.child.read_nonblocking(1 << 16, timeout=0.1))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break
        return self._shown()

    def _feed(self, output: str) -> None:
        output = _MODERN.sub("", self._unfinished + output)
        start = _UNFINISHED.search(output)
        self._unfinished = start[0] if start else ""
        self.stream.feed(output.removesuffix(self._unfinished))

    def _shown(self) -> str:
        return "\n".join(lines_of(self.screen)).strip()


def _line(screen: str) -> str:
    """The edited line: bash prints it again below the candidates."""
    return next((line for line in reversed(screen.split("\n")) if line.startswith("$ ")), "")
