"""Fixtures of every test: a real engine and a registry, pydock and docker as programs."""

from __future__ import annotations

import gc
import os
import signal
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from hypothesis import HealthCheck, settings

from tests.engine.busybox import ensure_busybox
from tests.engine.http import Client
from tests.engine.machine import Unavailable, clear, own_directory
from tests.engine.names import DEFAULT_ENGINE, ENGINES
from tests.engine.process import NotReady
from tests.engine.program import Program, version_numbers
from tests.engine.registry import PASSWORD, USER, Registry, free_port
from tests.engine.service import EngineService
from tests.support.in_process import InProcess


class Startable(Protocol):
    """Something of tests/engine that runs in the background."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


SomeService = TypeVar("SomeService", bound=Startable)

pytest_plugins = ["tests.support.recordings", "tests.support.compose_oracle"]

# A shell starts its background jobs with SIGINT ignored, nohup a program with SIGHUP, and programs
# inherit that: those that the tests interrupt must not.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

# Python would look for garbage a thousand times while tests are collected, which make none.
gc.set_threshold(20_000)

# How long an example takes says something of the machine's load alone.
settings.register_profile(
    "patient",
    parent=settings.default,  # in CI: the same examples each time
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("patient")


@dataclass(frozen=True)
class Engine:
    """The real engine of a test run.

    `host` is its address, `client` sends it requests directly, `name` is "docker" or "podman",
    `api_version` the version of the API that tests speak with it, `pid` that of the server,
    which has a network namespace of its own; None when the user provided the engine.
    """

    host: str
    client: Client
    name: str
    version: str
    api_version: str
    pid: int | None

    def at_least(self, api_version: str) -> bool:
        """Do tests speak this version of the API with it, or a newer one?"""
        return version_numbers(self.api_version) >= version_numbers(api_version)


@dataclass(frozen=True)
class RunningRegistry:
    """A registry that the engine reaches at `address` and that wants `user` and `password`."""

    address: str
    user: str = USER
    password: str = PASSWORD


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a real engine: `-m engine`, or `-m 'not engine'`.

    In CI such a test that fails runs once more, and the run reports it: on a shared machine an
    engine's time limits pass now and then.

    Slow files begin first, lest one worker be left with them at the end.
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        # what is started there are real engines; a fixture called `engine` may be a played one
        if isinstance(item, pytest.Function) and "work_directory" in item.fixturenames:
            item.add_marker("engine")
            if os.environ.get("CI") == "true":
                item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_collection_finish() -> None:
    """Keep the modules and the tests out of all garbage collections: they stay to the end."""
    gc.freeze()


@pytest.fixture(scope="session")
def work_directory() -> Iterator[Path]:
    """A directory with a short path for what the session starts, cleared at its end."""
    directory = own_directory()
    yield directory
    clear(directory)


@pytest.fixture(scope="session")
def engine(
    work_directory: Path, record_testsuite_property: Callable[[str, object], None]
) -> Iterator[Engine]:
    """The engine of PYDOCK_TEST_HOST, or one that this session starts and stops.

    PYDOCK_TEST_ENGINE names one of tests/engine/names.py to start. Where none can be had the
    test is skipped; it fails instead in CI, or when an engine was chosen by name.
    """
    with _engine_service_or_host(work_directory / "engine") as (client, pid):
        described = _describe(client, pid)
        record_testsuite_property("engine", f"{described.name} {described.version}")
        record_testsuite_property("api", described.api_version)
        yield described


@contextmanager
def _engine_service_or_host(directory: Path) -> Iterator[tuple[Client, int | None]]:
    """A client of the engine, and the process id of the server when it is ours."""
    host = os.environ.get("PYDOCK_TEST_HOST")
    if not host:
        with started(make_engine(directory)) as service:
            yield service.client, service.process.pid
        return
    client = Client(host)
    if not client.answers():
        pytest.fail(f"No engine answers at PYDOCK_TEST_HOST, {host}")
    ensure_busybox(client)
    yield client, None


@pytest.fixture(scope="session")
def registry(engine: Engine, work_directory: Path) -> Iterator[RunningRegistry]:
    """A registry on the engine's loopback."""
    port = 5000 if engine.pid is not None else free_port()
    service = Registry(
        work_directory / "registry", port=port, beside=engine.pid, dies_with_parent=True
    )
    with started(service):
        yield RunningRegistry(service.address)


def make_engine(directory: Path) -> EngineService:
    """The engine that PYDOCK_TEST_ENGINE names, not started yet; this system's dockerd else."""
    name = os.environ.get("PYDOCK_TEST_ENGINE") or DEFAULT_ENGINE
    return ENGINES[name](directory, dies_with_parent=True)


@contextmanager
def started(service: SomeService) -> Iterator[SomeService]:
    """Start a service and stop it at the end; without one, skip the test or, in CI, fail it."""
    try:
        service.start()
    except (Unavailable, NotReady) as error:
        kind = type(service).__name__
        sentence = f"No {kind} for the tests: {error} (PYDOCK_TEST_HOST can name an engine)."
        if os.environ.get("CI") == "true" or os.environ.get("PYDOCK_TEST_ENGINE"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    try:
        yield service
    finally:
        service.stop()


@pytest.fixture
def pydock(engine: Engine, tmp_path: Path) -> Program:
    """pydock as a program of its own, speaking to the engine: `pydock("ps", "-q").ok().out`.

    PYDOCK_TEST_PROGRAM names another one to put in its place: with `docker`, the tests
    themselves are tested.
    """
    return Program(pydock_argv(), tmp_path, engine.host, engine.api_version)


@pytest.fixture
def pydock_alone(tmp_path: Path) -> Program:
    """pydock as a program, for tests that need no engine."""
    return Program(pydock_argv(), tmp_path, host=None)


@pytest.fixture
def pydock_inside(tmp_path: Path) -> Program:
    """pydock in this process, for tests that need neither an engine nor a process."""
    return InProcess(tmp_path)


@pytest.fixture
def name(engine: Engine) -> Iterator[str]:
    """A name nobody else has. Whatever is called that, or begins with it, is removed after."""
    own_name = f"pydock-test-{uuid.uuid4().hex[:8]}"
    yield own_name
    _remove_all(engine.client, own_name)


def pydock_argv() -> list[str]:
    """The command that starts pydock."""
    instead = os.environ.get("PYDOCK_TEST_PROGRAM")
    if instead:
        return [instead]
    installed = Path(sys.executable).with_name("pydock")
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "pydock"]


def _describe(client: Client, pid: int | None) -> Engine:
    version = client.get("/version")
    parts = [part["Name"] for part in version.get("Components", ())]
    return Engine(
        host=client.host,
        client=client,
        name="podman" if "Podman Engine" in parts else "docker",
        version=version["Version"],
        api_version=os.environ.get("DOCKER_API_VERSION") or client.api_version(),
        pid=pid,
    )


def _remove_all(client: Client, prefix: str) -> None:
    for container in client.get("/containers/json", all="1"):
        if any(known_as.lstrip("/").startswith(prefix) for known_as in container["Names"]):
            client.remove_container(container["Id"])
    for network in client.get("/networks"):
        if network["Name"].startswith(prefix):
            client.delete(f"/networks/{network['Id']}")
    for volume in client.get("/volumes")["Volumes"] or ():
        if volume["Name"].startswith(prefix):
            client.delete(f"/volumes/{volume['Name']}", force="1")
    for image in client.get("/images/json"):
        for tag in image["RepoTags"] or ():
            if prefix in tag:
                client.delete(f"/images/{tag}", force="1")
