"""Requests of the helper containers of `forward` and `debug`."""

from __future__ import annotations

import pytest

from pydock.spec.helper_container import (
    helper_create_body,
    relay_exec_body,
    relay_host_config,
    shared_network,
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
