"""Signals that a client gets while a container runs in the foreground, on a real engine."""

from __future__ import annotations

import os
import signal
import subprocess

import pytest

from tests.conftest import Engine
from tests.engine.conftest import start_container
from tests.engine.program import Program

pytestmark = pytest.mark.any_api

CAUGHT = "HUP INT QUIT USR1 USR2 ALRM TERM STKFLT CONT WINCH IO PWR"
"""By name; IO is called POLL by some, and TSTP, TTIN and TTOU go through as well."""

TRAPS = (
    f"for s in {CAUGHT}; do trap \"echo $s\" $s; done; trap 'echo bye; exit 9' TTOU;"
    " echo ready; while :; do sleep 0.1; done"
)


def test_signals_go_to_the_container(pydock: Program, name: str) -> None:
    with pydock.running("run", "--rm", "--name", name, "busybox", "sh", "-c", TRAPS) as child:
        _wait_until_ready(child)
        for word in CAUGHT.split():
            if word in ("INT", "TERM"):
                continue
            child.send_signal(16 if word == "STKFLT" else getattr(signal, f"SIG{word}"))
            assert _line(child) == word
        child.send_signal(signal.SIGTTOU)
        assert _line(child) == "bye"
        assert child.wait(30) == 9


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_second_interrupt_still_gets_through(
    pydock: Program, name: str, number: signal.Signals
) -> None:
    with pydock.running("run", "--name", name, "busybox", "sh", "-c", TRAPS) as child:
        _wait_until_ready(child)
        for _ in range(2):
            child.send_signal(number)
            assert _line(child) == number.name.removeprefix("SIG")
        child.send_signal(number)
        assert child.wait(30) == 1
        assert child.stderr is not None
        assert child.stderr.read() == b"got 3 SIGTERM/SIGINTs, forcefully exiting\n"


def test_an_interrupt_ends_what_does_not_catch_it(pydock: Program, name: str) -> None:
    script = "echo ready; exec sleep 1000"
    with pydock.running(
        "run", "--rm", "--init", "--name", name, "busybox", "sh", "-c", script
    ) as child:
        _wait_until_ready(child)
        child.send_signal(signal.SIGINT)
        assert child.wait(30) == 130


def test_without_proxy_interrupts_go_nowhere(pydock: Program, engine: Engine, name: str) -> None:
    words = ("run", "--rm", "--sig-proxy=false", "--name", name, "busybox", "sh", "-c", TRAPS)
    with pydock.running(*words) as child:
        _wait_until_ready(child)
        child.send_signal(signal.SIGINT)
        engine.client.post(f"/containers/{name}/kill", signal="TTOU")
        assert _line(child) == "bye"
        assert child.wait(30) == 9


def test_without_proxy_a_hangup_ends_the_client_alone(
    pydock: Program, engine: Engine, name: str
) -> None:
    words = ("run", "--sig-proxy=false", "--name", name, "busybox", "sh", "-c", TRAPS)
    with pydock.running(*words) as child:
        _wait_until_ready(child)
        child.send_signal(signal.SIGHUP)
        assert child.wait(30) == -signal.SIGHUP
    assert engine.client.container_state(name) == "running"


def test_attach_sends_signals_on(pydock: Program, engine: Engine, name: str) -> None:
    start_container(engine.client, name, "sh", "-c", f"sleep 3; {TRAPS}")
    with pydock.running("attach", name) as child:
        _wait_until_ready(child)
        child.send_signal(signal.SIGUSR1)
        assert _line(child) == "USR1"
        child.send_signal(signal.SIGTTOU)
        assert _line(child) == "bye"
        assert child.wait(30) == 9


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_exec_is_left_by_an_interrupt(
    pydock: Program, sleeper: str, number: signal.Signals
) -> None:
    """The command inside goes on: an exec gets no signals. The status is docker's."""
    with pydock.running("exec", sleeper, "sh", "-c", "echo ready; sleep 1000") as child:
        _wait_until_ready(child)
        child.send_signal(number)
        assert child.wait(30) == 0


def test_a_signal_is_handled_while_nobody_reads_the_output(pydock: Program, name: str) -> None:
    """`pydock run busybox yes | less`, ctrl-C."""
    words = ("run", "--rm", "--init", "--name", name, "busybox", "yes")
    with pydock.running(*words) as child:
        assert child.stdout is not None
        assert child.stdout.read(2) == b"y\n"
        child.send_signal(signal.SIGINT)
        while os.read(child.stdout.fileno(), 1 << 16):
            pass
        assert child.wait(30) == 130


def _wait_until_ready(child: subprocess.Popen[bytes]) -> None:
    assert _line(child) == "ready"


def _line(child: subprocess.Popen[bytes]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().decode().strip()
