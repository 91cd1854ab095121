"""`ps` and `inspect` on a real engine."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import Engine
from tests.engine.console import console
from tests.engine.program import Program

COLUMNS = ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"]
BAD_FILTER = (
    'invalid argument "bad" for "-f, --filter" flag: bad format of filter (expected name=value)'
)
BAD_NUMBER = (
    'invalid argument "many" for "-n, --last" flag: '
    'strconv.ParseInt: parsing "many": invalid syntax'
)


def test_ps_lists_what_runs(pydock: Program, engine: Engine, sleeper: str) -> None:
    header, row = pydock("ps", "-f", f"name={sleeper}").ok().out.splitlines()
    assert re.split(r"\s{2,}", header) == COLUMNS
    short_id = engine.client.get(f"/containers/{sleeper}/json")["Id"][:12]
    assert row.startswith(f"{short_id}   ")
    assert '"sleep 1000"' in row
    assert row.endswith(sleeper)


def test_ps_hides_exited_containers_by_default(pydock: Program, ended: str) -> None:
    assert pydock("ps", "-q", "-f", f"name={ended}").ok().out == ""
    row = pydock("ps", "-a", "-f", f"name={ended}").ok().out.splitlines()[1]
    assert "Exited (3)" in row


def test_ps_ids(pydock: Program, engine: Engine, sleeper: str) -> None:
    full_id = engine.client.get(f"/containers/{sleeper}/json")["Id"]
    assert pydock("ps", "-q", "-f", f"name={sleeper}").ok().out == f"{full_id[:12]}\n"
    assert pydock("ps", "-q", "--no-trunc", "-f", f"name={sleeper}").ok().out == f"{full_id}\n"


def test_ps_newest_and_sizes(pydock: Program, sleeper: str) -> None:
    assert sleeper in pydock("ps", "-l").ok().out
    assert sleeper in pydock("ps", "-n", "1").ok().out
    header, row = pydock("ps", "-s", "-f", f"name={sleeper}").ok().out.splitlines()
    assert header.endswith("SIZE")
    assert "(virtual " in row


def test_ps_in_an_order_and_without_some(pydock: Program, sleeper: str) -> None:
    other = f"{sleeper}-10"
    pydock("create", "--name", other, "--label", "kind=other", "busybox", "true").ok()
    words = ["ps", "-a", "--format", "{{.Names}}", "-f", f"name={sleeper}"]
    assert pydock(*words, "--sort", "state").ok().out == f"{other}\n{sleeper}\n"
    assert pydock(*words, "--sort", "-state").ok().out == f"{sleeper}\n{other}\n"
    for filter in ("status!=created", "label!=kind=other", "name!=-10$"):
        assert pydock(*words, "-f", filter).ok().out == f"{sleeper}\n"
    assert pydock(*words, "-f", "status!=running").ok().out == f"{other}\n"
    assert pydock(*words, "-f", "ancestor!=busybox").ok().out == ""


def test_ps_is_redrawn_at_events(pydock: Program, engine: Engine, name: str) -> None:
    words = ["ps", "-a", "--watch=0.1", "--filter", f"name={name}"]
    with console(pydock, *words, columns=120) as window:
        window.wait_for("CONTAINER ID")
        engine.client.post("/containers/create", {"Image": "busybox", "Cmd": ["top"]}, name=name)
        window.wait_for("Created ")
        engine.client.post(f"/containers/{name}/start")
        window.wait_for("Up ")
        assert [line.split()[-1] for line in window.text().splitlines()] == ["NAMES", name]
        engine.client.delete(f"/containers/{name}", force="1")
        window.wait_until(lambda: name not in window.text(), "the removal")
        window.type("\x03")
        assert window.end() == 130


def test_ps_by_its_noun_names(pydock: Program, sleeper: str) -> None:
    wanted = pydock("ps", "-q", "-f", f"name={sleeper}").ok().out
    for verb in ("ls", "list", "ps"):
        assert pydock("container", verb, "-q", "-f", f"name={sleeper}").ok().out == wanted


@pytest.mark.parametrize(
    ("words", "status", "first_line"),
    [
        (["ps", "-f", "bad"], 125, BAD_FILTER),
        (["ps", "--no-such-flag"], 125, "unknown flag: --no-such-flag"),
        (["ps", "-y"], 125, "unknown shorthand flag: 'y' in -y"),
        (["ps", "-n", "many"], 125, BAD_NUMBER),
        (["ps", "extra"], 1, "{name}: '{name} ps' accepts no arguments"),
        (["inspect"], 1, "{name}: '{name} inspect' requires at least 1 argument"),
    ],
)
def test_usage_errors(pydock: Program, words: list[str], status: int, first_line: str) -> None:
    done = pydock(*words)
    assert (done.status, done.out) == (status, "")
    assert done.err.splitlines()[0] == first_line.format(name=pydock.name)


def test_ps_with_a_filter_that_the_engine_does_not_know(pydock: Program) -> None:
    done = pydock("ps", "-f", "no-such-filter=x")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("Error response from daemon: ")


def test_inspect_prints_what_the_engine_says(pydock: Program, engine: Engine, ended: str) -> None:
    printed = pydock("inspect", ended).ok().out
    (inspected,) = json.loads(printed)
    assert inspected["Id"] == engine.client.get(f"/containers/{ended}/json")["Id"]
    assert inspected["State"]["ExitCode"] == 3
    assert printed.startswith('[\n    {\n        "Id": "')
    assert printed.endswith("\n    }\n]\n")


def test_inspect_finds_containers_and_images(pydock: Program, ended: str) -> None:
    container, image = json.loads(pydock("inspect", ended, "busybox").ok().out)
    assert container["Name"].lstrip("/") == ended
    assert "busybox:latest" in image["RepoTags"][0]


def test_inspect_by_noun_and_by_type(pydock: Program, ended: str) -> None:
    wanted = json.loads(pydock("inspect", ended).ok().out)[0]["Id"]
    for words in (["container", "inspect"], ["inspect", "--type", "container"]):
        assert json.loads(pydock(*words, ended).ok().out)[0]["Id"] == wanted
    images = pydock("image", "inspect", ended)
    assert (images.status, images.out) == (1, "[]\n")


def test_inspect_with_sizes(pydock: Program, ended: str) -> None:
    (inspected,) = json.loads(pydock("inspect", "-s", ended).ok().out)
    assert inspected["SizeRootFs"] > 1_000_000


def test_inspect_of_what_is_missing_shows_the_rest(pydock: Program, ended: str) -> None:
    done = pydock("inspect", ended, "no-such-thing")
    assert done.status == 1
    assert [each["Name"].lstrip("/") for each in json.loads(done.out)] == [ended]
    assert done.err == "error: no such object: no-such-thing\n"


def test_inspect_of_an_unknown_type(pydock: Program) -> None:
    done = pydock("inspect", "--type", "nonsense", "x")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith('unknown type: "nonsense"')
