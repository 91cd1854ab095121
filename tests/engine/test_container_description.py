"""`inspect --as-create`, `--as-run` and `--as-compose` on a real engine: equal containers."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Engine
from tests.engine.conftest import start_container
from tests.engine.described_containers import DOCKERFILE, LINES, RUN_LINES
from tests.engine.http import Client
from tests.engine.program import Program
from tests.support.in_process import InProcess

#: what a Compose file cannot express, or Compose ignores
UNSUPPORTED_BY_COMPOSE = {
    "--rm busybox",
    "--memory-swappiness 0 busybox",
    "--cpuset-cpus 0 --cpuset-mems 0 busybox",
    "--mac-address 02:42:aa:bb:cc:02 busybox",
    "-p target=80,published=8080,protocol=udp -P busybox",
    "-P --expose 80 busybox",
    "-P --expose 81 {name}-i",
    "-v {name}-v:/z --volume-driver local busybox",
    "--mount '\"src={name}-v\",dst=/b,volume-label=a=b,volume-opt=o=x' busybox",
    "--volumes-from {name}-c:ro busybox",
}


@pytest.fixture
def inside(engine: Engine, tmp_path: Path) -> Program:
    """pydock in this process: these tests run it several hundred times."""
    return InProcess(tmp_path, engine.host)


@pytest.fixture
def surroundings(engine: Engine, inside: Program, name: str) -> Iterator[str]:
    """The networks, the container and the image that the lines name."""
    if engine.name == "podman":
        pytest.skip("Podman's inspect has what its own create takes.")
    subnet = {"Config": [{"Subnet": "10.9.8.0/24"}]}
    engine.client.post("/networks/create", {"Name": name, "IPAM": subnet})
    engine.client.post("/networks/create", {"Name": f"{name}-b"})
    shareable = {"HostConfig": {"IpcMode": "shareable"}}
    start_container(engine.client, f"{name}-c", "sleep", "1000", **shareable)
    classic = {"DOCKER_BUILDKIT": "0"}
    inside("build", "-t", f"{name}-i", "-", input=DOCKERFILE, env=classic).ok()
    yield name


def _equal_part(client: Client, container: str) -> Any:
    """What two equal containers have in common."""
    found = client.get(f"/containers/{container}/json")
    own_id = found["Id"]
    for key in ("Id", "Created", "Name", "State", "ResolvConfPath", "HostnamePath", "HostsPath",
                "LogPath", "GraphDriver", "Storage"):  # fmt: skip
        found.pop(key, None)
    found["Mounts"].sort(key=itemgetter("Destination"))
    for endpoint in found["NetworkSettings"]["Networks"].values():
        for key in ("EndpointID", "IPAddress", "MacAddress" if endpoint["IPAddress"] else ""):
            endpoint.pop(key, None)
    found["NetworkSettings"] = {"Networks": found["NetworkSettings"]["Networks"]}
    text = json.dumps(found, sort_keys=True).replace(own_id, "ID").replace(own_id[:12], "ID")
    text = text.replace(container, "NAME")
    return json.loads(re.sub(r"\b[0-9a-f]{64}\b", "VOLUME", text))


def test_create_makes_equal_containers_of_as_create(
    engine: Engine, inside: Program, surroundings: str
) -> None:
    name = surroundings
    made: dict[str, str] = {}
    for number, line in enumerate(LINES.strip().splitlines()):
        words = shlex.split(line.format(name=name))
        done = inside("create", "--name", f"{name}-{number}", *words)
        if done.status:  # an option or a value that this engine refuses
            assert "requires API version" in done.err, line
            continue
        made[f"{name}-{number}"] = line
    assert len(made) >= 120
    described = inside("inspect", "--as-create", "--no-name", *made).ok()
    assert described.err.count("WARNING") == 1  # of the variable that may be set
    different = {}
    for (first, line), command in zip(made.items(), described.out.splitlines(), strict=True):
        theirs = _equal_part(engine.client, first)
        engine.client.remove_container(first)  # of the same ports, addresses and names
        words = shlex.split(command)[1:]
        inside(words[0], "--name", first, *words[1:]).ok()
        ours = _equal_part(engine.client, first)
        if ours != theirs:
            different[line] = (command, _difference(theirs, ours))
        engine.client.remove_container(first)
    assert different == {}


def _difference(one: Any, other: Any) -> Any:
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return one, other
    keys = [key for key in one.keys() | other.keys() if one.get(key) != other.get(key)]
    return {key: _difference(one.get(key), other.get(key)) for key in keys}


def test_run_makes_equal_containers_of_as_run(
    engine: Engine, inside: Program, surroundings: str
) -> None:
    name = surroundings
    container = f"{name}-run"
    for line in RUN_LINES.strip().splitlines():
        words = shlex.split(line.format(name=name))
        inside("run", "-d", "--name", container, *words).ok()
        described = inside("inspect", "--as-run", container).ok()
        assert described.err == ""
        theirs = _equal_part(engine.client, container)
        engine.client.remove_container(container)
        program, *again = shlex.split(described.out)
        assert (program, again[0]) == ("pydock", "run")
        inside(*again).ok()
        assert _difference(theirs, _equal_part(engine.client, container)) == {}, line
        engine.client.remove_container(container)


def test_compose_makes_equal_containers_of_as_compose(
    engine: Engine, inside: Program, surroundings: str, plugins: Path
) -> None:
    name = surroundings
    made: dict[str, str] = {}
    for number, line in enumerate(LINES.strip().splitlines()):
        words = shlex.split(line.format(name=name))
        if "mac-address" in line and not engine.at_least("1.44"):
            continue  # this release of Compose refuses it
        if inside("create", "--name", f"{name}-{number}", *words).status == 0:
            made[f"{name}-{number}"] = line
    described = inside("inspect", "--as-compose", *made).ok()
    warned = {warning.split(":")[1].strip() for warning in described.err.splitlines()}
    expected = {line for line in UNSUPPORTED_BY_COMPOSE if line in made.values()}
    assert {made.pop(container) for container in warned} == expected
    assert len(made) >= 120
    theirs = {container: _in_compose(engine.client, container) for container in made}
    for container in [*made, *warned]:
        engine.client.remove_container(container)
    (inside.home / "compose.yml").write_text(described.out)
    compose = Program([str(plugins / "docker-compose")], inside.home, engine.host)
    compose("-p", name, "up", "--no-start", *made, limit_seconds=300).ok()
    different = {}
    for container, line in made.items():
        ours = _in_compose(engine.client, container)
        if ours != theirs[container]:
            different[line] = _difference(theirs[container], ours)
    assert different == {}


def _in_compose(client: Client, container: str) -> Any:
    """What Compose does not change: it has its own labels, aliases, streams, order and mounts."""
    found = _equal_part(client, container)
    for endpoint in found["NetworkSettings"]["Networks"].values():
        endpoint["Aliases"] = [name for name in endpoint["Aliases"] or () if name != "NAME"]
    for part, field in (("HostConfig", "ExtraHosts"), ("HostConfig", "Ulimits"), ("Config", "Env")):
        found[part][field] = sorted(found[part][field] or (), key=str)
    host = found["HostConfig"]
    for field in ("Binds", "Mounts"):
        host.pop(field, None)
    if host["NetworkMode"] == "default":  # engines before API 1.44 keep the defaults as they are
        host["NetworkMode"] = "bridge"
    if host["RestartPolicy"]["Name"] in ("", "no"):
        host.pop("RestartPolicy")
    for mount in found["Mounts"]:
        mount.pop("Mode")
    return _filled(found)


def _filled(value: Any) -> Any:
    """A value without nulls and empty collections, and without the streams and labels."""
    if isinstance(value, dict):
        items = {
            key: _filled(item)
            for key, item in value.items()
            if not key.startswith(("com.docker.compose", "Attach", "StdinOnce"))
        }
        return {key: item for key, item in items.items() if item not in (None, [], {}, "")}
    return [_filled(item) for item in value] if isinstance(value, list) else value
