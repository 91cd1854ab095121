from __future__ import annotations

from typing import Any

import pytest

from pydock.spec.swarm import (
    Networks,
    NodeAddress,
    listen_address,
    rotated_ca_spec,
    swarm_init_body,
    swarm_join_body,
    updated_swarm_spec,
)

DEFAULT = "0.0.0.0:2377"
NODE: Any = {
    "listen_addr": DEFAULT,
    "advertise_addr": "",
    "data_path_addr": "",
    "availability": "active",
}
SETTINGS: Any = {
    "autolock": False,
    "cert_expiry": 0,
    "dispatcher_heartbeat": 0,
    "external_ca": [],
    "max_snapshots": 0,
    "snapshot_interval": 0,
    "task_history_limit": 0,
}
INIT: Any = {
    **NODE,
    **SETTINGS,
    "data_path_port": 0,
    "default_addr_pool": [],
    "default_addr_pool_mask_length": 24,
    "force_new_cluster": False,
}
CA = {"Protocol": "cfssl", "URL": "https://ca", "Options": {}}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", "0.0.0.0:2377"),
        ("tcp://", "0.0.0.0:2377"),
        ("eth0", "eth0:2377"),
        ("eth0:3", "eth0:3"),
        (":3", "0.0.0.0:3"),
        ("a:", "a:2377"),
        ("tcp://a:3", "a:3"),
        ("[::1]:3", "[::1]:3"),
        ("::1", "[::1]:2377"),
        ("::", "[::]:2377"),
        ("user@a:5", "a:5"),
        ("a/b", "a:2377/b"),
        ("a?x", "a:2377"),
    ],
)
def test_an_address_to_listen_on(text: str, address: str) -> None:
    assert listen_address(text, DEFAULT) == address


def test_what_one_address_lacks_comes_from_the_one_before() -> None:
    kind = NodeAddress()
    assert kind.add(kind.add(kind.initial(), "eth0"), ":7") == "eth0:7"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("udp://a:3", "invalid proto, expected tcp: udp://a:3"),
        ("[::1]", "invalid bind address format: [::1]"),
        ("x:y", 'parse "tcp://x:y": invalid port ":y" after host'),
        ("[::1", "parse \"tcp://[::1\": missing ']' in host"),
        ("[::1]x", 'parse "tcp://[::1]x": invalid port "x" after host'),
        ("a b", 'parse "tcp://a b": invalid character " " in host name'),
        ("a%zz", 'parse "tcp://a%zz": invalid URL escape "%zz"'),
    ],
)
def test_no_address_to_listen_on(text: str, error: str) -> None:
    with pytest.raises(ValueError) as raised:
        listen_address(text, DEFAULT)
    assert str(raised.value) == error


def test_networks() -> None:
    kind = Networks()
    assert kind.add([], "10.1.2.3/8") == ["10.0.0.0/8"]
    assert kind.add(["10.0.0.0/8"], '"20.1.0.0/16", fd00::1/48') == [
        "10.0.0.0/8", "20.1.0.0/16", "fd00::/48",
    ]  # fmt: skip
    assert kind.add([], "") == []


@pytest.mark.parametrize("text", ["x", "10.0.0.0", "10.0.0.0/33", "10.0.0.0/255.0.0.0"])
def test_no_networks(text: str) -> None:
    with pytest.raises(ValueError) as raised:
        Networks().add([], text)
    assert str(raised.value) == f"invalid string being converted to CIDR: {text}"


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({"autolock": True}, {"EncryptionConfig": {"AutoLockManagers": True}}),
        ({"cert_expiry": 5}, {"CAConfig": {"NodeCertExpiry": 5, "ForceRotate": 1}}),
        ({"dispatcher_heartbeat": 5}, {"Dispatcher": {"HeartbeatPeriod": 5}}),
        ({"max_snapshots": 0}, {"Raft": {"ElectionTick": 3, "KeepOldSnapshots": 0}}),
        ({"snapshot_interval": 5}, {"Raft": {"ElectionTick": 3, "SnapshotInterval": 5}}),
        ({"task_history_limit": 0}, {"Orchestration": {"TaskHistoryRetentionLimit": 0}}),
        (
            {"external_ca": [CA, {**CA, "CACert": "own"}]},
            {
                "CAConfig": {
                    "ForceRotate": 1,
                    "ExternalCAs": [{**CA, "CACert": "root"}, {**CA, "CACert": "own"}],
                }
            },
        ),
    ],
    ids=str,
)
def test_only_what_is_given_changes(options: dict[str, Any], part: dict[str, Any]) -> None:
    spec = {"Name": "default", "Raft": {"ElectionTick": 3}, "CAConfig": {"ForceRotate": 1}}
    found = updated_swarm_spec(spec, SETTINGS | options, options, "root")
    assert found == {**spec, **part}
    assert spec["Raft"] == {"ElectionTick": 3}


def test_init_sends_given_options_only() -> None:
    body = swarm_init_body(INIT, ())
    assert {key: value for key, value in body.items() if value} == {
        "ListenAddr": "0.0.0.0:2377",
        "SubnetSize": 24,
    }


def test_init_with_everything() -> None:
    options: Any = {
        **INIT,
        "advertise_addr": "eth0",
        "data_path_addr": "eth1",
        "data_path_port": 7777,
        "default_addr_pool": ["10.0.0.0/8"],
        "default_addr_pool_mask_length": 26,
        "force_new_cluster": True,
        "autolock": True,
        "availability": "PAUSE",
    }
    assert swarm_init_body(options, {"autolock", "availability"}) == {
        "ListenAddr": "0.0.0.0:2377",
        "AdvertiseAddr": "eth0",
        "DataPathAddr": "eth1",
        "DataPathPort": 7777,
        "DefaultAddrPool": ["10.0.0.0/8"],
        "SubnetSize": 26,
        "ForceNewCluster": True,
        "AutoLockManagers": True,
        "Availability": "pause",
        "Spec": {"EncryptionConfig": {"AutoLockManagers": True}},
    }


def test_join() -> None:
    options: Any = {**NODE, "token": "SWMTKN", "availability": "drain"}
    assert swarm_join_body("manager:2377", options, {"availability"}) == {
        "ListenAddr": "0.0.0.0:2377",
        "AdvertiseAddr": "",
        "DataPathAddr": "",
        "Availability": "drain",
        "JoinToken": "SWMTKN",
        "RemoteAddrs": ["manager:2377"],
    }


@pytest.mark.parametrize("availability", ["", "idle"])
def test_no_availability(availability: str) -> None:
    with pytest.raises(ValueError) as raised:
        swarm_join_body("m", NODE | {"token": "", "availability": availability}, {"availability"})
    assert str(raised.value) == (
        f'invalid availability "{availability}", only active, pause and drain are supported'
    )


ROTATE: Any = {"cert_expiry": 0, "external_ca": [], "ca_cert": "", "ca_key": ""}


@pytest.mark.parametrize(
    ("options", "authority"),
    [
        ({}, {"ForceRotate": 4}),
        ({"cert_expiry": 5}, {"ForceRotate": 4, "NodeCertExpiry": 5}),
        ({"ca_cert": "C", "ca_key": "K"}, {"SigningCACert": "C", "SigningCAKey": "K"}),
        ({"ca_key": "K"}, {"SigningCAKey": "K"}),
        (
            {"ca_cert": "C", "external_ca": [CA]},
            {"SigningCACert": "C", "ExternalCAs": [{**CA, "CACert": "C"}]},
        ),
    ],
    ids=str,
)
def test_another_root(options: dict[str, Any], authority: dict[str, Any]) -> None:
    old = {"CAConfig": {"ForceRotate": 3, "SigningCACert": "old"}}
    found = rotated_ca_spec(old, ROTATE | options, options)
    nothing = {"ForceRotate": 3, "SigningCACert": "", "SigningCAKey": ""}
    assert found["CAConfig"] == {**nothing, **authority}


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"external_ca": [CA]}, "requires the `--ca-cert` flag"),
        ({"ca_cert": "C"}, "requires that a --ca-key flag and/or --external-ca flag be"),
    ],
    ids=str,
)
def test_no_other_root(options: dict[str, Any], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        rotated_ca_spec({}, ROTATE | options, options)
