"""Globs, `--dry-run`, and the selections and plans of `prune`, on a real engine."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Engine
from tests.engine.program import Program


def names(engine: Engine, name: str) -> list[str]:
    found = engine.client.get("/containers/json", all="1")
    mine = (item["Names"][0].removeprefix("/") for item in found)
    return sorted(one.removeprefix(name) for one in mine if one.startswith(name))


def test_globs_and_dry_run_of_containers(pydock: Program, engine: Engine, name: str) -> None:
    for letter in "abc":
        pydock("create", "--name", f"{name}-{letter}", "busybox", "sleep", "1000").ok()
    pydock("start", f"{name}-b").ok()
    done = pydock("rm", "--dry-run", f"{name}-[ab]")
    assert (done.status, done.out) == (1, f"Would remove container {name}-a\n")
    assert done.err == f"container {name}-b is running: stop it, or use --force\n"
    assert names(engine, name) == ["-a", "-b", "-c"]
    done = pydock("rm", "--force", f"{name}-[ab]").ok()
    assert sorted(done.out.split()) == [f"{name}-a", f"{name}-b"]
    assert names(engine, name) == ["-c"]
    done = pydock("rm", f"{name}-x*")
    assert (done.status, done.err) == (1, f'no container matches "{name}-x*"\n')


def test_globs_of_networks_volumes_and_images(pydock: Program, name: str) -> None:
    for kind in ("network", "volume"):
        pydock(kind, "create", f"{name}-1").ok()
        assert pydock(kind, "rm", "--dry-run", f"{name}-*").out == (
            f"Would remove {kind} {name}-1\n"
        )
        assert pydock(kind, "rm", f"{name}-*").ok().out == f"{name}-1\n"
        assert name not in pydock(kind, "ls").ok().out


def test_a_plan_is_refused_while_a_container_of_it_runs(
    pydock: Program, engine: Engine, name: str, tmp_path: Path
) -> None:
    for letter in "ab":
        pydock("create", "--name", f"{name}-{letter}", "busybox", "sleep", "1000").ok()
    plan = str(tmp_path / "plan")
    pydock("container", "prune", "--name", f"{name}-*", "--plan", plan).ok()
    pydock("create", "--name", f"{name}-new", "busybox").ok()
    pydock("start", f"{name}-b").ok()
    done = pydock("container", "prune", "-f", "--apply", plan)
    assert done.status == 1
    assert done.err.endswith(f"gone, in use or changed: container {name}-b\n")
    assert names(engine, name) == ["-a", "-b", "-new"]
    pydock("kill", f"{name}-b").ok()
    pydock("wait", f"{name}-b").ok()
    pydock("container", "prune", "-f", "--apply", plan).ok()
    assert names(engine, name) == ["-new"]


def test_selected_volumes_networks_and_images_are_pruned(pydock: Program, name: str) -> None:
    pydock("volume", "create", f"{name}-free").ok()
    pydock("volume", "create", f"{name}-used").ok()
    pydock("create", "--name", name, "-v", f"{name}-used:/data", "busybox").ok()
    named = ("-a",) if pydock.at_least("1.42") else ()
    lines = pydock("volume", "prune", *named, "-f", "--name", f"{name}-*").ok().out.splitlines()
    assert lines[:2] == ["Deleted Volumes:", f"{name}-free"]
    pydock("network", "create", f"{name}-net").ok()
    shown = pydock("network", "prune", "--dry-run", "--name", f"{name}-*").ok().out
    assert f"{name}-net" in shown
    done = pydock("network", "prune", "-f", "--name", f"{name}-*").ok()
    assert done.out == f"Deleted Networks:\n{name}-net\n\n"


def test_the_newest_images_of_a_repository_stay(pydock: Program, name: str) -> None:
    pydock("create", "--name", name, "busybox").ok()
    for tag in ("1", "2", "release-3"):
        pydock("commit", "--change", f"LABEL n={tag}", name, f"{name}:{tag}").ok()
    ours = ("image", "prune", "-a", "-f", "--name", name)
    shown = pydock(*ours, "--keep", "1", "--dry-run").ok().out
    assert len(shown.splitlines()) == 4
    pydock(*ours, "--keep-tag", "release-*").ok()
    assert pydock("images", "-q", name).ok().out.count("\n") == 1
    done = pydock("rmi", "--dry-run", f"{name}:*").ok().out
    assert f"{name}:release-3\n" in done
    assert "Would delete image " in done
    pydock("rmi", f"{name}:*").ok()
    assert pydock("images", "-q", name).ok().out == ""
