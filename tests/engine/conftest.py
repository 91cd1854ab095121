"""For the tests on a real engine: containers, docker's plugins, ways over TLS and ssh."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Engine, make_engine, pydock_argv, started
from tests.engine.debian import Suite
from tests.engine.dockerd import Dockerd
from tests.engine.http import Client
from tests.engine.machine import Unavailable, in_network_of
from tests.engine.names import DEFAULT_ENGINE, ENGINES
from tests.engine.program import Program
from tests.engine.registry import free_port
from tests.engine.service import EngineService
from tests.engine.sshd import Sshd
from tests.engine.swarm import Pair, clean
from tests.support.packages import need_program
from tests.transport.servers import Certificates

TLS_PORT = 2376

PLUGINS_SUITE = "forky"
"""This release's docker-compose may be no plugin yet."""


class Swarm(NamedTuple):
    """A swarm of two: pydock speaking to either engine, and the manager's API."""

    manager: Program
    worker: Program
    client: Client
    pair: Pair


class TlsEngine(NamedTuple):
    """An engine that listens on port 2376 of a loopback of its own and wants certificates."""

    pid: int
    certificates: Certificates

    @property
    def host(self) -> str:
        return f"tcp://127.0.0.1:{TLS_PORT}"

    def program(self, argv: Sequence[str], home: Path) -> Program:
        """A client in the network of this engine, without certificates yet."""
        return Program(in_network_of(self.pid, argv), home, self.host)

    def trusted(self, argv: Sequence[str], home: Path) -> Program:
        """A client in the network of this engine, with the right certificates."""
        found = self.program(argv, home)
        found.environ.update(
            DOCKER_TLS_VERIFY="1", DOCKER_CERT_PATH=str(self.certificates.directory)
        )
        return found


@pytest.fixture
def doomed(work_directory: Path) -> Iterator[EngineService]:
    """An engine that the test may kill."""
    with started(make_engine(work_directory / "doomed")) as service:
        yield service


@pytest.fixture
def sleeper(engine: Engine, name: str) -> str:
    """The name of a running container that does nothing."""
    start_container(engine.client, name, "sleep", "1000")
    return name


@pytest.fixture
def ended(engine: Engine, name: str) -> str:
    """The name of a container that wrote "out" and "err" to its streams and ended with 3."""
    start_container(engine.client, name, "sh", "-c", "echo out; echo err >&2; exit 3")
    assert engine.client.post(f"/containers/{name}/wait")["StatusCode"] == 3
    return name


def start_container(client: Client, name: str, *command: str, **settings: object) -> None:
    """Make a container of that name and start it; `settings` are those of the API."""
    create = {"Image": "busybox", "Cmd": command, **settings}
    client.post("/containers/create", create, name=name)
    client.post(f"/containers/{name}/start")


@pytest.fixture(scope="session")
def tls_engine(work_directory: Path) -> Iterator[TlsEngine]:
    """A second engine, behind TLS."""
    need_program("openssl", "openssl")
    directory = work_directory / "certificates"
    directory.mkdir()
    certificates = Certificates(directory)
    for name in ("cert.pem", "key.pem"):  # as they are called in DOCKER_CERT_PATH
        source = "client.pem" if name == "cert.pem" else "client-key.pem"
        (directory / name).write_bytes((directory / source).read_bytes())
    service = Dockerd(
        work_directory / "tls-engine",
        dies_with_parent=True,
        options=[
            f"--host=tcp://127.0.0.1:{TLS_PORT}",
            "--tlsverify",
            f"--tlscacert={certificates.path('ca.pem')}",
            f"--tlscert={certificates.path('engine.pem')}",
            f"--tlskey={certificates.path('engine-key.pem')}",
        ],
    )
    with started(service):
        assert service.process.pid is not None
        yield TlsEngine(service.process.pid, certificates)


@pytest.fixture(scope="session")
def sshd(engine: Engine, work_directory: Path) -> Iterator[Sshd]:
    """A real sshd in front of the engine; there pydock is installed as docker."""
    far_docker = work_directory / "far-docker"
    words = " ".join(f"'{word}'" for word in pydock_argv())
    far_docker.write_text(f'#!/bin/sh\nexec {words} "$@"\n')
    far_docker.chmod(0o755)
    directory = work_directory / "sshd"
    service = Sshd(
        directory, port=free_port(), docker=far_docker, host=engine.host, dies_with_parent=True
    )
    with started(service):
        yield service


@pytest.fixture(scope="session")
def pair(work_directory: Path) -> Iterator[Pair]:
    """Two engines that reach each other, in no swarm at first; started for the first test."""
    name = os.environ.get("PYDOCK_TEST_ENGINE") or DEFAULT_ENGINE
    if not name.startswith("dockerd"):
        pytest.skip("Podman knows no swarms.")
    with started(Pair(work_directory / "swarm", ENGINES[name])) as pair:
        yield pair


@pytest.fixture
def programs(pair: Pair, tmp_path: Path) -> tuple[Program, Program]:
    """pydock speaking to the first engine of the pair, and to the second."""
    api_version = os.environ.get("DOCKER_API_VERSION")
    first, second = (
        Program(pydock_argv(), tmp_path, client.host, api_version or client.api_version())
        for client in pair.clients
    )
    return first, second


@pytest.fixture
def swarm(pair: Pair, programs: tuple[Program, Program]) -> Iterator[Swarm]:
    """The pair as a swarm of a manager and a worker; what a test makes in it is removed."""
    pair.form()
    manager = pair.clients[0]
    yield Swarm(*programs, manager, pair)
    clean(manager)


@pytest.fixture(scope="session")
def plugins() -> Path:
    """A directory with docker-compose and docker-buildx."""
    suite = Suite(PLUGINS_SUITE)
    try:
        suite.unpack(["docker-compose", "docker-buildx"])
    except Unavailable as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"No plugins for the tests: {error}.")
        pytest.skip(f"No plugins for the tests: {error}.")
    return suite.root / "usr/libexec/docker/cli-plugins"
