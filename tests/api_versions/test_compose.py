"""`compose` on engines of every API version: refused by one sentence, or adapted to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.api_versions.conftest import EngineAt
from tests.api_versions.engine import parsed

PROJECT = """
name: p
services:
  web:
    image: busybox
    command: sleep
    platform: linux/amd64
    annotations: {a: b}
    healthcheck: {test: "true", start_period: 5s}
    networks: {first: {priority: 1, mac_address: "92:d0:c6:0a:29:33"}, second: {gw_priority: 5, aliases: [www]}}
    volumes: [{type: bind, source: /etc, target: /b, bind: {create_host_path: true, propagation: rslave}}]
networks: {first: {external: true, name: bridge}, second: {external: true, name: mine}}
"""  # noqa: E501

#: the API version since which an engine has it
WARNED = {"annotations": "1.43", "healthcheck.start_period": "1.29", "networks.gw_priority": "1.48"}


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "compose.yaml"
    path.write_text(PROJECT)
    return str(path)


@pytest.mark.parametrize("version", ["1.12", "1.18", "1.21", "1.24"])
@pytest.mark.parametrize(
    "line", ["up -d", "create", "ps", "logs", "down -v", "run web", "ls", "stop", "images"]
)
def test_engines_without_projects(engine_at: EngineAt, file: str, version: str, line: str) -> None:
    engine, pydock = engine_at(version)
    done = pydock("compose", "-f", file, *line.split(), PYDOCK_COMPOSE="own")
    sentence = f"compose requires API version 1.25, but the Docker daemon API version is {version}"
    assert (done.status, done.out, done.err) == (1, "", f"{sentence}\n")
    assert engine.request_lines == []


@pytest.mark.parametrize(
    "version", ["1.25", "1.28", "1.40", "1.41", "1.43", "1.44", "1.48", "1.55"]
)
def test_a_service_is_created_as_the_engine_has_it(
    engine_at: EngineAt, file: str, version: str
) -> None:
    engine, pydock = engine_at(version)
    done = pydock("compose", "-f", file, "up", "-d", PYDOCK_COMPOSE="own")
    assert done.status == 0, done.err
    number = parsed(version)
    create = engine.find("POST", "/containers/create")
    assert ("platform" in create.query) == (number >= (1, 41))
    (mount,) = create.json["HostConfig"]["Mounts"]
    assert ("CreateMountpoint" in mount["BindOptions"]) == (number >= (1, 42))
    endpoints = create.json["NetworkingConfig"]["EndpointsConfig"]
    connected = [line for line in engine.request_lines if line.endswith("/connect")]
    if number >= (1, 44):
        assert (list(endpoints), connected) == (["bridge", "mine"], [])
        assert "MacAddress" not in create.json
    else:
        assert (list(endpoints), connected) == (["bridge"], ["POST /networks/mine/connect"])
        connect = engine.find("POST", "/networks/mine/connect")
        assert "www" in connect.json["EndpointConfig"]["Aliases"]
        assert create.json["MacAddress"] == "92:d0:c6:0a:29:33"
    warned = re.findall(r"services\.web\.(\S+) requires API version (\S+),", done.err)
    assert dict(warned) == {key: since for key, since in WARNED.items() if number < parsed(since)}
    listed = pydock("compose", "-f", file, "ps", "--format", "{{.Name}}", PYDOCK_COMPOSE="own")
    assert listed.out == "p-web-1\n"
    assert pydock("compose", "-f", file, "stop", PYDOCK_COMPOSE="own").status == 0


def test_an_old_version_of_a_new_engine(engine_at: EngineAt, file: str) -> None:
    engine, pydock = engine_at("1.55")
    done = pydock(
        "compose", "-f", file, "up", "-d", PYDOCK_COMPOSE="own", DOCKER_API_VERSION="1.24"
    )
    assert done.status == 0, done.err
    assert engine.find("POST", "/networks/mine/connect").version == "1.24"
    assert "start_period" not in done.err
