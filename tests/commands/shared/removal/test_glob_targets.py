"""Globs and `--dry-run` of `rm`, `rmi`, `volume rm` and `network rm`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import PlayedEngine, Refusal, pydock_on

HASH = "ab" * 32
CONTAINERS = [
    {"Id": "1" * 64, "Names": ["/test-a"], "State": "exited", "ImageID": f"sha256:{HASH}"},
    {"Id": "2" * 64, "Names": ["/test-a/alias", "/test-b"], "State": "running"},
    {"Id": "3" * 64, "Names": ["/web"], "State": "running"},
]
IMAGES = [
    {"Id": f"sha256:{HASH}", "RepoTags": ["test-x:1", "test-x:2"]},
    {"Id": "sha256:" + "cd" * 32, "RepoTags": ["team/test-x:1"]},
    {"Id": "sha256:" + "ef" * 32, "RepoTags": ["<none>:<none>"]},
]
NETWORKS = [
    {"Name": "bridge", "Id": "b" * 64},
    {"Name": "test-net", "Id": "d" * 64},
    {"Name": "ingress", "Id": "e" * 64, "Ingress": True},
]
VOLUMES = {"Volumes": [{"Name": "test-data"}, {"Name": "other"}]}
LISTS = {
    "GET /containers/json": CONTAINERS,
    "GET /images/json": IMAGES,
    "GET /networks": NETWORKS,
    "GET /volumes": VOLUMES,
}


def engine(**answers: Any) -> PlayedEngine:
    return PlayedEngine({**LISTS, **{f"DELETE {path}": b"" for path in answers.pop("gone", ())}})


def deleted(played: PlayedEngine) -> list[str]:
    return sorted(one for one in played.requests if one.startswith("DELETE"))


def test_a_glob_removes_containers_by_id(tmp_path: Path) -> None:
    """A name may be another container's by the time that it is removed."""
    played = engine(gone=[f"/containers/{item['Id']}" for item in CONTAINERS])
    done = pydock_on(played, tmp_path)("rm", "test-*")
    assert done == (0, "test-a\ntest-b\n", "")
    assert deleted(played) == [f"DELETE /containers/{'1' * 64}", f"DELETE /containers/{'2' * 64}"]


def test_globs_of_networks_and_volumes(tmp_path: Path) -> None:
    played = engine(gone=["/networks/" + "d" * 64, "/volumes/test-data"])
    run = pydock_on(played, tmp_path)
    assert run("network", "rm", "*-net") == (0, "test-net\n", "")
    assert run("volume", "rm", "test-*", "test-[dx]*") == (0, "test-data\n", "")
    assert deleted(played) == [f"DELETE /networks/{'d' * 64}", "DELETE /volumes/test-data"]


def test_globs_of_images_match_names_with_and_without_tags(tmp_path: Path) -> None:
    played = engine()
    for name in ("test-x:1", "test-x:2", "team/test-x:1"):
        played.answers = {**played.answers, f"DELETE /images/{name}": [{"Untagged": name}]}
    run = pydock_on(played, tmp_path)
    assert run("rmi", "test-*") == (0, "Untagged: test-x:1\nUntagged: test-x:2\n", "")
    assert run("rmi", "*/test-?:1") == (0, "Untagged: team/test-x:1\n", "")


@pytest.mark.parametrize(
    "line, kind",
    [
        ("rm no-*", "container"),
        ("rmi no-*", "image"),
        ("network rm brid*", "network"),
        ("volume rm no-*", "volume"),
    ],
)
def test_a_glob_that_matches_nothing_is_an_error_before_anything_goes(
    line: str, kind: str, tmp_path: Path
) -> None:
    played = engine()
    *words, glob = line.split()
    done = pydock_on(played, tmp_path)(*words, "test-*", glob)
    assert done == (1, "", f'no {kind} matches "{glob}"\n')
    assert deleted(played) == []
    assert pydock_on(played, tmp_path)(*words, "--force", glob) == (0, "", "")


def test_an_object_with_the_very_name_is_that_object(tmp_path: Path) -> None:
    """Older engines let networks have any name."""
    networks = [*NETWORKS, {"Name": "test-*", "Id": "f" * 64}]
    played = PlayedEngine({"GET /networks": networks, "DELETE /networks/test-*": b""})
    assert pydock_on(played, tmp_path)("network", "rm", "test-*") == (0, "test-*\n", "")
    assert deleted(played) == ["DELETE /networks/test-*"]


def test_a_plain_name_needs_no_list(tmp_path: Path) -> None:
    played = engine(gone=["/volumes/other"])
    assert pydock_on(played, tmp_path)("volume", "rm", "other") == (0, "other\n", "")
    assert played.requests == ["DELETE /volumes/other"]


@pytest.mark.parametrize("options", [(), ("--force",)])
def test_wildcards_alone_prompt(options: tuple[str, ...], tmp_path: Path) -> None:
    played = engine(gone=["/volumes/test-data", "/volumes/other"])
    run = pydock_on(played, tmp_path)
    prompt = (
        "WARNING! This will remove these volumes:\n  test-data\n  other\n"
        "Are you sure you want to continue? [y/N] "
    )
    for answer in ("", "n\n", "yes\n"):
        assert run("volume", "rm", *options, "*", stdin=answer) == (1, prompt, "")
    assert deleted(played) == []
    done = run("volume", "rm", *options, "*", stdin="y\n")
    assert done == (0, f"{prompt}test-data\nother\n", "")


def test_dry_run_of_containers(tmp_path: Path) -> None:
    played = engine()
    found = {
        "a": {"Id": "1" * 64, "Name": "/test-a", "State": {"Running": False}},
        "b": {"Id": "2" * 64, "Name": "/test-b", "State": {"Running": True}},
    }
    played.answers = {
        **played.answers,
        **{f"GET /containers/test-{name}/json": item for name, item in found.items()},
        "GET /containers/gone/json": Refusal(404, "No such container: gone"),
    }
    run = pydock_on(played, tmp_path)
    assert run("rm", "--dry-run", "test-*", "gone") == (
        1,
        "Would remove container test-a\n",
        "container test-b is running: stop it, or use --force\n"
        "Error response from daemon: No such container: gone\n",
    )
    assert run("rm", "--dry-run", "--force", "*-b", "gone") == (
        0,
        "Would remove container test-b (running)\n",
        "",
    )
    assert run("rm", "--dry-run", "--link", "test-a") == (0, "Would remove link test-a\n", "")
    assert deleted(played) == []


def test_dry_run_of_images(tmp_path: Path) -> None:
    played = engine()
    played.answers = {
        **played.answers,
        **{f"GET /images/test-x:{tag}/json": IMAGES[0] for tag in (1, 2)},
        f"GET /images/{HASH[:12]}/json": IMAGES[0],
    }
    run = pydock_on(played, tmp_path)
    lines = "Would untag image test-x:1\nWould untag image test-x:2\n"
    used = "image test-x:2 is used by test-a: use --force\n"
    assert run("rmi", "--dry-run", "test-*") == (1, lines.splitlines(True)[0], used)
    gone = f"Would delete image sha256:{HASH}\n"
    assert run("rmi", "--dry-run", "--force", "test-*") == (0, lines + gone, "")
    assert run("rmi", "--dry-run", "--force", HASH[:12]) == (0, lines + gone, "")
    assert run("rmi", "--dry-run", "--platform", "linux/amd64", "test-x:1") == (
        1,
        "",
        "conflicting options: --dry-run and --platform\n",
    )
    assert deleted(played) == []


def test_dry_run_of_networks_and_volumes(tmp_path: Path) -> None:
    played = engine()
    played.answers = {
        **played.answers,
        "GET /networks/test-net": {"Name": "test-net", "Containers": {"1": {"Name": "web"}}},
        "GET /volumes/test-data": {"Name": "test-data"},
        "GET /containers/json": [],
    }
    run = pydock_on(played, tmp_path)
    in_use = "network test-net is in use by web\n"
    assert run("network", "rm", "--dry-run", "test-*") == (1, "", in_use)
    would = "Would remove volume test-data\n"
    assert run("volume", "rm", "--dry-run", "test-*") == (0, would, "")
    assert 'GET /containers/json?all=1&filters={"volume":+{"test-data":+true}}' in played.requests
    assert deleted(played) == []
