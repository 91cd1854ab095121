"""A real shell on a pseudo-terminal: keys typed, the screen read."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pexpect
import pyte
import pytest

COLUMNS, ROWS = 100, 60
_QUIET_SECONDS = 0.4
_LIMIT_SECONDS = 10.0

_ARGUMENTS = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
    "fish": ["--no-config", "-i"],
}
_SETUP = {
    "bash": [
        "PS1='$ '; bind 'set show-all-if-ambiguous on'; bind 'set page-completions off';"
        " bind 'set completion-query-items 0'; bind 'set bell-style none'"
    ],
    "zsh": ["PS1='$ '; PROMPT_SP=; LISTMAX=1000; autoload -U compinit; compinit -u -D"],
    "fish": ["function fish_prompt; echo -n '$ '; end; function fish_right_prompt; end"],
}


class Shell:
    """One shell with the completion script loaded."""

    def __init__(
        self,
        name: str,
        script: Path,
        home: Path,
        environ: Mapping[str, str],
        before: Sequence[str] = (),
    ) -> None:
        """`before` are lines to run before the script is loaded."""
        if shutil.which(name) is None:
            pytest.skip(f"no {name} here to complete in")
        programs = Path(sys.executable).parent
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.Stream(self.screen)
        self.child = pexpect.spawn(
            name,
            _ARGUMENTS[name],
            env={
                "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(home),
                "TERM": "xterm",
                "LC_ALL": "C.UTF-8",
                "INPUTRC": "/dev/null",
                **environ,
            },
            cwd=str(home),
            dimensions=(ROWS, COLUMNS),
            encoding="utf-8",
        )
        self._read()
        for line in [*_SETUP[name], *before, f"source {script}", "clear"]:
            self.child.send(f"{line}\r")
            self._read()

    def typed(self, keys: str) -> str:
        """The screen once these keys have been typed: the line, and what is offered below."""
        self.child.send(keys)
        self._read()
        return "\n".join(line.rstrip() for line in self.screen.display).strip()

    def close(self) -> None:
        self.child.close(force=True)

    def _read(self) -> None:
        """Feed the screen until the shell has been quiet for a while."""
        end = time.monotonic() + _LIMIT_SECONDS
        last = time.monotonic()
        while time.monotonic() < end and time.monotonic() - last < _QUIET_SECONDS:
            try:
                self.stream.feed(self.child.read_nonblocking(1 << 16, timeout=0.1))
                last = time.monotonic()
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return
