"""`service update`: only given options change a spec."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.cli.pflag import parse
from pydock.commands.service.update import command
from pydock.spec.request_context import RequestContext
from pydock.spec.service.container_spec import (
    updated_capabilities,
    updated_hosts,
    updated_variables,
)
from pydock.spec.service.update import check_rollback, update_networks, updated_spec

Json = dict[str, Any]

SPEC: Json = {
    "Name": "web",
    "Labels": {"a": "1"},
    "TaskTemplate": {
        "ContainerSpec": {
            "Image": "web:1",
            "Env": ["A=1", "B=2"],
            "Mounts": [
                {"Type": "volume", "Source": "z", "Target": "/z"},
                {"Type": "volume", "Source": "a", "Target": "/a"},
            ],
            "Healthcheck": {"Test": ["NONE"]},
            "DNSConfig": {"Nameservers": ["9.9.9.9", "1.1.1.1"], "Search": ["z", "a"]},
            "Init": True,
            "Sysctls": {"x": "1"},
            "FieldOfTomorrow": {"kept": True},
        },
        "Resources": {"Limits": {"NanoCPUs": 5}, "Reservations": {}},
        "Placement": {"Constraints": ["b", "a"]},
        "ForceUpdate": 3,
    },
    "Mode": {"Replicated": {"Replicas": 2}},
    "UpdateConfig": {"Parallelism": 2, "MaxFailureRatio": 0, "Order": "start-first"},
    "EndpointSpec": {"Mode": "vip", "Ports": [
        {"Protocol": "tcp", "TargetPort": 80, "PublishedPort": 8080, "PublishMode": "ingress"}]},
}  # fmt: skip


def read(path: str) -> bytes:
    raise FileNotFoundError(2, "No such file or directory")


CONTEXT = RequestContext({"HOME": "/root"}, "/site", read, (1, 50))


def updated(spec: Json, *words: str) -> Json:
    parsed = parse(command.options, [*words, "web"], interspersed=True)
    values: Any = parsed.values
    return updated_spec(spec, values, parsed.given, CONTEXT)


def changes(old: Any, new: Any, path: str = "") -> Json:
    """What differs, by path; a field that is gone is None."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return {} if old == new else {path: new}
    found: Json = {}
    for key in sorted({*old, *new}):
        inner = f"{path}.{key}" if path else key
        if key in old and key in new:
            found |= changes(old[key], new[key], inner)
        else:
            found[inner] = new.get(key)
    return found


CONTAINER, TASK = "TaskTemplate.ContainerSpec", "TaskTemplate"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", {}),
        ("--label-add b=2 --label-rm a", {"Labels.a": None, "Labels.b": "2"}),
        ("--image web:2", {f"{CONTAINER}.Image": "web:2"}),
        ("--env-add A=9 --env-add C=3", {f"{CONTAINER}.Env": ["A=9", "B=2", "C=3"]}),
        ("--env-add HOME --env-add NOPE",
         {f"{CONTAINER}.Env": ["A=1", "B=2", "HOME=/root", "NOPE"]}),
        ("--env-rm A --env-rm B", {f"{CONTAINER}.Env": None}),
        ("--args a", {f"{CONTAINER}.Args": ["a"]}),
        ("--init=false", {f"{CONTAINER}.Init": False}),
        ("--stop-grace-period 0s", {f"{CONTAINER}.StopGracePeriod": 0}),
        ("--mount-rm /z", {f"{CONTAINER}.Mounts": [
            {"Type": "volume", "Source": "a", "Target": "/a"}]}),
        ("--dns-rm 9.9.9.9", {f"{CONTAINER}.DNSConfig.Nameservers": ["1.1.1.1"]}),
        ("--dns-search-rm a --dns-search-rm z", {f"{CONTAINER}.DNSConfig.Search": None}),
        ("--sysctl-add y --sysctl-rm x=7", {f"{CONTAINER}.Sysctls.x": None,
                                           f"{CONTAINER}.Sysctls.y": ""}),
        ("--ulimit-add core=1", {f"{CONTAINER}.Ulimits": [
            {"Name": "core", "Soft": 1, "Hard": 1}]}),
        ("--health-retries 3", {f"{CONTAINER}.Healthcheck.Retries": 3,
                                f"{CONTAINER}.Healthcheck.Test": None}),
        ("--health-cmd x", {f"{CONTAINER}.Healthcheck.Test": ["CMD-SHELL", "x"]}),
        ("--cap-add chown", {f"{CONTAINER}.CapabilityAdd": ["CAP_CHOWN"]}),
        ("--limit-cpu 0", {f"{TASK}.Resources.Limits.NanoCPUs": None}),
        ("--reserve-memory 1k", {f"{TASK}.Resources.Reservations.MemoryBytes": 1024}),
        ("--generic-resource-add g=1", {f"{TASK}.Resources.Reservations.GenericResources": [
            {"DiscreteResourceSpec": {"Kind": "g", "Value": 1}}]}),
        ("--constraint-add c --constraint-rm b", {f"{TASK}.Placement.Constraints": ["a", "c"]}),
        ("--placement-pref-add spread=x", {f"{TASK}.Placement.Preferences": [
            {"Spread": {"SpreadDescriptor": "x"}}]}),
        ("--restart-delay 1s", {f"{TASK}.RestartPolicy": {
            "Condition": "any", "Delay": 1_000_000_000, "MaxAttempts": 0}}),
        ("--log-driver d", {f"{TASK}.LogDriver": {"Name": "d"}}),
        ("--log-opt a=b", {}),
        ("--force", {f"{TASK}.ForceUpdate": 4}),
        ("--replicas 0", {"Mode.Replicated.Replicas": 0}),
        ("--update-order stop-first", {"UpdateConfig.Order": "stop-first"}),
        ("--publish-rm 80", {"EndpointSpec.Ports": None}),
        ("--endpoint-mode dnsrr", {"EndpointSpec.Mode": "dnsrr"}),
    ],
)  # fmt: skip
def test_one_change(words: str, expected: Json) -> None:
    before = deepcopy(SPEC)
    assert changes(SPEC, updated(SPEC, *words.split())) == expected
    assert before == SPEC


def test_a_service_of_plugins_stays_one() -> None:
    spec = {"TaskTemplate": {"PluginSpec": {"Name": "p"}, "Runtime": "plugin"}, "Labels": {}}
    assert changes(spec, updated(spec, "--label-add", "a=b")) == {"Labels.a": "b"}


def test_a_job_may_do_more_at_once() -> None:
    spec = {**SPEC, "Mode": {"ReplicatedJob": {"MaxConcurrent": 1, "TotalCompletions": 5}}}
    assert changes(spec, updated(spec, "--max-concurrent", "3")) == {
        "Mode.ReplicatedJob.MaxConcurrent": 3
    }


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("--mount-add type=tmpfs,dst=/a --mount-add type=tmpfs,dst=/a", "duplicate mount target"),
        ("--no-healthcheck --health-retries 1", "--no-healthcheck conflicts with --health-"),
        ("--generic-resource-rm x", "could not find generic-resource `x` to remove it"),
        ("--max-concurrent 1", "max-concurrent can only be used with replicated-job mode"),
    ],
)
def test_invalid_options(words: str, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        updated(SPEC, *words.split())


def test_replicas_of_a_global_service() -> None:
    with pytest.raises(ValueError, match="replicas can only be used with replicated mode"):
        updated({**SPEC, "Mode": {"Global": {}}}, "--replicas", "1")


def test_rollback_conflicts_with_other_options() -> None:
    check_rollback({"rollback", "quiet", "detach"})
    with pytest.raises(ValueError, match="other flags may not be combined with --rollback"):
        check_rollback({"rollback", "image"})


def test_networks_of_old_engines_move_to_the_task() -> None:
    spec: Json = {"TaskTemplate": {}, "Networks": [{"Target": "2"}, {"Target": "1"}]}
    update_networks(spec, [("three", {"Target": "3"})], ["2"])
    assert spec == {"TaskTemplate": {"Networks": [{"Target": "1"}, {"Target": "3"}]}}
    with pytest.raises(ValueError, match="service is already attached to network one"):
        update_networks(spec, [("one", {"Target": "1"})], [])


@pytest.mark.parametrize(
    ("rm", "left"),
    [
        (["one"], ["1.1.1.1 uno"]),
        (["one:2.2.2.2"], ["1.1.1.1 one uno"]),
        (["uno"], ["1.1.1.1 one", "2.2.2.2 one"]),
        (["nobody"], ["1.1.1.1 one uno", "2.2.2.2 one"]),
    ],
)
def test_hosts_to_remove(rm: list[str], left: list[str]) -> None:
    assert updated_hosts(["1.1.1.1 one uno", "2.2.2.2 one"], [], rm) == left


def test_hosts_to_add_come_last_and_once() -> None:
    assert updated_hosts(["1.1.1.1 b"], ["a:2.2.2.2", "b:1.1.1.1"], []) == [
        "1.1.1.1 b",
        "2.2.2.2 a",
    ]


@pytest.mark.parametrize(
    ("add", "drop", "expected"),
    [
        (["chown"], [], ([], [])),  # takes back that it was dropped
        (["chown", "kill"], [], (["CAP_KILL"], [])),
        (["kill"], ["kill"], (["CAP_KILL"], ["CAP_CHOWN"])),
        ([], ["kill"], ([], ["CAP_CHOWN", "CAP_KILL"])),
        ([], ["reset"], ([], [])),
        (["all"], [], (["ALL"], ["CAP_CHOWN"])),
    ],
)
def test_capabilities(add: list[str], drop: list[str], expected: Any) -> None:
    assert updated_capabilities([], ["CAP_CHOWN"], add, drop) == expected


NAMES = st.lists(st.sampled_from("ABC").flatmap(lambda n: st.just(f"{n}={len(n)}")), unique=True)


@given(NAMES, st.lists(st.sampled_from(["A=9", "D=9"]), unique=True))
def test_variables_keep_their_order(old: list[str], add: list[str]) -> None:
    new = updated_variables(old, add, [])
    names = [one[0] for one in new]
    assert names[: len(old)] == [one[0] for one in old]
    assert len(set(names)) == len(names)
    assert set(add) <= set(new)
