"""`network` on a real engine."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Engine
from tests.engine.program import Program

MISSING = "no-such-network"


def test_create_prints_the_id_and_sends_all_options(
    pydock: Program, engine: Engine, name: str
) -> None:
    done = pydock(
        "network", "create", "--label", "a=b", "--internal", "--subnet", "10.89.7.0/24",
        "--gateway", "10.89.7.9", "--ip-range", "10.89.7.128/25", name,
    ).ok()  # fmt: skip
    network = engine.client.get(f"/networks/{name}")
    assert done.out == network["Id"] + "\n"
    assert network["Labels"]["a"] == "b"
    assert network["Internal"] is True
    pool = network["IPAM"]["Config"][0]
    assert (pool["Subnet"], pool["Gateway"]) == ("10.89.7.0/24", "10.89.7.9")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--gateway", "10.1.0.1"], "every ip-range or gateway must have a corresponding subnet"),
        (
            ["--subnet", "10.1.0.0/16", "--gateway", "10.2.0.1"],
            "no matching subnet for gateway 10.2.0.1",
        ),
        (
            ["--subnet", "10.1.0.0/16", "--subnet", "10.1.5.0/24"],
            "multiple overlapping subnet configuration is not supported",
        ),
    ],
)
def test_invalid_addresses_create_nothing(
    pydock: Program, engine: Engine, name: str, options: list[str], message: str
) -> None:
    done = pydock("network", "create", *options, name)
    assert (done.status, done.out, done.err) == (1, "", f"{message}\n")
    assert name not in [network["Name"] for network in engine.client.get("/networks")]


def test_ls_shows_the_table_ids_and_templates(pydock: Program, engine: Engine, name: str) -> None:
    network_id = pydock("network", "create", "--label", "k=v", name).ok().out.strip()
    ours = ("network", "ls", "--filter", f"name={name}")
    header, row = pydock(*ours).ok().out.splitlines()
    assert header.split("  ")[0] == "NETWORK ID"
    assert row.split() == [network_id[:12], name, "bridge", "local"]
    assert pydock(*ours, "-q").ok().out == f"{network_id[:12]}\n"
    assert pydock(*ours, "-q", "--no-trunc").ok().out == f"{network_id}\n"
    assert pydock(*ours, "--format", '{{.Name}}:{{.Label "k"}}').ok().out == f"{name}:v\n"
    assert json.loads(pydock(*ours, "--format", "json").ok().out)["Name"] == name


def test_a_container_is_connected_and_disconnected(
    pydock: Program, engine: Engine, sleeper: str, name: str
) -> None:
    network = f"{name}-net"
    pydock("network", "create", "--subnet", "10.89.8.0/24", network).ok()
    done = pydock(
        "network", "connect", "--alias", "other", "--ip", "10.89.8.77", network, sleeper
    ).ok()
    assert done.out == ""
    endpoint = engine.client.get(f"/containers/{sleeper}/json")["NetworkSettings"]["Networks"]
    assert endpoint[network]["IPAddress"] == "10.89.8.77"
    assert "other" in endpoint[network]["Aliases"]
    refused = pydock("network", "rm", network)
    assert refused.status == 1
    assert refused.err.startswith("Error response from daemon: ")
    pydock("network", "disconnect", network, sleeper).ok()
    endpoint = engine.client.get(f"/containers/{sleeper}/json")["NetworkSettings"]["Networks"]
    assert network not in endpoint


def test_inspect_shows_what_it_finds_and_fails_for_the_rest(pydock: Program, name: str) -> None:
    pydock("network", "create", name).ok()
    done = pydock("network", "inspect", MISSING, name)
    assert done.status == 1
    assert [network["Name"] for network in json.loads(done.out)] == [name]
    assert MISSING in done.err
    assert pydock("network", "inspect", "-f", "{{.Driver}}", name).ok().out == "bridge\n"


def test_rm_continues_after_a_missing_container(pydock: Program, engine: Engine, name: str) -> None:
    pydock("network", "create", name).ok()
    done = pydock("network", "rm", MISSING, name)
    assert (done.status, done.out) == (1, f"{name}\n")
    assert (MISSING if engine.name == "docker" else "network not found") in done.err
    assert pydock("network", "rm", "-f", MISSING).ok().out == ""


def test_prune_prompts_first(pydock: Program, engine: Engine, name: str) -> None:
    pydock("network", "create", "--label", name, name).ok()
    ours = ("network", "prune", "--filter", f"label={name}")
    refused = pydock(*ours, input="n\n").ok()
    assert "Are you sure you want to continue? [y/N] " in refused.out
    assert engine.client.get(f"/networks/{name}")["Name"] == name
    assert pydock(*ours, "-f").ok().out == f"Deleted Networks:\n{name}\n\n"
    assert name not in [network["Name"] for network in engine.client.get("/networks")]
