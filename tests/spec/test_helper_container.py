"""Requests of the helper containers of `forward` and `debug`."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.options.users import User
from pydock.spec.helper_container import (
    DEFAULT_PATH,
    Toolbox,
    copy_create_body,
    helper_create_body,
    process_to_find,
    relay_exec_body,
    relay_host_config,
    shared_network,
    toolbox_create_body,
    toolbox_exec_body,
)


def test_a_helper_ends_with_its_attached_input_and_is_removed() -> None:
    body = helper_create_body("tools", {"a": "b"}, {"NetworkMode": "container:x"})
    assert body["Image"] == "tools"
    assert body["Labels"] == {"a": "b"}
    assert (body["OpenStdin"], body["StdinOnce"]) == (True, True)
    assert body["HostConfig"] == {
        "AutoRemove": True,
        "LogConfig": {"Type": "none"},
        "NetworkMode": "container:x",
    }


@pytest.mark.parametrize(
    ("mode", "shared"),
    [
        ("default", "container:x"),
        ("bridge", "container:x"),
        ("none", "container:x"),
        ("host", "host"),
        ("container:y", "container:y"),  # an engine joins no container that joined another
    ],
)
def test_the_network_is_that_of_the_container(mode: str, shared: str) -> None:
    assert shared_network("x", mode) == shared


def test_a_relay_has_no_rights_that_it_does_not_need() -> None:
    config = relay_host_config("x", "bridge")
    assert config["CapDrop"] == ["ALL"]
    assert config["ReadonlyRootfs"]


def test_a_relay_searches_its_port_as_the_kernel_writes_it() -> None:
    assert relay_exec_body(80)["Cmd"][-2:] == ["80", "0050"]


def toolbox(config: dict[str, Any]) -> dict[str, Any]:
    return toolbox_create_body("tools", {}, "x", config, User(5, 6, "/"))


@pytest.mark.parametrize(
    ("mode", "shared"),
    [
        ("shareable", "container:x"),
        ("host", "host"),
        ("container:y", "container:y"),
        ("private", None),  # an engine refuses to share it
        ("none", None),
        ("", None),
    ],
)
def test_a_toolbox_shares_what_it_can(mode: str, shared: str | None) -> None:
    config = toolbox({"IpcMode": mode, "NetworkMode": "bridge"})["HostConfig"]
    assert config["PidMode"] == config["NetworkMode"] == "container:x"
    assert config.get("IpcMode") == shared
    assert "UsernsMode" not in config
    assert toolbox({"UsernsMode": "host"})["HostConfig"]["UsernsMode"] == "host"


def test_the_first_process_of_a_toolbox_has_no_more_rights_than_the_user() -> None:
    """Podman gives users what CapAdd adds, and the user's programs could not see its files."""
    body = toolbox({})
    assert body["User"] == "0:0"
    assert "nsenter -S 5 -G 6 " in body["Entrypoint"][-1]


@pytest.mark.parametrize(
    ("mode", "found"), [("", "1"), ("host", "4711"), ("container:y", "x" * 64)]
)
def test_the_process_whose_files_are_entered(mode: str, found: str) -> None:
    """That with PID 1 is another container's, or the machine's, where namespaces are shared."""
    assert process_to_find("x" * 64, {"PidMode": mode}, 4711) == found


def test_a_copy_has_the_volumes_read_only_and_runs_the_program_put_into_it() -> None:
    body = copy_create_body("image", {}, "x")
    assert body["HostConfig"]["VolumesFrom"] == ["x:ro"]
    assert body["Entrypoint"][0] == "/.pydock/busybox"
    assert "VolumesFrom" not in copy_create_body("image", {}, "")["HostConfig"]


def test_a_toolbox_program_has_the_variables_of_the_container() -> None:
    seen = Toolbox("1", User(5, 6, "/home/u"), "/w", ["PATH=/a", "A=1", "PATH=/b"])
    body = toolbox_exec_body(seen, 9, ["ls", "-l"])
    assert body["Cmd"][4:] == ["1", "9", "5", "6", "/w", "/b", "ls", "-l"]
    assert body["Env"] == ["HOME=/home/u", "HISTFILE=", "A=1"]
    without = toolbox_exec_body(seen._replace(variables=[]), 9, [])
    assert without["Cmd"][-1] == DEFAULT_PATH
