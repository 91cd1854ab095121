"""The service of a Compose file for the request of a container."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.commands.container.create import command
from pydock.spec.container_to_compose import (
    KEYS,
    OTHERS,
    WITHOUT_KEY,
    compose_service,
    external_objects,
    unsupported_fields,
)
from pydock.spec.container_to_options import WITHOUT_REVERSE
from tests.spec.test_container import made

CASES: list[tuple[str, dict[str, Any]]] = [
    ("x sh -c 'echo $HOME'", {"command": ["sh", "-c", "echo $$HOME"]}),
    ("-e A=$1 -l a=b -l com.docker.compose.project=p x",
     {"environment": ["A=$$1"], "labels": {"a": "b"}}),
    ("--entrypoint '' x a", {"entrypoint": [""], "command": ["a"]}),
    ("-it --init=false --read-only x",
     {"tty": True, "stdin_open": True, "init": False, "read_only": True}),
    ("-m 512m --memory-swap -1 --cpus 1.5 --shm-size 1g x",
     {"mem_limit": "512m", "memswap_limit": -1, "cpus": "1.5", "shm_size": "1g"}),
    ("-p 8080:80/udp -p 1 --expose 5 x", {"ports": ["8080:80/udp", "1"], "expose": ["5/tcp"]}),
    ("--restart on-failure:3 --stop-timeout 90 x",
     {"restart": "on-failure:3", "stop_grace_period": "90s"}),
    ("--health-cmd true --health-interval 90s x",
     {"healthcheck": {"test": ["CMD-SHELL", "true"], "interval": "1m30s"}}),
    ("--no-healthcheck x", {"healthcheck": {"disable": True}}),
    ("--log-driver local --log-opt max-size=1m x",
     {"logging": {"driver": "local", "options": {"max-size": "1m"}}}),
    ("--blkio-weight 5 --device-read-bps /dev/a:1k x",
     {"blkio_config": {"weight": 5, "device_read_bps": [{"path": "/dev/a", "rate": 1024}]}}),
    ("--device /dev/a:r --ulimit nofile=1:2 x",
     {"devices": ["/dev/a:/dev/a:r"], "ulimits": {"nofile": {"soft": 1, "hard": 2}}}),
    ("--network n --network-alias a --ip 1.2.3.4 x",
     {"networks": {"n": {"aliases": ["a"], "ipv4_address": "1.2.3.4"}}}),
    ("--network n --network m x", {"networks": {"n": {"priority": 1}, "m": None}}),
    ("--network host x", {"network_mode": "host"}),
    ("--link db:d x", {"external_links": ["db:d"]}),
    ("-v v:/a:ro -v /b --mount type=tmpfs,dst=/t,tmpfs-size=1m --mount src=w,dst=/w,ro x",
     {"volumes": ["v:/a:ro", "/b", {"type": "tmpfs", "target": "/t", "tmpfs": {"size": 1 << 20}},
                  {"type": "volume", "source": "w", "target": "/w", "read_only": True}]}),
    ("--mount type=bind,src=/a,dst=/b,bind-recursive=disabled x",
     {"volumes": [{"type": "bind", "source": "/a", "target": "/b",
                   "bind": {"recursive": "disabled"}}]}),
    ("--gpus 2 x", {"deploy": {"resources": {"reservations": {"devices": [
        {"count": 2, "capabilities": ["gpu"]}]}}}}),
    ("--volumes-from c x", {"volumes_from": ["container:c"]}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "service"), CASES)
def test_keys(line: str, service: dict[str, Any]) -> None:
    body = made(line).body
    found = compose_service(body)
    assert found.pop("image") == "x"
    if "network_mode" not in service and found.get("network_mode") == "bridge":
        del found["network_mode"]
    assert found == service
    assert unsupported_fields(_without_empty(body)) == {}


def _without_empty(body: dict[str, Any]) -> dict[str, Any]:
    host = {field: value for field, value in body["HostConfig"].items() if value not in ([], {})}
    return {**body, "HostConfig": host}


def test_every_option_of_create_has_a_key_or_none() -> None:
    declared = {option.long for option in command.options}
    assert declared == {*KEYS, *OTHERS, *WITHOUT_KEY, *WITHOUT_REVERSE}


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("--rm x", {"AutoRemove": True}),
        ("--cpuset-mems 0 x", {"CpusetMems": "0"}),
        ("-P x", {"PublishAllPorts": True}),
        ("--volume-driver d x", {"VolumeDriver": "d"}),
        ("--memory-swappiness 0 x", {"MemorySwappiness": 0}),
        ("--volumes-from a:ro --volumes-from b x", {"VolumesFrom": ["a:ro"]}),
        ("--mount dst=/a,volume-label=a=b x", {"VolumeOptions": {"Labels": {"a": "b"}}}),
        ("--mac-address 92:d0:c6:0a:29:33 x", {"MacAddress": "92:d0:c6:0a:29:33"}),
    ],
)
def test_what_no_key_expresses(line: str, fields: dict[str, Any]) -> None:
    assert unsupported_fields(_without_empty(made(line).body)) == fields


def test_networks_and_volumes_exist() -> None:
    line = "--network n -v vol:/a -v /b -v /c:/d --mount src=w,dst=/w --mount dst=/x x"
    external = {"external": True}
    assert external_objects(compose_service(made(line).body)) == {
        "networks": {"n": external},
        "volumes": {"vol": external, "w": external},
    }
