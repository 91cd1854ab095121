"""Containers for the tests on a real engine, made without pydock's help."""

from __future__ import annotations

import pytest

from tests.conftest import Engine
from tests.engine.http import Client


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
