"""Prompts: answers, and ctrl-C in place of one."""

from __future__ import annotations

import io
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pydock.cli.app import App
from pydock.commands.shared.prompt import confirm, read_line
from tests.support.engine import PlayedEngine, served


class Interrupted(io.StringIO):
    """Standard input at which the user presses ctrl-C."""

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        raise KeyboardInterrupt


def test_ctrl_c_at_a_prompt_moves_to_a_new_line() -> None:
    out = io.StringIO()
    with pytest.raises(KeyboardInterrupt):
        confirm(App(stdin=Interrupted(), stdout=out), "Are you sure?")
    assert out.getvalue() == "Are you sure? [y/N] \n"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("y\n", True), (" Y \r\n", True), ("yes\n", False), ("n\n", False), ("", False)],
)
def test_answers(answer: str, expected: bool) -> None:
    assert confirm(App(stdin=io.StringIO(answer), stdout=io.StringIO()), "Sure?") is expected


def test_a_line_keeps_its_blanks() -> None:
    assert read_line(App(stdin=io.StringIO(" a b \r\n"), stdout=io.StringIO()), "Name: ") == " a b "


@pytest.mark.parametrize("arguments", [["rm", "*"], ["login", "h:1"]])
def test_ctrl_c_on_a_terminal(arguments: list[str], tmp_path: Path) -> None:
    master, slave = pty.openpty()
    engine = PlayedEngine({"GET /containers/json": [{"Id": "4f", "Names": ["/web"]}]})
    with served(engine, tmp_path / "socket") as host:
        _interrupt(arguments, host, tmp_path, master, slave)
    os.close(master)


def _interrupt(arguments: list[str], host: str, home: Path, master: int, slave: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "pydock", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={"HOME": str(home), "DOCKER_HOST": host, "PATH": os.environ["PATH"]},
        start_new_session=True,
    )
    os.close(slave)
    shown = b""
    while not shown.endswith((b"[y/N] ", b"Username: ")):
        shown += os.read(master, 1024)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    assert os.read(master, 1024) == b"\r\n"
