"""Nodes, secrets and configs as `inspect --pretty` shows them; the texts are docker 28.2's."""

from __future__ import annotations

from typing import Any

from pydock.views.pretty import config, node, secret

TIMES = {"CreatedAt": "2026-11-25T01:57:49.610094601Z", "UpdatedAt": "2026-11-25T02:00:00Z"}
NODE: dict[str, Any] = {
    "ID": "l3uu",
    **TIMES,
    "Spec": {"Labels": {"b": "", "a": "1"}, "Role": "manager", "Availability": "active"},
    "Description": {
        "Hostname": "vm",
        "Platform": {"Architecture": "x86_64", "OS": "linux"},
        "Resources": {"NanoCPUs": 2_500_000_000, "MemoryBytes": 25_276_502_016},
        "Engine": {
            "EngineVersion": "20.10.24",
            "Labels": {"disk": "ssd"},
            "Plugins": [
                {"Type": "Volume", "Name": "local"},
                {"Type": "Log", "Name": "gelf"},
                {"Type": "Log", "Name": "json-file"},
            ],
        },
        "TLSInfo": {
            "TrustRoot": "-----BEGIN\n-----END\n",
            "CertIssuerSubject": "U1VC",
            "CertIssuerPublicKey": "S0VZ",
        },
    },
    "Status": {"State": "down", "Message": "heartbeat FAILURE", "Addr": "10.97.0.1"},
    "ManagerStatus": {"Leader": True, "Reachability": "reachable", "Addr": "10.97.0.1:2377"},
}
NODE_TEXT = """\
ID:\t\t\tl3uu
Labels:
 - a=1
 - b
Hostname:              \tvm
Joined at:             \t2026-11-25 01:57:49.610094601 +0000 utc
Status:
 State:\t\t\tDown
 Message:              \tHeartbeat failure
 Availability:         \tActive
 Address:\t\t10.97.0.1
Manager Status:
 Address:\t\t10.97.0.1:2377
 Raft Status:\t\tReachable
 Leader:\t\tYes
Platform:
 Operating System:\tlinux
 Architecture:\t\tx86_64
Resources:
 CPUs:\t\t\t2
 Memory:\t\t23.54GiB
Plugins:
 Log:\t\tgelf, json-file
 Volume:\t\tlocal
Engine Version:\t\t20.10.24
Engine Labels:
 - disk=ssd
TLS Info:
 TrustRoot:
-----BEGIN
-----END

 Issuer Subject:\tU1VC
 Issuer Public Key:\tS0VZ"""


def test_a_manager() -> None:
    assert "\n".join(node.lines(NODE)) == NODE_TEXT


def test_a_worker_without_a_status_yet() -> None:
    shown = list(node.lines({"ID": "x", **TIMES, "Spec": {"Name": "n"}}))
    assert shown[:2] == ["ID:\t\t\tx", "Name:\t\t\tn"]
    assert not {"Labels:", "Manager Status:", "Plugins:", "TLS Info:"} & set(shown)


def test_a_secret() -> None:
    spec = {"Name": "token", "Labels": {"of": "web"}, "Driver": {"Name": "vault"}}
    assert list(secret.lines({"ID": "li02", **TIMES, "Spec": spec})) == [
        "ID:              li02",
        "Name:              token",
        "Labels:",
        " - of=web",
        "Driver:            vault",
        "Created at:        2026-11-25 01:57:49.610094601 +0000 utc",
        "Updated at:        2026-11-25 02:00:00 +0000 utc",
    ]


def test_a_config_with_bytes_that_are_no_text() -> None:
    spec = {"Name": "site", "Labels": {}, "Data": "aGkK/w=="}
    assert list(config.lines({"ID": "szge", **TIMES, "Spec": spec})) == [
        "ID:\t\t\tszge",
        "Name:\t\t\tsite",
        "Created at:            \t2026-11-25 01:57:49.610094601 +0000 utc",
        "Updated at:            \t2026-11-25 02:00:00 +0000 utc",
        "Data:",
        "hi\n\udcff",
    ]
