"""`volume` on a real engine."""

from __future__ import annotations

import json

from tests.conftest import Engine
from tests.engine.program import Program

MISSING = "no-such-volume"


def test_create_prints_the_name_and_sends_all_options(
    pydock: Program, engine: Engine, name: str
) -> None:
    options = ["--label", "a=b", "-o", "type=tmpfs", "-o", "device=tmpfs"]
    assert pydock("volume", "create", *options, name).ok().out == f"{name}\n"
    volume = engine.client.get(f"/volumes/{name}")
    assert volume["Labels"]["a"] == "b"
    assert volume["Options"] == {"type": "tmpfs", "device": "tmpfs"}


def test_create_without_a_name_prints_the_engines(pydock: Program, engine: Engine) -> None:
    found = pydock("volume", "create").ok().out.strip()
    assert engine.client.get(f"/volumes/{found}")["Name"] == found
    assert pydock("volume", "rm", found).ok().out == f"{found}\n"


def test_create_refuses_two_names(pydock: Program) -> None:
    done = pydock("volume", "create", "--name", "a", "b")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("conflicting options: ")


def test_ls_sorts_numbers_as_numbers(pydock: Program, name: str) -> None:
    for number in (10, 9):
        pydock("volume", "create", "--label", f"n={number}", f"{name}-{number}").ok()
    ours = ("volume", "ls", "--filter", f"name={name}")
    assert pydock(*ours, "-q").ok().out == f"{name}-9\n{name}-10\n"
    lines = pydock(*ours).ok().out.splitlines()
    assert lines[0].split("  ")[0] == "DRIVER"
    assert [line.split() for line in lines[1:]] == [["local", f"{name}-9"], ["local", f"{name}-10"]]
    table = pydock(*ours, "--format", r"table {{.Name}}\t{{.Labels}}").ok().out.splitlines()
    assert table[0].split("  ")[0] == "VOLUME NAME"
    assert table[1].split()[1] == "n=9"


def test_inspect(pydock: Program, name: str) -> None:
    pydock("volume", "create", name).ok()
    done = pydock("volume", "inspect", name, MISSING)
    assert done.status == 1
    assert json.loads(done.out)[0]["Name"] == name
    assert "no such volume" in done.err
    assert pydock("volume", "inspect", "-f", "{{.Scope}}", name).ok().out == "local\n"


def test_rm_continues_after_a_missing_container(pydock: Program, name: str) -> None:
    pydock("volume", "create", name).ok()
    done = pydock("volume", "rm", MISSING, name)
    assert (done.status, done.out) == (1, f"{name}\n")
    assert "no such volume" in done.err


def test_a_volume_in_use_stays(pydock: Program, engine: Engine, name: str) -> None:
    pydock("create", "--name", name, "-v", f"{name}-data:/data", "busybox").ok()
    done = pydock("volume", "rm", f"{name}-data")
    assert (done.status, done.out) == (1, "")
    assert engine.client.get(f"/volumes/{name}-data")["Name"] == f"{name}-data"


def test_prune_reports_removed_objects_and_their_size(
    pydock: Program, engine: Engine, name: str
) -> None:
    pydock("volume", "create", "--label", name, name).ok()
    ours = ("volume", "prune", "--filter", f"label={name}")
    assert "WARNING! This will remove" in pydock(*ours, input="").ok().out
    named = ("-a",) if engine.at_least("1.42") else ()
    done = pydock(*ours, *named, "-f").ok()
    assert done.out == f"Deleted Volumes:\n{name}\n\nTotal reclaimed space: 0B\n"


def test_only_cluster_volumes_can_be_changed(pydock: Program, engine: Engine, name: str) -> None:
    pydock("volume", "create", name).ok()
    done = pydock("volume", "update", "--availability", "drain", name)
    assert done.status == 1
    if engine.at_least("1.42"):
        assert done.err == "can only update cluster volumes\n"
    else:
        assert "requires API version 1.42" in done.err
