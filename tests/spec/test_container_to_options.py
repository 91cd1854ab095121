"""Options of `create` from the body of its request, and back."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from pydock.cli.pflag import parse
from pydock.commands.container.create import command
from pydock.options.value_types import Kind
from pydock.spec.container import create_body
from pydock.spec.container_to_options import (
    REVERSED,
    WITHOUT_REVERSE,
    CommandLine,
    is_detached,
    options_from_body,
    words,
)
from pydock.spec.request_context import RequestContext
from pydock.spec.version_rules import CONTAINER_CREATE
from tests.spec.test_container import CASES, CONTEXT, FILES, made

KINDS: dict[str, Kind] = {option.long: option.kind for option in command.options}
PROFILE = '{"defaultAction":"SCMP_ACT_ALLOW"}'
CONTEXT_OF_REVERSAL = CONTEXT._replace(
    environ={}, read_file=lambda path: FILES["profile.json"].replace(b" ", b"")
)
#: what the client alone does with an option
LOST = {"--cidfile f x"}


def reverse(body: Any) -> CommandLine:
    return options_from_body(body, KINDS)


def remade(found: CommandLine, context: RequestContext = CONTEXT_OF_REVERSAL) -> Any:
    """The body of the request that these words make."""
    line = [*words(found.options, KINDS), found.image, *found.command]
    parsed = parse(command.options, line, interspersed=False)
    values: Any = parsed.values
    return create_body(values, parsed.rest[0], parsed.rest[1:], context)


@pytest.mark.parametrize("line", [line for line, _ in CASES if line not in LOST])
def test_the_options_of_a_request_make_it_again(line: str) -> None:
    body = made(line).body
    assert remade(reverse(body)) == body


def test_every_option_of_create_has_a_reverse_or_needs_none() -> None:
    copied = {option for option, rule in CONTAINER_CREATE.items() if rule.copied}
    assert set(KINDS) == {*copied, *REVERSED, *WITHOUT_REVERSE}
    assert not set(REVERSED) & set(WITHOUT_REVERSE)


LINES = {
    "busybox": "busybox",
    "-m 512m --cpus 1.5 --init busybox": "--cpus 1.5 --init --memory 512m busybox",
    "--init=false --stop-timeout 0 x": "--init=false --stop-timeout 0 x",
    "-p 8080:80 -p [::1]:81:81/udp -p 9 x":
        "--publish 8080:80 --publish '[::1]:81:81/udp' --publish 9 x",
    "--network n --network-alias A --network name=m,alias=b,ip=1.2.3.4 x":
        "--network n --network name=m,alias=b,ip=1.2.3.4 --network-alias A x",
    "--network name=n,driver-opt=a=b,alias=c x": "--network name=n,alias=c,driver-opt=a=b x",
    "--entrypoint '' x sh -c 'a  b'": "--entrypoint '' x sh -c 'a  b'",
    "--health-cmd 'test -e /a' --health-interval 90s x":
        "--health-cmd 'test -e /a' --health-interval 1m30s x",
    "--mount 'type=volume,dst=/a,\"volume-label=a=b,c\",ro' x":
        "--mount 'type=volume,target=/a,readonly,\"volume-label=a=b,c\"' x",
    "--gpus '\"device=0,1\",driver=nvidia,capabilities=utility' x":
        "--gpus '\"device=0,1\",driver=nvidia,capabilities=utility' x",
    "--gpus 2 x": "--gpus count=2 x",
    "-i x": "--interactive x",
    "-a stdin -a stderr x": "--attach stdin --attach stderr x",
    "--device /dev/a:r --device v.com/c=d x": "--device /dev/a:/dev/a:r --device v.com/c=d x",
    "--restart on-failure:3 x": "--restart on-failure:3 x",
    "--ulimit nofile=1:2 --ulimit core=-1 x": "--ulimit core=-1 --ulimit nofile=1:2 x",
}  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES.items())
def test_the_words_of_a_line(line: str, expected: str) -> None:
    found = reverse(made(line).body)
    options = sorted(found.options, key=lambda one: one[0])
    line = shlex.join([*words(options, KINDS), found.image, *found.command])
    assert line == expected


def test_a_container_of_run_detach_is_detached() -> None:
    body = made("x").body
    assert not is_detached(body)
    streams = ("AttachStdin", "AttachStdout", "AttachStderr")
    assert is_detached(body | dict.fromkeys(streams, False))


def test_a_health_check_without_a_shell_becomes_one_with_quotes() -> None:
    body = {"Image": "x", "Healthcheck": {"Test": ["CMD", "test", "a b"]}, "HostConfig": {}}
    assert reverse(body).options == [("health-cmd", "test 'a b'")]


def test_further_words_of_an_entrypoint_come_before_the_command() -> None:
    body = {"Image": "x", "Entrypoint": ["a", "b"], "Cmd": ["c"], "HostConfig": {}}
    assert reverse(body) == CommandLine([("entrypoint", "a")], "x", ["b", "c"])


def test_the_text_of_a_seccomp_profile_is_a_file() -> None:
    host = {"SecurityOpt": [f"seccomp={PROFILE}", "seccomp=unconfined"]}
    options = reverse({"Image": "x", "HostConfig": host}).options
    assert [text for _, text in options] == ["seccomp=seccomp.json", "seccomp=unconfined"]


def test_networks_that_were_connected_to_one_without_a_name() -> None:
    endpoints = {"default": {}, "own": {"Aliases": ["a"]}}
    body = {"Image": "x", "HostConfig": {"NetworkMode": "default"},
            "NetworkingConfig": {"EndpointsConfig": endpoints}}  # fmt: skip
    assert reverse(body).options == []
