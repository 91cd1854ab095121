"""`inspect --as-run`, `--as-create` and `--as-compose` on a played engine."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import Answer, Done, PlayedEngine, Refusal, pydock_on

ID = "0123456789ab" + 52 * "0"
IMAGE = {"Id": "sha256:aa", "Os": "linux", "Architecture": "amd64", "Config": {"Cmd": ["sh"]}}
INFO = {"Name": "machine", "OSType": "linux", "Architecture": "x86_64", "DefaultRuntime": "runc",
        "LoggingDriver": "json-file"}  # fmt: skip
CONFIG = {"Image": "web:1", "Cmd": ["sh"], "Env": ["A=it's"], "Labels": {"a": "b"}}
HOST = {
    "NetworkMode": "default",
    "PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]},
    "Memory": 512 << 20,
    "CgroupnsMode": "host",
}
ATTACHED = {"AttachStdout": True, "AttachStderr": True}


def engine_with(
    config: dict[str, Any] | None = None, host: dict[str, Any] | None = None, **answers: Any
) -> PlayedEngine:
    container = {
        "Id": ID,
        "Name": "/web",
        "Image": "sha256:aa",
        "Config": {**CONFIG, "ExposedPorts": {"80/tcp": {}}, **(config or {})},
        "HostConfig": {**HOST, **(host or {})},
        "NetworkSettings": {"Networks": {"bridge": {}}},
    }
    return PlayedEngine(
        {
            "GET /containers/web/json": container,
            "GET /images/sha256:aa/json": IMAGE,
            "GET /images/web:1/json": IMAGE,
            "GET /info": INFO,
            **answers,
        }
    )


def inspect(engine: PlayedEngine, home: Path, *arguments: str) -> Done:
    return pydock_on(engine, home)("inspect", *arguments)


OPTIONS = "--memory 512m --publish 8080:80 --env 'A=it'\"'\"'s' --label a=b"


def sorted_words(line: str) -> list[str]:
    return sorted(shlex.split(line))


def test_the_command_line_of_run(tmp_path: Path) -> None:
    done = inspect(engine_with(), tmp_path, "--as-run", "web")
    assert (done.status, done.err) == (0, "")
    assert sorted_words(done.out) == sorted_words(f"docker run --name web --detach {OPTIONS} web:1")


def test_the_command_line_of_create(tmp_path: Path) -> None:
    done = inspect(engine_with(ATTACHED), tmp_path, "--as-create", "--no-name", "web")
    assert sorted_words(done.out) == sorted_words(f"docker create {OPTIONS} web:1")


def test_the_same_of_container_inspect(tmp_path: Path) -> None:
    engine = engine_with()
    done = pydock_on(engine, tmp_path)("container", "inspect", "--as-run", "web")
    assert done == inspect(engine, tmp_path, "--as-run", "web")


def test_a_compose_file(tmp_path: Path) -> None:
    engine = engine_with(None, {"Binds": ["data:/d"], "CpusetMems": "0"})
    done = inspect(engine, tmp_path, "--as-compose", "web")
    assert done.status == 0
    assert done.out.startswith("services:\n  web:\n    container_name: web\n    image: web:1\n")
    assert "    ports:\n      - 8080:80\n" in done.out
    assert done.out.endswith("volumes:\n  data:\n    external: true\n")
    assert done.err == 'WARNING: web: no key sets CpusetMems to "0"\n'


def test_a_missing_container_beside_another(tmp_path: Path) -> None:
    done = inspect(engine_with(), tmp_path, "--as-run", "gone", "web")
    assert done.status == 1
    assert done.out.startswith("docker run --name web ")
    assert done.err == "Error response from daemon: nothing at GET /containers/gone/json\n"


@pytest.mark.parametrize(
    ("config", "host", "warning"),
    [
        ({"Entrypoint": ["a", "b"], "Cmd": ["c"]}, {}, 'no option sets Cmd to ["c"]'),
        ({"Healthcheck": {"Test": ["CMD", "a"]}}, {},
         'no option sets Healthcheck to {"Test": ["CMD", "a"]}'),
        ({}, {"KernelMemory": 5}, "no option sets HostConfig.KernelMemory to 5"),
        ({}, {"MaskedPaths": ["/own"]}, 'no option sets HostConfig.MaskedPaths to ["/own"]'),
        ({"Env": ["A"]}, {}, "A is unset, unless it is in the environment"),
        ({}, {"Mounts": [{"Type": "cluster", "Target": "/a", "ClusterOptions": {"a": "b"}}]},
         "no option sets HostConfig.Mounts to"),
    ],
)  # fmt: skip
def test_a_warning_of_what_no_option_expresses(
    config: dict[str, Any], host: dict[str, Any], warning: str, tmp_path: Path
) -> None:
    done = inspect(engine_with(config, host), tmp_path, "--as-create", "--no-name", "web")
    assert done.status == 0
    assert f"WARNING: web: {warning}" in done.err


def test_a_value_that_no_option_takes(tmp_path: Path) -> None:
    done = inspect(engine_with(None, {"PidMode": "odd"}), tmp_path, "--as-run", "web")
    assert (done.status, done.err) == (0, "WARNING: web: --pid: invalid PID mode\n")


def test_a_seccomp_profile_is_in_the_container_alone(tmp_path: Path) -> None:
    engine = engine_with(None, {"SecurityOpt": ['seccomp={"a":1}']})
    done = inspect(engine, tmp_path, "--as-run", "web")
    assert "--security-opt seccomp=seccomp.json" in done.out
    assert done.err == (
        "WARNING: web: its seccomp profile must be in seccomp.json:\n"
        "  docker inspect -f '{{index .HostConfig.SecurityOpt 0}}' web | cut -c9- >seccomp.json\n"
    )


def test_a_name_that_stands_for_another_image(tmp_path: Path) -> None:
    other = {"GET /images/web:1/json": {**IMAGE, "Id": "sha256:bb"}}
    done = inspect(engine_with(**other), tmp_path, "--as-run", "web")
    assert done.err == "WARNING: web: web:1 is another image now, it was made from sha256:aa\n"


def test_a_removed_image(tmp_path: Path) -> None:
    gone: dict[str, Any] = {"GET /images/sha256:aa/json": Refusal(404, "no such image")}
    done = inspect(engine_with(**gone), tmp_path, "--as-run", "web")
    assert done.out.endswith(" web:1 sh\n")
    assert done.err.startswith("WARNING: web: its image is removed")


def test_an_image_of_another_platform(tmp_path: Path) -> None:
    other = {**IMAGE, "Architecture": "arm64", "Variant": "v8"}
    answers = {"GET /images/sha256:aa/json": other}
    done = inspect(engine_with(**answers), tmp_path, "--as-run", "web")
    assert " --platform linux/arm64/v8 " in done.out


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("--as-run --as-compose web", "conflicting options: --as-run and --as-compose"),
        ("--as-run -f json web", "conflicting options: --as-run and --format"),
        ("--as-create -s web", "conflicting options: --as-create and --size"),
        ("--no-name web", "--no-name requires --as-run, --as-create or --as-compose"),
        ("--as-run --type image web", "--as-run is about containers, not of type image"),
    ],
)
def test_options_that_conflict(words: str, error: str, tmp_path: Path) -> None:
    engine = engine_with()
    assert inspect(engine, tmp_path, *words.split()) == (1, "", f"{error}\n")
    assert engine.requests == []


class OfToday(PlayedEngine):
    """An engine that reports the hardware address of a running container to older clients only."""

    def _answer(
        self, method: str, target: str, body: bytes | None, headers: Mapping[str, Any] | None
    ) -> Answer:
        if target == f"/v1.51/containers/{ID}/json":
            return {"Id": ID, "Config": {"MacAddress": "02:42:aa:bb:cc:09"}}
        return super()._answer(method, target, body, headers)


def test_the_hardware_address_of_a_running_container(tmp_path: Path) -> None:
    engine = OfToday(engine_with().answers, "1.55")
    running = {**engine.answers["GET /containers/web/json"], "State": {"Running": True}}
    engine.answers = {**engine.answers, "GET /containers/web/json": running}
    done = inspect(engine, tmp_path, "--as-run", "web")
    assert " --mac-address 02:42:aa:bb:cc:09 " in done.out
    engine.api_version = "1.51"
    assert "--mac-address" not in inspect(engine, tmp_path, "--as-run", "web").out
