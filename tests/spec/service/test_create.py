"""A new service from options."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.cli.pflag import parse
from pydock.commands.service.create import command
from pydock.errors import NotSupported
from pydock.spec.request_context import RequestContext
from pydock.spec.service.create import service_spec

Json = dict[str, Any]

ENVIRON = {"HOME": "/root"}
SPEC: Json = {
    "Name": "",
    "Labels": {},
    "TaskTemplate": {
        "ContainerSpec": {"Image": "web", "DNSConfig": {}, "Init": False},
        "Resources": {"Limits": {}, "Reservations": {}},
        "Placement": {},
        "ForceUpdate": 0,
    },
    "Mode": {"Replicated": {}},
    "EndpointSpec": {"Mode": "vip"},
}


def read(path: str) -> bytes:
    raise FileNotFoundError(2, "No such file or directory")


def made(*words: str, version: tuple[int, int] = (1, 50)) -> Json:
    """The specification that a command line of `service create` makes."""
    parsed = parse(command.options, [*words, "web"], interspersed=False)
    context = RequestContext(ENVIRON, "/site", read, version)
    image, *arguments = parsed.rest
    values: Any = parsed.values
    return service_spec(values, parsed.given, image, arguments, context)


def container(*words: str) -> Json:
    """What options add to the ContainerSpec."""
    found = made(*words)["TaskTemplate"]["ContainerSpec"]
    plain = SPEC["TaskTemplate"]["ContainerSpec"]
    return {key: value for key, value in found.items() if plain.get(key) != value}


def task(*words: str) -> Json:
    """Return the fields of the TaskSpec, without its container, that options add."""
    found, plain = made(*words)["TaskTemplate"], SPEC["TaskTemplate"]
    return {
        key: value
        for key, value in found.items()
        if key != "ContainerSpec" and plain.get(key) != value
    }


def test_defaults() -> None:
    assert made() == SPEC


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("--user me --workdir /w --hostname h", {"User": "me", "Dir": "/w", "Hostname": "h"}),
        ("--entrypoint=a~'b~c'", {"Command": ["a", "b c"]}),
        ("-e A=1 -e B=2 -e A=3 -e HOME -e NOPE",
         {"Env": ["B=2", "A=3", "HOME=/root", "NOPE"]}),
        ("--init --tty --read-only", {"Init": True, "TTY": True, "ReadOnly": True}),
        ("--container-label a=b --container-label c", {"Labels": {"a": "b", "c": ""}}),
        ("--stop-grace-period 0s", {"StopGracePeriod": 0}),
        ("--stop-grace-period 1m", {"StopGracePeriod": 60_000_000_000}),
        ("--mount type=bind,src=./a,dst=/b",
         {"Mounts": [{"Type": "bind", "Source": "/site/a", "Target": "/b"}]}),
        ("--host a:1.2.3.4 --host b=::1", {"Hosts": ["1.2.3.4 a", "::1 b"]}),
        ("--dns 1.1.1.1 --dns-search a.b --dns-option x",
         {"DNSConfig": {"Nameservers": ["1.1.1.1"], "Search": ["a.b"], "Options": ["x"]}}),
        ("--cap-add chown --cap-drop CHOWN --cap-drop kill",
         {"CapabilityAdd": ["CAP_CHOWN"], "CapabilityDrop": ["CAP_KILL"]}),
        ("--cap-add all --cap-add chown", {"CapabilityAdd": ["ALL"]}),
        ("--sysctl a=b --sysctl c", {"Sysctls": {"a": "b", "c": ""}}),
        ("--ulimit core=1:2", {"Ulimits": [{"Name": "core", "Soft": 1, "Hard": 2}]}),
        ("--oom-score-adj -5", {"OomScoreAdj": -5}),
        ("--health-cmd x --health-retries 3",
         {"Healthcheck": {"Test": ["CMD-SHELL", "x"], "Retries": 3}}),
        ("--no-healthcheck", {"Healthcheck": {"Test": ["NONE"]}}),
        ("--secret s", {"Secrets": [
            {"File": {"Name": "s", "UID": "0", "GID": "0", "Mode": 0o444}, "SecretName": "s"}]}),
        ("--config source=c,target=/x,mode=0400", {"Configs": [
            {"File": {"Name": "/x", "UID": "0", "GID": "0", "Mode": 0o400}, "ConfigName": "c"}]}),
        ("--credential-spec config://c", {
            "Configs": [{"Runtime": {}, "ConfigName": "c"}],
            "Privileges": {"CredentialSpec": {"Config": "c"}}}),
        ("--credential-spec=", {}),
    ],
)  # fmt: skip
def test_container(words: str, expected: Json) -> None:
    assert container(*(word.replace("~", " ") for word in words.split())) == expected


def test_arguments_follow_the_image() -> None:
    parsed = parse(command.options, ["web", "sh", "-c", "x"], interspersed=False)
    values: Any = parsed.values
    spec = service_spec(
        values, parsed.given, "web", parsed.rest[1:], RequestContext({}, "", read, (1, 50))
    )
    assert spec["TaskTemplate"]["ContainerSpec"]["Args"] == ["sh", "-c", "x"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("--limit-cpu 0.5 --limit-memory 1k --limit-pids 3 --reserve-cpu 1 --generic-resource g=2",
         {"Resources": {
             "Limits": {"NanoCPUs": 500_000_000, "MemoryBytes": 1024, "Pids": 3},
             "Reservations": {
                 "NanoCPUs": 1_000_000_000,
                 "GenericResources": [{"DiscreteResourceSpec": {"Kind": "g", "Value": 2}}]}}}),
        ("--constraint a==b --placement-pref spread=c --replicas-max-per-node 2",
         {"Placement": {
             "Constraints": ["a==b"],
             "Preferences": [{"Spread": {"SpreadDescriptor": "c"}}],
             "MaxReplicas": 2}}),
        ("--restart-max-attempts 0",
         {"RestartPolicy": {"Condition": "any", "Delay": 5_000_000_000, "MaxAttempts": 0}}),
        ("--restart-condition none --restart-window 1s",
         {"RestartPolicy": {"Condition": "none", "Delay": 5_000_000_000, "MaxAttempts": 0,
                            "Window": 1_000_000_000}}),
        ("--network b --network name=a,alias=x",
         {"Networks": [{"Target": "b"}, {"Target": "a", "Aliases": ["x"]}]}),
        ("--log-driver d --log-opt a=b", {"LogDriver": {"Name": "d", "Options": {"a": "b"}}}),
        ("--log-opt a=b", {}),
    ],
)  # fmt: skip
def test_task(words: str, expected: Json) -> None:
    assert task(*words.split()) == expected


DEFAULT_UPDATE = {
    "Parallelism": 1, "FailureAction": "pause", "Monitor": 5_000_000_000, "MaxFailureRatio": 0,
    "Order": "stop-first",
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "field", "expected"),
    [
        ("--name n", "Name", "n"),
        ("-l a -l b=c", "Labels", {"a": "", "b": "c"}),
        ("--replicas 0", "Mode", {"Replicated": {"Replicas": 0}}),
        ("--mode global", "Mode", {"Global": {}}),
        ("--mode global-job", "Mode", {"GlobalJob": {}}),
        ("--mode replicated-job --replicas 3", "Mode",
         {"ReplicatedJob": {"MaxConcurrent": 3, "TotalCompletions": 3}}),
        ("--mode replicated-job --replicas 3 --max-concurrent 1", "Mode",
         {"ReplicatedJob": {"MaxConcurrent": 1, "TotalCompletions": 3}}),
        ("--update-order start-first", "UpdateConfig", {**DEFAULT_UPDATE, "Order": "start-first"}),
        ("--update-max-failure-ratio 0.123456789", "UpdateConfig",
         {**DEFAULT_UPDATE, "MaxFailureRatio": 0.12345679}),
        ("--rollback-parallelism 0 --rollback-delay 1s", "RollbackConfig",
         {**DEFAULT_UPDATE, "Parallelism": 0, "Delay": 1_000_000_000}),
        ("--endpoint-mode DNSRR -p 80", "EndpointSpec", {"Mode": "dnsrr", "Ports": [
            {"Protocol": "tcp", "TargetPort": 80, "PublishedPort": 0, "PublishMode": "ingress"}]}),
    ],
)  # fmt: skip
def test_service(words: str, field: str, expected: Any) -> None:
    assert made(*words.split())[field] == expected


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("--mode x", "unknown mode: x, only replicated and global supported"),
        ("--mode global --replicas 0", "replicas can only be used with replicated or"),
        ("--mode global-job --replicas-max-per-node 1", "replicas-max-per-node can only be used"),
        ("--max-concurrent 1", "max-concurrent can only be used with replicated-job mode"),
        ("--mode global-job --update-delay 1s", "update and rollback configuration is not"),
        ("--secret a --secret source=b,target=a", "duplicate secret target for b not allowed"),
        ("--config a --config a", "duplicate config target for a not allowed"),
        ("--env-file nope", "open nope: no such file or directory"),
    ],
)
def test_invalid_options(words: str, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        made(*words.split())


@pytest.mark.parametrize(
    ("option", "version"),
    [
        ("bind-recursive=disabled", (1, 39)),
        ("bind-recursive=readonly,ro,bind-propagation=rprivate", (1, 43)),
    ],
)
def test_mounts_that_an_old_engine_would_not_protect(option: str, version: tuple[int, int]) -> None:
    words = ("--mount", f"type=bind,src=/a,dst=/b,{option}")
    with pytest.raises(NotSupported, match="requires API"):
        made(*words, version=version)
    assert made(*words)["TaskTemplate"]["ContainerSpec"]["Mounts"]
