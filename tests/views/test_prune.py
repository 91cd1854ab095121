"""Unused objects of the engine's lists."""

from __future__ import annotations

from typing import Any

from pydock.spec.prune import Candidate
from pydock.views import prune
from pydock.views.listing import Listing


def names(candidates: list[Candidate]) -> list[str]:
    return [one.shown for one in candidates]


def test_containers_that_do_not_run() -> None:
    states = ("created", "exited", "dead", "running", "paused", "restarting", "removing", "")
    found = [{"Id": state, "Names": [f"/{state}"], "State": state} for state in states]
    assert names(prune.stopped_containers(found)) == ["created", "exited", "dead"]
    (one,) = prune.stopped_containers(
        [{"Id": "4f", "Names": ["/a"], "State": "exited", "Status": "Exited (1)", "SizeRw": 5}]
    )
    assert (one.why, one.size_bytes) == ("Exited (1)", 5)


def test_networks_without_containers() -> None:
    found: list[dict[str, Any]] = [
        {"Name": "free", "Id": "1", "Created": "1970-01-01T00:00:01Z"},
        {"Name": "used", "Id": "2", "Containers": {"4f": {}}},
        {"Name": "bridge", "Id": "3"},
        {"Name": "in", "Id": "4", "Ingress": True},
        {"Name": "config", "Id": "5", "ConfigOnly": True},
    ]
    (one,) = prune.unused_networks(found)
    assert (one.shown, one.created_seconds) == ("free", 1.0)


def test_volumes_of_no_container() -> None:
    anonymous = {"com.docker.volume.anonymous": ""}
    found: list[dict[str, Any]] = [
        {"Name": "named", "Driver": "local"},
        {"Name": "used", "Driver": "local", "Labels": anonymous},
        {"Name": "free", "Driver": "local", "Labels": anonymous},
        {"Name": "nfs", "Driver": "local", "Options": {"type": "nfs"}, "Labels": anonymous},
        {"Name": "far", "Driver": "other", "Labels": anonymous},
    ]
    users: list[dict[str, Any]] = [
        {"Mounts": [{"Type": "volume", "Name": "used"}]},
        {"Mounts": None},
    ]
    assert names(prune.unused_volumes(found, users, {}, named=False)) == ["free"]
    sized = prune.unused_volumes(found, users, {"free": 5}, named=True)
    assert [(one.shown, one.size_bytes) for one in sized] == [("named", -1), ("free", 5)]


def test_images_of_no_container() -> None:
    found: list[dict[str, Any]] = [
        {"Id": "1", "RepoTags": ["a:1"]},
        {"Id": "2", "RepoTags": ["<none>:<none>"]},
        {"Id": "3", "RepoTags": None},
        {"Id": "4", "RepoTags": ["b:1"]},
    ]
    users = [{"ImageID": "4"}, {"ImageID": "3"}]
    assert names(prune.unused_images(found, users, tagged=False)) == ["2"]
    assert names(prune.unused_images(found, users, tagged=True)) == ["a:1", "2"]


def test_entries_of_the_build_cache() -> None:
    found: list[dict[str, Any]] = [
        {"ID": "1", "Size": 5},
        {"ID": "2", "InUse": True},
        {"ID": "3", "Shared": True},
        {"ID": "4", "Type": "internal"},
    ]
    assert names(prune.unused_cache(found, all=False)) == ["1"]
    assert names(prune.unused_cache(found, all=True)) == ["1", "3", "4"]


def test_entries_that_a_remaining_one_is_made_of_stay() -> None:
    found: list[dict[str, Any]] = [
        {"ID": "1"},
        {"ID": "2", " Parents": ["1"]},
        {"ID": "3", "Parent": "2"},
        {"ID": "4"},
        {"ID": "5", " Parents": ["4"], "InUse": True},
    ]
    entries = prune.unused_cache(found, all=True)
    assert names(prune.without_parents(entries, found)) == ["1", "2", "3"]
    assert names(prune.without_parents(entries[:2], found)) == []


def test_the_table_and_its_total() -> None:
    found = [
        Candidate("image", "sha256:" + "ab" * 32, (), None, 5000, "it has no tag", {}),
        Candidate("network", "1", ("net",), None, -1, "no container is connected", {}),
    ]
    lines = Listing(prune.CandidateView).text(map(prune.CandidateView, found)).splitlines()
    assert [line.split("  ")[0] for line in lines] == ["TYPE", "image", "network"]
    assert "abababababab" in lines[1]
    assert "5kB" in lines[1]
    assert prune.total_line(found) == "2 objects, up to 5kB"
    assert prune.total_line(found[1:]) == "1 object, 0B"
