"""The create request from the inspect of a container, without defaults of image and engine."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.spec.container_from_inspect import ContainerDefaults, body_from_inspect, own_variables

ID = "0123456789ab" + 52 * "0"
INFO = {
    "Name": "machine",
    "LoggingDriver": "json-file",
    "DefaultRuntime": "runc",
    "CgroupVersion": "2",
    "SecurityOptions": ["name=seccomp,profile=builtin", "name=cgroupns"],
}
IMAGE = {
    "Env": ["PATH=/bin", "A=1"],
    "Entrypoint": ["/entry"],
    "Cmd": ["run"],
    "Labels": {"of": "image"},
    "ExposedPorts": {"80/tcp": {}},
    "Volumes": {"/data": {}},
    "User": "web",
    "WorkingDir": "/srv",
    "StopSignal": "SIGQUIT",
    "Healthcheck": {"Test": ["CMD", "true"], "Interval": 5},
}
MASKED = ["/proc/acpi", "/proc/kcore", "/proc/something-new"]
#: as engines set it for a container without options
HOST: dict[str, Any] = {
    "NetworkMode": "bridge",
    "RestartPolicy": {"Name": "no", "MaximumRetryCount": 0},
    "LogConfig": {"Type": "json-file", "Config": {}},
    "CgroupnsMode": "private",
    "IpcMode": "private",
    "ShmSize": 64 << 20,
    "Runtime": "runc",
    "ConsoleSize": [24, 80],
    "ContainerIDFile": "cid",
    "MemorySwappiness": None,
    "OomKillDisable": False,
    "Binds": None,
    "Devices": [],
    "MaskedPaths": MASKED,
    "ReadonlyPaths": ["/proc/bus", "/proc/sysrq-trigger"],
}
NOTHING = {"NetworkMode": "default", "RestartPolicy": {"Name": "no"}}


def given(
    config: dict[str, Any] | None = None,
    host: dict[str, Any] | None = None,
    networks: dict[str, Any] | None = None,
    image: dict[str, Any] | None = None,
) -> Any:
    """The body for a container that differs from one without options by this."""
    container = {
        "Id": ID,
        "Config": {"Hostname": ID[:12], "Image": "x", **IMAGE, **(config or {})},
        "HostConfig": {**HOST, **(host or {})},
        "NetworkSettings": {"Networks": networks or {"bridge": {"MacAddress": "", "Aliases": []}}},
    }
    return body_from_inspect(
        container, ContainerDefaults(IMAGE if image is None else image, INFO, (1, 50))
    )


def test_defaults_are_left_out() -> None:
    assert given() == {"Image": "x", "HostConfig": NOTHING}


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"Env": ["A=2", "B=3", "PATH=/bin"]}, {"Env": ["A=2", "B=3"]}),
        ({"Cmd": ["other"]}, {"Cmd": ["other"]}),
        ({"Entrypoint": ["sh"], "Cmd": None}, {"Entrypoint": ["sh"]}),
        ({"Entrypoint": ["/entry"], "Cmd": None}, {"Entrypoint": ["/entry"]}),
        ({"Entrypoint": None, "Cmd": ["run"]}, {"Entrypoint": [""], "Cmd": ["run"]}),
        ({"Labels": {"of": "me", "b": ""}}, {"Labels": {"of": "me", "b": ""}}),
        ({"ExposedPorts": {"80/tcp": {}, "81/tcp": {}}}, {"ExposedPorts": {"81/tcp": {}}}),
        ({"Volumes": {"/data": {}, "/own": {}}}, {"Volumes": {"/own": {}}}),
        ({"User": "0", "WorkingDir": "/"}, {"User": "0", "WorkingDir": "/"}),
        ({"StopTimeout": 0}, {"StopTimeout": 0}),
        ({"Hostname": "own"}, {"Hostname": "own"}),
        ({"Healthcheck": {"Test": ["NONE"], "Interval": 5}}, {"Healthcheck": {"Test": ["NONE"]}}),
        ({"Healthcheck": {"Test": ["CMD", "true"], "Interval": 9, "Retries": 0}},
         {"Healthcheck": {"Interval": 9}}),
        ({"OnBuild": ["RUN x"], "Tty": True, "AttachStdout": True},
         {"Tty": True, "AttachStdout": True}),
    ],
)  # fmt: skip
def test_fields_of_the_configuration(config: dict[str, Any], expected: dict[str, Any]) -> None:
    assert given(config) == {"Image": "x", "HostConfig": NOTHING, **expected}


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ({"Init": False}, {"Init": False}),
        ({"MemorySwappiness": 0}, {"MemorySwappiness": 0}),
        ({"Memory": 5, "MemorySwap": 10}, {"Memory": 5}),
        ({"Memory": 5, "MemorySwap": -1}, {"Memory": 5, "MemorySwap": -1}),
        ({"CgroupnsMode": "host"}, {"CgroupnsMode": "host"}),
        ({"ShmSize": 5, "Runtime": "kata"}, {"ShmSize": 5, "Runtime": "kata"}),
        ({"Privileged": True, "SecurityOpt": ["label=disable"], "MaskedPaths": None},
         {"Privileged": True}),
        ({"SecurityOpt": ["label=disable"]}, {"SecurityOpt": ["label=disable"]}),
        ({"MaskedPaths": [], "ReadonlyPaths": []}, {"MaskedPaths": [], "ReadonlyPaths": []}),
        ({"MaskedPaths": ["/own"]}, {"MaskedPaths": ["/own"]}),
        ({"Links": ["/db:/web/database"]}, {"Links": ["db:database"]}),
        ({"LogConfig": {"Type": "json-file", "Config": {"max-size": "1m"}}},
         {"LogConfig": {"Config": {"max-size": "1m"}}}),
        ({"LogConfig": {"Type": "local", "Config": {}}}, {"LogConfig": {"Type": "local"}}),
        ({"RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 3}},
         {"RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 3}}),
        ({"Unknown": {"a": 1}}, {"Unknown": {"a": 1}}),
    ],
)  # fmt: skip
def test_fields_of_the_host_configuration(host: dict[str, Any], expected: dict[str, Any]) -> None:
    assert given(host=host)["HostConfig"] == NOTHING | expected


def test_the_machines_name_is_no_option() -> None:
    host = {"NetworkMode": "host"}
    assert "Hostname" not in given({"Hostname": "machine"}, host, {"host": {}})
    assert given({"Hostname": "other"}, host, {"host": {}})["Hostname"] == "other"
    assert given({"Hostname": "machine"})["Hostname"] == "machine"


def test_the_name_of_another_container_is_no_option() -> None:
    assert "Hostname" not in given(
        {"Hostname": "other"}, {"NetworkMode": "container:4f"}, {"a": {}}
    )


def endpoints(*args: Any) -> Any:
    return given(*args).get("NetworkingConfig", {}).get("EndpointsConfig")


def test_settings_of_networks() -> None:
    networks = {
        "other": {"Aliases": ["c", ID[:12]], "IPAMConfig": {}, "NetworkID": "7f"},
        "own": {"IPAMConfig": {"IPv4Address": "10.0.0.2"}, "IPAddress": "10.0.0.2",
                "EndpointID": "4f", "MacAddress": "02:42:0a:00:00:02"},
    }  # fmt: skip
    body = given(None, {"NetworkMode": "own"}, networks)
    assert body["HostConfig"]["NetworkMode"] == "own"
    assert list(body["NetworkingConfig"]["EndpointsConfig"].items()) == [
        ("own", {"IPAMConfig": {"IPv4Address": "10.0.0.2"}}),
        ("other", {"Aliases": ["c"]}),
    ]


def test_a_network_by_its_id() -> None:
    networks = {"own": {"NetworkID": "7f", "Aliases": ["a"]}}
    assert endpoints(None, {"NetworkMode": "7f"}, networks) == {"7f": {"Aliases": ["a"]}}


def test_the_hardware_address_of_older_engines() -> None:
    body = given({"MacAddress": "02:42:aa:bb:cc:01"})
    assert "MacAddress" not in body
    assert body["NetworkingConfig"] == {
        "EndpointsConfig": {"default": {"MacAddress": "02:42:aa:bb:cc:01"}}
    }


def test_the_hardware_address_of_a_container_that_does_not_run() -> None:
    networks = {"bridge": {"MacAddress": "02:42:aa:bb:cc:01", "EndpointID": ""}}
    assert endpoints(None, None, networks) == {"default": {"MacAddress": "02:42:aa:bb:cc:01"}}


def test_links_in_a_network_of_the_user() -> None:
    body = given(None, {"NetworkMode": "own"}, {"own": {"Links": ["db:d"]}})
    assert body["HostConfig"]["Links"] == ["db:d"]


def test_variables_keep_their_order() -> None:
    assert own_variables(["B=2", "A=1"], ["A=1"]) == ["B=2"]
    assert own_variables(["A=1", "B=2"], ["A=1"]) == ["A=1", "B=2"]
    assert own_variables(["A", "B=2"], ["A=1", "B=2"]) == ["A"]


def test_a_removed_image_has_no_defaults() -> None:
    body = given(image={})
    assert body["Env"] == IMAGE["Env"]
    assert (body["Entrypoint"], body["Cmd"]) == (["/entry"], ["run"])


def test_the_ipc_namespace_of_older_apis_is_shareable() -> None:
    container = {"Id": ID, "Config": {}, "HostConfig": {"IpcMode": "private"}}
    body = body_from_inspect(container, ContainerDefaults({}, INFO, (1, 39)))
    assert body["HostConfig"]["IpcMode"] == "private"
    container["HostConfig"] = {"IpcMode": "shareable"}
    assert (
        "IpcMode"
        not in body_from_inspect(container, ContainerDefaults({}, INFO, (1, 39)))["HostConfig"]
    )


def test_limits_of_older_engines_are_in_the_configuration() -> None:
    body = given({"Memory": 5, "MemorySwap": 10, "Cpuset": "0"})
    assert body == {"Image": "x", "HostConfig": NOTHING | {"Memory": 5, "CpusetCpus": "0"}}


@pytest.mark.parametrize(
    ("address", "api_version", "kept"),
    [
        ("02:42:0a:00:00:02", (1, 45), False),
        ("02:42:aa:bb:cc:dd", (1, 45), True),
        ("02:42:aa:bb:cc:dd", (1, 43), False),
        ("02:42:aa:bb:cc:dd", (1, 48), False),
    ],
)
def test_a_hardware_address_that_the_engine_did_not_make(
    address: str, api_version: tuple[int, int], kept: bool
) -> None:
    endpoint = {"EndpointID": "e", "IPAddress": "10.0.0.2", "MacAddress": address}
    container = {
        "Id": ID,
        "HostConfig": {"NetworkMode": "own"},
        "NetworkSettings": {"Networks": {"own": endpoint}},
    }
    body = body_from_inspect(container, ContainerDefaults({}, INFO, api_version))
    assert ("NetworkingConfig" in body) == kept
