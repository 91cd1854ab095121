"""`prune` of listed objects, on engines that change between the list and the removal."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import Each, PlayedEngine, Refusal, pydock_on

NOW = 946_692_000
OLD = NOW - 30 * 86_400


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: NOW)


def container(id: str, name: str, state: str = "exited", **more: Any) -> dict[str, Any]:
    found = {"Id": id, "Names": [f"/{name}"], "State": state, "Status": f"{state} (0)"}
    return {**found, "Created": OLD, "SizeRw": 1000, "Image": "app", "ImageID": "i9", **more}


def image(id: str, *tags: str, created: int = OLD) -> dict[str, Any]:
    return {"Id": id, "RepoTags": list(tags), "Created": created, "Size": 2000}


def inspected(image: dict[str, Any]) -> dict[str, Any]:
    return {**image, "Created": "1999-12-01T00:00:00Z"}


def deleted(engine: PlayedEngine) -> list[str]:
    return [one for one in engine.requests if one.startswith(("DELETE", "POST"))]


CONTAINERS = [container("c1", "test-a"), container("c2", "test-b"), container("c3", "web")]
PROMPT = "\nAre you sure you want to continue? [y/N] "
TABLE = """\
TYPE        NAME      SIZE      CREATED       REASON
container   test-a    1kB       4 weeks ago   exited (0)
container   test-b    1kB       4 weeks ago   exited (0)
2 objects, 2kB
"""


def test_dry_run_lists_and_removes_nothing(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /containers/json": CONTAINERS})
    run = pydock_on(engine, tmp_path)
    assert run("container", "prune", "--dry-run", "--name", "test-*") == (0, TABLE, "")
    nothing = (0, "There is nothing to remove.\n", "")
    assert run("container", "prune", "-f", "--older-than", "31d") == nothing
    assert run("container", "prune", "-f", "--larger-than", "1k") == nothing
    assert run("container", "prune", "-f", "--keep", "3") == nothing
    assert run("container", "prune", "-f", "--dry-run", "--filter", "label=x") == nothing
    assert deleted(engine) == []


def test_objects_are_removed_one_by_one(tmp_path: Path) -> None:
    gone = {f"DELETE /containers/{id}": b"" for id in ("c1", "c2")}
    engine = PlayedEngine({"GET /containers/json": CONTAINERS, **gone})
    done = pydock_on(engine, tmp_path)("container", "prune", "-f", "--name", "test-*")
    assert done == (0, "Deleted Containers:\nc1\nc2\n\nTotal reclaimed space: 2kB\n", "")
    assert deleted(engine) == ["DELETE /containers/c1", "DELETE /containers/c2"]


def test_the_prompt_on_a_terminal_shows_what_goes(tmp_path: Path) -> None:
    engine = PlayedEngine(
        {"GET /containers/json": CONTAINERS[:2], "DELETE /containers/c1": b"",
         "DELETE /containers/c2": b""}
    )  # fmt: skip
    run = pydock_on(engine, tmp_path, terminal=True)
    question = f"WARNING! This will remove all stopped containers.\n\n{TABLE}{PROMPT}"
    assert run("container", "prune", stdin="n\n") == (0, question, "")
    assert deleted(engine) == []
    done = run("container", "prune", stdin="y\n")
    assert done.out.startswith(f"{question}Deleted Containers:\nc1\nc2\n")


def test_off_a_terminal_and_with_force_the_engine_prunes(tmp_path: Path) -> None:
    engine = PlayedEngine({"POST /containers/prune": {}})
    question = f"WARNING! This will remove all stopped containers.{PROMPT}"
    total = "Total reclaimed space: 0B\n"
    run = pydock_on(engine, tmp_path)
    assert run("container", "prune", stdin="y\n") == (0, question + total, "")
    assert pydock_on(engine, tmp_path, terminal=True)("container", "prune", "-f").out == total
    assert engine.requests == ["POST /containers/prune"] * 2


def test_a_container_that_was_started_meanwhile_stays(tmp_path: Path) -> None:
    refusal = Refusal(409, "cannot remove container: it is running")
    engine = PlayedEngine(
        {"GET /containers/json": CONTAINERS[:2], "DELETE /containers/c1": refusal,
         "DELETE /containers/c2": b""}
    )  # fmt: skip
    done = pydock_on(engine, tmp_path)("container", "prune", "-f", "--keep", "0")
    assert done == (
        1,
        "Deleted Containers:\nc2\n\nTotal reclaimed space: 1kB\n",
        "container test-a stays: cannot remove container: it is running\n",
    )
    assert deleted(engine)[0] == "DELETE /containers/c1"  # without force


def test_a_container_that_is_gone_meanwhile_is_passed_over(tmp_path: Path) -> None:
    engine = PlayedEngine({"GET /containers/json": CONTAINERS[:1]})
    done = pydock_on(engine, tmp_path)("container", "prune", "-f", "--keep", "0")
    assert done == (0, "Total reclaimed space: 0B\n", "")


IMAGES = [image("i1", "app:1"), image("i2", "app:2", created=OLD + 1), image("i3")]


def images_engine(now: dict[str, Any], users: Any = ()) -> PlayedEngine:
    return PlayedEngine(
        {
            "GET /containers/json": Each([[], list(users)]),
            "GET /images/json": IMAGES,
            **{f"GET /images/{one['Id']}/json": inspected(one) for one in IMAGES},
            **{f"GET /images/{id}/json": inspected(found) for id, found in now.items()},
            "DELETE /images/app:1": [{"Untagged": "app:1"}, {"Deleted": "i1"}],
            "DELETE /images/app:2": [{"Untagged": "app:2"}, {"Deleted": "i2"}],
            "DELETE /images/i3": [{"Deleted": "i3"}],
        }
    )


def test_images_go_by_their_tags(tmp_path: Path) -> None:
    engine = images_engine({})
    run = pydock_on(engine, tmp_path)
    assert "2 objects, up to 4kB" in run("image", "prune", "--dry-run", "-a", "--keep-tag", "1").out
    assert run("image", "prune", "-a", "-f", "--older-than", "1w") == (
        0,
        "Deleted Images:\nuntagged: app:1\ndeleted: i1\nuntagged: app:2\ndeleted: i2\ndeleted: i3\n"
        "\nTotal reclaimed space: up to 6kB\n",
        "",
    )


@pytest.mark.parametrize(
    "now, users, message",
    [
        ({"i1": image("i1", "app:1", "new:1")}, [], "it has other tags now (app:1, new:1)"),
        ({"i1": image("i1")}, [], "it has no tag now"),
        ({}, [container("c1", "web", ImageID="i1")], "it is used by web"),
    ],
)
def test_an_image_that_has_changed_meanwhile_stays(
    now: dict[str, Any], users: list[Any], message: str, tmp_path: Path
) -> None:
    engine = images_engine(now, users)
    done = pydock_on(engine, tmp_path)("image", "prune", "-a", "-f", "--name", "app:1")
    assert (done.status, done.err) == (1, f"image app:1 stays: {message}\n")
    assert deleted(engine) == []


def test_an_untagged_image_that_was_tagged_meanwhile_stays(tmp_path: Path) -> None:
    engine = images_engine({"i3": image("i3", "new:1")})
    done = pydock_on(engine, tmp_path)("image", "prune", "-f", "--older-than", "1h")
    assert done.err == "image i3 stays: it has other tags now (new:1)\n"
    assert deleted(engine) == []


def test_another_volume_of_the_same_name_stays(tmp_path: Path) -> None:
    volume = {"Name": "data", "Driver": "local", "CreatedAt": "2000-01-01T00:00:00Z"}
    newer = {**volume, "CreatedAt": "2000-01-01T00:00:01Z"}
    engine = PlayedEngine(
        {
            "GET /containers/json": [],
            "GET /volumes": {"Volumes": [volume]},
            "GET /system/df": {"Volumes": [{**volume, "UsageData": {"Size": 7, "RefCount": 0}}]},
            "GET /volumes/data": Each([volume, newer]),
            "DELETE /volumes/data": b"",
        }
    )
    run = pydock_on(engine, tmp_path)
    line = ("volume", "prune", "-f", "-a", "--name", "data")
    assert run(*line).out == "Deleted Volumes:\ndata\n\nTotal reclaimed space: 7B\n"
    assert "GET /system/df?type=volume&verbose=1" in engine.requests
    done = run(*line)
    assert (done.status, done.err) == (1, "volume data stays: another volume has its name\n")
    assert len(deleted(engine)) == 1


def test_networks(tmp_path: Path) -> None:
    networks = [{"Name": name, "Id": f"n-{name}"} for name in ("free", "used", "bridge")]
    used = {**networks[1], "Containers": {"c1": {"Name": "web"}}}
    engine = PlayedEngine(
        {
            "GET /networks": networks,
            "GET /networks/n-free": networks[0],
            "GET /networks/n-used": used,
            "GET /networks/n-bridge": networks[2],
            "DELETE /networks/n-free": b"",
        }
    )
    done = pydock_on(engine, tmp_path)("network", "prune", "-f", "--name", "*")
    assert done == (0, "Deleted Networks:\nfree\n\n", "")


def test_an_entry_of_the_cache_goes_after_those_made_of_it(tmp_path: Path) -> None:
    """BuildKit removes no entry that another one is made of."""
    remaining = {"parent", "child"}

    def prune(request: str) -> Any:
        assert "all=1" in request
        id = next(one for one in ("parent", "child", "busy") if one in request)
        if id == "busy" or (id == "parent" and "child" in remaining):
            return {}
        remaining.discard(id)
        return {"CachesDeleted": [id]}

    entries = [{"ID": id, "Size": 10} for id in ("parent", "child", "busy")]
    engine = PlayedEngine({"GET /system/df": {"BuildCache": entries}, "POST /build/prune": prune})
    done = pydock_on(engine, tmp_path)("builder", "prune", "-f", "--larger-than", "1b")
    heading = "Deleted build cache objects:"
    assert done.out == f"{heading}\nchild\nparent\n\nTotal reclaimed space: 20B\n"
    assert (done.status, done.err) == (1, "build cache busy stays: it is in use\n")


def test_system_prune_takes_what_only_its_containers_use(tmp_path: Path) -> None:
    users = [container("c1", "old", ImageID="i1"), container("c2", "web", "running", ImageID="i2")]
    engine = PlayedEngine(
        {
            "GET /containers/json": users,
            "GET /networks": [],
            "GET /images/json": IMAGES,
            "GET /system/df": {"BuildCache": []},
        }
    )
    out = pydock_on(engine, tmp_path)("system", "prune", "-a", "--dry-run").out
    names = [line.split()[:2] for line in out.splitlines()[1:]]
    assert names == [["container", "old"], ["image", "app:1"], ["image", "i3"], ["3", "objects,"]]


def test_a_plan_is_written_and_applied(tmp_path: Path) -> None:
    engine = PlayedEngine(
        {"GET /containers/json": CONTAINERS, "DELETE /containers/c1": b"",
         "DELETE /containers/c2": b""}
    )  # fmt: skip
    run = pydock_on(engine, tmp_path)
    path = str(tmp_path / "plan")
    written = run("container", "prune", "--name", "test-*", "--plan", path)
    assert written == (0, TABLE, "")
    assert deleted(engine) == []
    assert run("container", "prune", "--apply", path, "--dry-run") == (0, TABLE, "")
    done = run("container", "prune", "--apply", path, "-f")
    assert done.out.startswith("Deleted Containers:\nc1\nc2\n")
    done = run("system", "prune", "--apply", path, "--name", "x", "-f")
    assert done == (1, "", "conflicting options: --apply and --name\n")
    done = run("image", "prune", "--apply", path, "-f")
    problem = "it has objects of another command (container)"
    assert done == (1, "", f"cannot apply {path}: {problem}\n")


@pytest.mark.parametrize(
    "changed",
    [
        CONTAINERS[1:],
        [container("c1", "test-a", "running"), *CONTAINERS[1:]],
        [container("c1", "renamed"), *CONTAINERS[1:]],
        [container("c9", "test-a"), *CONTAINERS[1:]],
    ],
)
def test_a_plan_is_refused_where_the_world_has_changed(
    changed: list[dict[str, Any]], tmp_path: Path
) -> None:
    engine = PlayedEngine({"GET /containers/json": CONTAINERS})
    run = pydock_on(engine, tmp_path)
    path = str(tmp_path / "plan")
    run("container", "prune", "--plan", path)
    engine.answers = {"GET /containers/json": changed}
    done = run("container", "prune", "--apply", path, "-f")
    problem = "since it was written these are gone, in use or changed: container test-a"
    assert done == (1, "", f"cannot apply {path}: {problem}\n")
    assert deleted(engine) == []


def test_files_that_are_no_plan(tmp_path: Path) -> None:
    run = pydock_on(PlayedEngine({}), tmp_path)
    missing, other = tmp_path / "missing", tmp_path / "other"
    other.write_text(json.dumps({"a": 1}))
    done = run("container", "prune", "-f", "--apply", str(missing))
    assert done == (1, "", f"open {missing}: no such file or directory\n")
    done = run("container", "prune", "-f", "--apply", str(other))
    assert done.err == f"cannot apply {other}: it is not a plan that prune --plan wrote\n"


@pytest.mark.parametrize("option", ["--apply", "--plan", "--name", "--keep-tag", "--older-than"])
def test_an_empty_value_is_refused(option: str, tmp_path: Path) -> None:
    """That of a variable that is not set would remove more."""
    engine = PlayedEngine({})
    done = pydock_on(engine, tmp_path)("image", "prune", "-f", option, "")
    assert done.status == 125
    assert f'invalid argument "" for "{option}" flag' in done.err
    assert engine.requests == []


def test_what_a_selection_cannot_do_is_refused(tmp_path: Path) -> None:
    run = pydock_on(PlayedEngine({}), tmp_path)
    done = run("container", "prune", "--dry-run", "--filter", "name=x")
    assert done == (1, "", "invalid filter 'name'\n")
    done = run("builder", "prune", "--dry-run", "--keep-storage", "1g")
    message = "conflicting options: --keep-storage and options beyond docker\n"
    assert done == (1, "", message)
