"""However an interactive command ends or is interrupted, the terminal is as it was before."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import Engine
from tests.engine.conftest import start_container
from tests.engine.console import console, until_size
from tests.engine.program import Program
from tests.engine.service import EngineService

pytestmark = pytest.mark.any_api


@pytest.fixture
def shell(engine: Engine, name: str) -> str:
    """The name of a container with a terminal and a shell that runs in it."""
    start_container(engine.client, name, "sh", Tty=True, OpenStdin=True)
    return name


@pytest.mark.parametrize(
    ("words", "number", "status"),
    [
        (("exec", "-it", "{shell}", "sh"), signal.SIGTERM, 0),
        (("exec", "-it", "{shell}", "sh"), signal.SIGINT, 0),
        (("exec", "-it", "{shell}", "sh"), signal.SIGHUP, -signal.SIGHUP),
        (("exec", "-it", "{shell}", "sh"), signal.SIGQUIT, -signal.SIGQUIT),
        (("exec", "-it", "{shell}", "sh"), signal.SIGUSR1, -signal.SIGUSR1),
        (("attach", "{shell}"), signal.SIGHUP, -signal.SIGHUP),
        (("run", "-it", "--rm", "--sig-proxy=false", "busybox", "sh"), signal.SIGHUP, -1),
    ],
    ids=lambda value: " ".join(value[:1]) if isinstance(value, tuple) else str(value),
)
def test_a_signal_ends_it(
    pydock: Program, shell: str, words: tuple[str, ...], number: int, status: int
) -> None:
    with console(pydock, *(word.replace("{shell}", shell) for word in words)) as window:
        window.wait_until(window.is_raw, "raw mode")
        window.kill(number)
        assert window.end() == status


def test_the_third_interrupt_ends_what_ignores_them(pydock: Program, shell: str) -> None:
    with console(pydock, "attach", shell) as window:
        window.wait_for_prompt()
        for _ in range(2):
            window.kill(signal.SIGINT)
            assert window.shell("echo on") == "on"
        window.kill(signal.SIGINT)
        assert window.end() == 1
        assert window.text().endswith("got 3 SIGTERM/SIGINTs, forcefully exiting")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("run", "-it", "busybox", "sh"), 125),
        (("run", "-it", "--rm", "busybox", "sh"), 125),
        (("exec", "-it", "{shell}", "sh"), 255),
        (("attach", "{shell}"), 1),
        (("start", "-ai", "{made}"), 125),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else str(value),
)
def test_the_engine_is_killed(
    pydock: Program, doomed: EngineService, name: str, words: tuple[str, ...], status: int
) -> None:
    doomed.client.post(
        "/containers/create",
        {"Image": "busybox", "Cmd": ["sh"], "Tty": True, "OpenStdin": True},
        name=f"{name}-made",
    )
    start_container(doomed.client, name, "sh", Tty=True, OpenStdin=True)
    argv = [word.format(shell=name, made=f"{name}-made") for word in words]
    pydock.environ["DOCKER_HOST"] = doomed.host
    with console(pydock, *argv) as window:
        window.wait_for_prompt()
        window.wait_until(window.is_raw, "raw mode")
        assert doomed.process.pid is not None
        os.kill(doomed.process.pid, signal.SIGKILL)
        assert window.end() == status
        assert "Traceback" not in window.text()


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGINT, 1)]
)
def test_the_engine_is_frozen(
    pydock: Program, doomed: EngineService, name: str, number: int, status: int
) -> None:
    """SIGTERM ends it, and so does the third SIGINT, which are sent until it ends."""
    start_container(doomed.client, name, "sh", Tty=True, OpenStdin=True)
    pydock.environ["DOCKER_HOST"] = doomed.host
    assert doomed.process.pid is not None
    with console(pydock, "attach", name) as window:
        window.wait_for_prompt()
        os.kill(doomed.process.pid, signal.SIGSTOP)
        try:
            while window.child.poll() is None:
                window.kill(number)
                with suppress(subprocess.TimeoutExpired):
                    window.child.wait(0.5)
            assert window.end() == status
        finally:
            os.kill(doomed.process.pid, signal.SIGCONT)
        assert "Traceback" not in window.text()
        if number == signal.SIGINT:
            assert window.text().endswith("got 3 SIGTERM/SIGINTs, forcefully exiting")


def test_stopped_and_continued(pydock: Program, shell: str, tmp_path: Path) -> None:
    """A stop gives the shell its terminal; `fg` takes it again, in a window resized since."""
    bash = Program(["bash", "--norc", "--noprofile", "-i"], tmp_path, None)
    bash.environ.update(pydock.environ, PS1="$ ")
    with console(bash) as window:
        window.wait_for_line("$")
        window.type(f"{shlex.join(pydock.argv)} exec -it {shell} sh\r")
        window.wait_for_prompt()
        window.wait_until(window.is_raw, "raw mode")
        client = _only_child(window.child.pid)
        for number, columns in ((signal.SIGTSTP, 90), (signal.SIGSTOP, 100)):
            os.kill(client, number)
            window.wait_for("Stopped")
            window.wait_until(lambda: not window.is_raw(), "bash's own modes")
            window.wait_for_line("$")
            window.resize(24, columns)
            window.type("clear; fg\r")
            window.wait_until(window.is_raw, "raw mode")
            assert window.shell(until_size(24, columns)) == f"24 {columns}"
        window.type("exit 3\r")
        window.wait_for_line("$")
        window.type("exit $?\r")
        assert window.end() == 3


def _only_child(pid: int) -> int:
    (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(child)
