"""The request of a container with changes."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from pydock.cli.pflag import parse
from pydock.commands.container.create import command
from pydock.spec.container import create_body
from pydock.spec.container_change import (
    OF_NETWORKS,
    attachments_to_change,
    changed_body,
    exact_body,
)
from tests.spec.test_container import CONTEXT, made


def changed(before: str, options: str) -> Any:
    """The fields that options change in the request of a command line, flat."""
    body = made(before).body
    parsed = parse(command.options, [*shlex.split(options), "x"], interspersed=False)
    values: Any = parsed.values
    given = {key.replace("_", "-") for key in parsed.given}
    if given & OF_NETWORKS and "network" not in given:
        values["network"] = attachments_to_change(body, parsed.given)
    change = create_body(values, "x", [], CONTEXT)
    after = changed_body(body, change, given)
    flat = [{**one["HostConfig"], **one, "HostConfig": None} for one in (body, after)]
    fields = {key: flat[1].get(key) for key in {*flat[0], *flat[1]}}
    return {key: value for key, value in fields.items() if value != flat[0].get(key)}


CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("-e A=1 -e B=2 x", "-e B=3 -e C=4", {"Env": ["A=1", "B=3", "C=4"]}),
    ("-l a=1 -l b=2 x", "-l b=3", {"Labels": {"a": "1", "b": "3"}}),
    ("-m 1g x", "-m 2g", {"Memory": 2 << 30}),
    ("-m 1g x", "-m 0", {"Memory": None}),
    ("--privileged --init x", "--privileged=false --init=false",
     {"Privileged": None, "Init": False}),
    ("-h a x", "-h ''", {"Hostname": None}),
    ("--stop-timeout 9 x", "--stop-timeout 0", {"StopTimeout": 0}),
    ("--restart on-failure:3 x", "--restart always", {"RestartPolicy": {"Name": "always"}}),
    ("--restart always x", "--restart no", {"RestartPolicy": {"Name": "no"}}),
    ("-p 80:80 -p 81:81 x", "-p 8080:80",
     {"PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}],
                       "81/tcp": [{"HostIp": "", "HostPort": "81"}]}}),
    ("-v vol:/a -v /b --tmpfs /c --mount dst=/d x", "-v /host:/a/ -v other:/b -v x1:/c -v x2:/d",
     {"Binds": ["/host:/a/", "other:/b", "x1:/c", "x2:/d"], "Volumes": None, "Tmpfs": None,
      "Mounts": None}),
    ("-v vol:/a x", "--mount src=other,dst=/a",
     {"Binds": None, "Mounts": [{"Type": "volume", "Source": "other", "Target": "/a"}]}),
    ("-v vol:/a x", "-v vol:/b", {"Binds": ["vol:/a", "vol:/b"]}),
    ("--cap-add CHOWN x", "--cap-add KILL --cap-add CHOWN",
     {"CapAdd": ["CAP_CHOWN", "CAP_KILL"]}),
    ("--ulimit nofile=1 --ulimit core=1 x", "--ulimit nofile=5",
     {"Ulimits": [{"Name": "core", "Soft": 1, "Hard": 1}, {"Name": "nofile", "Soft": 5,
                                                           "Hard": 5}]}),
    ("--health-cmd a --health-retries 2 x", "--health-interval 5s",
     {"Healthcheck": {"Test": ["CMD-SHELL", "a"], "Retries": 2, "Interval": 5 * 10**9}}),
    ("--health-cmd a --health-retries 2 x", "--no-healthcheck",
     {"Healthcheck": {"Test": ["NONE"]}}),
    ("--no-healthcheck x", "--health-cmd b", {"Healthcheck": {"Test": ["CMD-SHELL", "b"]}}),
    ("--log-opt a=1 --log-opt b=1 x", "--log-opt b=2",
     {"LogConfig": {"Config": {"a": "1", "b": "2"}}}),
    ("--log-driver local --log-opt a=1 x", "--log-driver none", {"LogConfig": {"Type": "none"}}),
    ("--entrypoint a x b", "--entrypoint c", {"Entrypoint": ["c"]}),
    ("--security-opt seccomp=unconfined --security-opt label=a:b x",
     "--security-opt seccomp=builtin --security-opt label=c:d",
     {"SecurityOpt": ["label=a:b", "seccomp=builtin", "label=c:d"]}),
    ("-i x", "--interactive=false",
     {"OpenStdin": False, "AttachStdin": False, "StdinOnce": False}),
    ("--device /dev/a --device /dev/b x", "--device /dev/a:r",
     {"Devices": [{"PathOnHost": "/dev/b", "PathInContainer": "/dev/b",
                   "CgroupPermissions": "rwm"},
                  {"PathOnHost": "/dev/a", "PathInContainer": "/dev/a",
                   "CgroupPermissions": "r"}]}),
    ("--network n --network-alias a --ip 1.2.3.4 x", "--network-alias b",
     {"NetworkingConfig": {"EndpointsConfig": {"n": {
         "IPAMConfig": {"IPv4Address": "1.2.3.4"}, "Aliases": ["b"]}}}}),
    ("--network n --network-alias a --network m x", "--network host",
     {"NetworkMode": "host", "NetworkingConfig": None}),
    ("--network n --network m x", "--ip 1.2.3.4",
     {"NetworkingConfig": {"EndpointsConfig": {
         "n": {"IPAMConfig": {"IPv4Address": "1.2.3.4"}}, "m": {}}}}),
    ("x", "--platform linux --kernel-memory 5m", {}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "options", "fields"), CASES)
def test_fields(before: str, options: str, fields: dict[str, Any]) -> None:
    assert changed(before, options) == fields


def test_nothing_changes_without_options() -> None:
    for before in ("x", "-it -m 1g -v vol:/a -p 80 --network n x sh"):
        body = made(before).body
        assert changed_body(body, made("x").body, ()) == body


def kept(line: str, *mounts: tuple[str, str, bool], declared: tuple[str, ...] = ()) -> Any:
    """The request of a command line for a container that has these volumes by now."""
    container = {
        "Config": {"Volumes": {path: {} for path in declared}},
        "Mounts": [
            {"Type": "volume", "Name": name, "Destination": path, "RW": writable}
            for name, path, writable in mounts
        ],
    }
    return exact_body(made(line).body, container)


def test_anonymous_volumes_get_their_names() -> None:
    body = kept("-v vol:/a -v /b x", ("vol", "/a", True), ("4f", "/b", True), ("5f", "/c", False),
                declared=("/b", "/c"))  # fmt: skip
    assert body["HostConfig"]["Binds"] == ["vol:/a", "4f:/b", "5f:/c:ro"]
    assert "Volumes" not in body


def test_a_mount_without_a_source_gets_the_name_of_its_volume() -> None:
    body = kept("--mount dst=/a,ro --mount src=w,dst=/b x", ("4f", "/a", False), ("w", "/b", True))
    assert body["HostConfig"]["Mounts"] == [
        {"Type": "volume", "Target": "/a", "ReadOnly": True, "Source": "4f"},
        {"Type": "volume", "Source": "w", "Target": "/b"},
    ]
    assert "Binds" not in body["HostConfig"]


def test_volumes_of_another_container_stay_those() -> None:
    body = kept("--volumes-from c x", ("4f", "/a", True))
    assert body == made("--volumes-from c x").body


def test_values_that_may_differ_from_the_defaults_of_the_engine() -> None:
    host = {"IpcMode": "private", "ShmSize": 64 << 20, "Runtime": "runc"}
    body = exact_body(made("x").body, {"Config": {}, "HostConfig": host})
    assert (body["HostConfig"]["IpcMode"], body["HostConfig"]["ShmSize"]) == ("private", 64 << 20)
    assert "Runtime" not in body["HostConfig"]
