"""`events`, `system df` and `system prune` on a real engine."""

from __future__ import annotations

import json
import signal
import time

import pytest

from tests.conftest import Engine
from tests.engine.program import Program


@pytest.fixture
def of_volume(engine: Engine, name: str) -> str:
    """The filter for events of a volume; Podman has none for one of them."""
    return f"volume={name}" if engine.name == "docker" else "type=volume"


@pytest.mark.parametrize("seconds", [-1, 1])
def test_events_end_with_a_time_whatever_it_is(
    pydock: Program, name: str, of_volume: str, seconds: int
) -> None:
    pydock("volume", "create", name).ok()
    if seconds < 0:
        time.sleep(2)
    until = str(int(time.time()) + seconds)
    past = ("events", "--since", "1m", "--until", until, "--filter", of_volume)
    out = pydock(*past, "--format", "{{.Action}} {{.Actor.ID}}").ok().out
    assert f"create {name}\n" in out


def test_events_of_the_past(pydock: Program, engine: Engine, name: str, of_volume: str) -> None:
    pydock("volume", "create", name).ok()
    soon = str(int(time.time()) + 1)
    past = ("events", "--since", "1m", "--until", soon, "--filter", of_volume)
    line = next(line for line in pydock(*past).ok().out.splitlines() if name in line)
    moment, kind, action, volume, attributes = line.split(" ", 4)
    assert (kind, action, volume) == ("volume", "create", name)
    assert attributes == "(driver=local)" or engine.name == "podman"
    assert len(moment) == len("2026-01-31T10:00:00.123456789Z")
    lines = pydock(*past, "--format", "json").ok().out.splitlines()
    event = json.loads(next(line for line in lines if name in line))
    assert (event["Type"], event["Action"], event["Actor"]["ID"]) == ("volume", "create", name)


def test_events_come_live_and_ctrl_c_ends_them_quietly(
    pydock: Program, name: str, of_volume: str
) -> None:
    with pydock.running("events", "--filter", of_volume) as running:
        time.sleep(1)
        pydock("volume", "create", name).ok()
        assert running.stdout is not None and running.stderr is not None
        assert f" volume create {name} ".encode() in running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 130
        assert running.stderr.read() == b""


@pytest.mark.parametrize(
    ("options", "message", "status"),
    [
        (["--since", "x"], 'failed to parse value as time or duration: "x"', 1),
        (["--format", "{{"], "Error parsing format: template: :1: unclosed action", 64),
        (["--filter", "x"], 'invalid argument "x" for "-f, --filter" flag', 125),
    ],
)
def test_events_refuse_what_they_cannot_read(
    pydock: Program, options: list[str], message: str, status: int
) -> None:
    done = pydock("events", *options)
    assert (done.status, done.out) == (status, "")
    assert done.err.startswith(message)


def test_df_counts_every_kind(pydock: Program, engine: Engine, name: str) -> None:
    pydock("run", "--name", name, "-v", f"{name}-data:/data", "busybox", "true").ok()
    lines = pydock("system", "df").ok().out.splitlines()
    kinds = [line[:16].strip() for line in lines]
    assert kinds == ["TYPE", "Images", "Containers", "Local Volumes", "Build Cache"]
    text = pydock("system", "df", "--format", "json").ok().out
    rows = [json.loads(line) for line in text.splitlines()]
    containers = engine.client.get("/containers/json", all="1")
    assert rows[1]["TotalCount"] == str(len(containers))


def test_df_verbose_lists_objects(pydock: Program, name: str) -> None:
    pydock("volume", "create", name).ok()
    text = pydock("system", "df", "-v").ok().out
    for heading in ("Images", "Containers", "Local Volumes"):
        assert f"{heading} space usage:\n\n" in text
    assert f"\n{name} " in text
    template = '{{range .Volumes}}{{if eq .Name "' + name + '"}}{{.Links}} {{.Size}}{{end}}{{end}}'
    assert pydock("system", "df", "-v", "--format", template).ok().out == "0 0B"


def test_prune_removes_what_the_filter_names(pydock: Program, engine: Engine, name: str) -> None:
    pydock("create", "--label", name, "--name", name, "busybox").ok()
    pydock("network", "create", "--label", name, name).ok()
    container_id = engine.client.get(f"/containers/{name}/json")["Id"]
    ours = ("system", "prune", "--filter", f"label={name}")
    out = pydock(*ours, input="no\n").ok().out
    assert f"  - label={name}\n\nAre you sure you want to continue? [y/N] " in out
    done = pydock(*ours, "-f").ok().out
    assert f"Deleted Containers:\n{container_id}\n\n" in done
    assert f"Deleted Networks:\n{name}\n\n" in done
    assert "\n\nTotal reclaimed space: " in done  # the cache of other tests' builds


def test_prune_refuses_a_time_with_volumes(pydock: Program) -> None:
    done = pydock("system", "prune", "-f", "--volumes", "--filter", "until=24h")
    assert (done.status, done.out) == (1, "")
    assert done.err == 'ERROR: The "until" filter is not supported with "--volumes"\n'
