"""An engine reached through a real sshd; there pydock is installed as docker."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from pathlib import Path

import pytest

from tests.build.trees import plant
from tests.conftest import Engine
from tests.engine.program import Program
from tests.engine.sshd import Sshd
from tests.support.recordings import Oracle

pytestmark = pytest.mark.any_api

MEBIBYTE = 1024 * 1024


@pytest.fixture
def over_ssh(pydock: Program, sshd: Sshd) -> Program:
    return sshd.leading(pydock)


def test_requests(over_ssh: Program, sleeper: str) -> None:
    found = over_ssh("ps", "--filter", f"name={sleeper}", "--format", "{{.Names}}").ok()
    assert (found.out, found.err) == (f"{sleeper}\n", "")


def test_one_connection_for_several_requests(over_ssh: Program, sshd: Sshd, sleeper: str) -> None:
    log = sshd.directory / "log"
    before = log.read_text(errors="replace").count("Accepted publickey")
    over_ssh("inspect", sleeper, sleeper).ok()
    assert log.read_text(errors="replace").count("Accepted publickey") == before + 1


def test_run(over_ssh: Program, name: str) -> None:
    found = over_ssh("run", "--rm", "--name", name, "busybox", "sh", "-c", "echo a; exit 3")
    assert (found.status, found.out) == (3, "a\n")


def test_much_input_and_output(over_ssh: Program, name: str) -> None:
    data = os.urandom(MEBIBYTE) * 20
    found = over_ssh("run", "-i", "--rm", "--name", name, "busybox", "cat", input=data).ok()
    assert hashlib.sha256(found.out_bytes).digest() == hashlib.sha256(data).digest()


def test_a_build_by_buildkit(over_ssh: Program, engine: Engine, tmp_path: Path) -> None:
    if engine.name != "docker" or not engine.at_least("1.40"):
        pytest.skip("This engine has no BuildKit, or not for results in directories.")
    context, out = tmp_path / "context", tmp_path / "out"
    plant(context, {"Dockerfile": "FROM scratch\nCOPY file /\n", "file": bytes(5_000_000)})
    over_ssh("build", "-o", str(out), str(context), env={"DOCKER_BUILDKIT": "1"}).ok()
    assert (out / "file").read_bytes() == bytes(5_000_000)


def test_path_of_a_socket(over_ssh: Program, sshd: Sshd, engine: Engine, sleeper: str) -> None:
    path = engine.host.removeprefix("unix://")
    over_ssh.environ["DOCKER_HOST"] = f"{sshd.address}{path}"
    assert sleeper in over_ssh("ps").ok().out
    over_ssh.environ["DOCKER_HOST"] = f"{sshd.address}/nowhere; touch {over_ssh.home}/oops"
    found = over_ssh("ps")
    assert found.status == 1
    assert "has exited with exit status 1, make sure the URL is valid" in found.err
    assert not (over_ssh.home / "oops").exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("@127.0.0.1", "@nobody..invalid"), "Could not resolve hostname nobody..invalid"),
        (("ssh://", "ssh://nobody-"), "Permission denied"),
    ],
)
def test_the_error_has_the_output_of_ssh(
    over_ssh: Program, sshd: Sshd, change: tuple[str, str], words: str
) -> None:
    over_ssh.environ["DOCKER_HOST"] = sshd.address.replace(*change)
    found = over_ssh("ps")
    assert found.status == 1
    assert found.err.startswith("error during connect: ")
    assert "has exited with exit status 255" in found.err
    assert words in found.err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_ssh_is_left_behind(
    over_ssh: Program, sshd: Sshd, engine: Engine, number: signal.Signals
) -> None:
    with over_ssh.running("events") as child:
        deadline = time.monotonic() + 30
        while not (running := _children_named_ssh(child.pid)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert running
        child.send_signal(number)
        child.wait(30)
    while any(Path(f"/proc/{pid}").exists() for pid in running):
        assert time.monotonic() < deadline + 30
        time.sleep(0.05)


def test_a_cut_connection_is_no_success(over_ssh: Program, sleeper: str) -> None:
    with over_ssh.running("exec", sleeper, "sh", "-c", "echo on; sleep 99") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"on\n"
        for pid in _children_named_ssh(child.pid):
            os.kill(pid, signal.SIGKILL)
        _, words = child.communicate(timeout=30)
    assert child.returncode == 1
    assert words == b"connection to the command lost; the command is still running\n"


def test_docker_gets_through_to_pydock_on_the_far_side(
    over_ssh: Program, sshd: Sshd, engine: Engine, oracle: Oracle
) -> None:
    words = ["run", "-i", "--rm", "busybox", "wc", "-c"]

    def run(program: Program) -> list[object]:
        done = program(*words, input="x" * 100_000)
        return [done.status, done.out, done.err]

    def by_docker(docker: str) -> list[object]:
        program = Program([docker], over_ssh.home, engine.host, engine.api_version)
        return run(sshd.leading(program))

    assert run(over_ssh) == oracle(words, by_docker)


def _children_named_ssh(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue
        if name == "ssh" and int(rest.split()[1]) == parent:
            found.append(int(stat.parent.name))
    return found
