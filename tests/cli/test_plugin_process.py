"""A plugin off a terminal is a child with docker's socket; on a terminal it replaces pydock."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.cli.test_plugins import Plugins
from tests.engine.program import Program

#: connects to the socket, says so, and ends with its connection
CONNECTED = f"""\
exec {sys.executable} -c '
import os, signal, socket
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.setpgid(0, 0)
connection = socket.socket(socket.AF_UNIX)
connection.connect("\\0" + os.environ["DOCKER_CLI_PLUGIN_SOCKET"][1:])
print("ready", flush=True)
print("end", connection.recv(1), flush=True)
'
"""
STUBBORN = "trap '' TERM INT\necho ready\nwhile :; do sleep 0.05; done\n"


@pytest.fixture
def plugins(pydock_alone: Program) -> Plugins:
    return Plugins(pydock_alone.config)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_connection_of_a_detached_plugin(
    pydock_alone: Program, plugins: Plugins, number: int
) -> None:
    plugins.add("greet", CONNECTED)
    with pydock_alone.running("greet") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        child.send_signal(number)
        assert child.stdout.readline() == b"end b''\n"
        assert child.wait(20) == 0


def test_the_third_signal_kills_the_plugin(pydock_alone: Program, plugins: Plugins) -> None:
    plugins.add("greet", f"echo $$\n{STUBBORN}")
    with pydock_alone.running("greet") as child:
        assert child.stdout is not None and child.stderr is not None
        plugin = int(child.stdout.readline())
        assert child.stdout.readline() == b"ready\n"
        for _ in range(3):
            assert child.poll() is None
            child.send_signal(signal.SIGTERM)
            pause()
        assert child.wait(20) == 1
        assert child.stderr.read() == b"got 3 SIGTERM/SIGINTs, forcefully exiting\n"
    assert not Path(f"/proc/{plugin}/cwd").exists()


def test_a_plugin_killed_by_a_signal(pydock_alone: Program, plugins: Plugins) -> None:
    plugins.add("greet", "kill -KILL $$\n")
    with pydock_alone.running("greet") as child:
        assert child.wait(20) == -signal.SIGKILL


def test_on_a_terminal_the_plugin_has_the_process(pydock_alone: Program, plugins: Plugins) -> None:
    plugins.add("greet", 'echo "pid $$ socket $DOCKER_CLI_PLUGIN_SOCKET."\n')
    child = pexpect.spawn(
        pydock_alone.argv[0], ["greet"], env=pydock_alone.environ, encoding="utf-8"
    )
    child.expect(pexpect.EOF)
    assert child.before == f"pid {child.pid} socket .\r\n"
    child.close()


def pause() -> None:
    """Let the signal be handled: two pending ones of a kind are one."""
    subprocess.run(["sleep", "0.2"], check=True)
