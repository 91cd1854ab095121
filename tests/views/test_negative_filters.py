"""Filters with != : what they leave out of the lists of engines."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import PydockError
from pydock.views.negative_filters import Exclusion, names

WEB = {
    "Id": "4f" * 32,
    "Names": ["/web-1", "/db/web"],
    "Image": "nginx",
    "ImageID": "sha256:" + "ab" * 32,
    "Labels": {"tier": "front", "empty": ""},
    "State": "exited",
    "Status": "Exited (3) 2 hours ago",
    "NetworkSettings": {"Networks": {"shop": {"NetworkID": "e1" * 32}, "none": None}},
    "Mounts": [{"Name": "data", "Destination": "/srv"}],
}
DB = {"Id": "9d" * 32, "Names": ["/db"], "Image": "me/db:2", "Status": "Up 2 hours (healthy)"}


def left_out(noun: str, item: dict[str, Any], filter: str) -> bool:
    name, _, value = filter.partition("=")
    return not list(Exclusion(noun, {name: [value]}).kept([item]))


@pytest.mark.parametrize(
    "filter",
    [
        *("label!=tier", "label!=tier=front", "label!=empty="),
        *("name!=web", "name!=^web-1$", "name!=^/web-", "name!=w.b"),
        *("id!=4f4f", "status!=exited", "exited!=3", "health!=none"),
        *("network!=shop", f"network!={'e1' * 6}", "volume!=data", "volume!=/srv"),
        *("ancestor!=nginx", "ancestor!=nginx:latest", "ancestor!=docker.io/library/nginx"),
        *(f"ancestor!={'ab' * 6}", f"ancestor!=sha256:{'ab' * 32}"),
    ],
)
def test_a_container_that_is_left_out(filter: str) -> None:
    assert left_out("container", WEB, filter)
    assert not left_out("container", DB, filter) or filter == "health!=none"


@pytest.mark.parametrize(
    "filter",
    [
        *("label!=tie", "label!=tier=back", "label!=tier="),
        *("name!=^db$", "id!=f4f4", "status!=running", "exited!=0", "health!=healthy"),
        *("network!=sho", "network!=e1e1", "volume!=dat", "ancestor!=nginx:1", "ancestor!=abab"),
        "name!=WEB",
    ],
)
def test_a_container_that_stays(filter: str) -> None:
    assert not left_out("container", WEB, filter)


def test_health_and_state_of_the_status_alone() -> None:
    assert left_out("container", DB, "health!=healthy")
    assert left_out("container", DB, "status!=running")


def test_each_filter_leaves_out_its_own() -> None:
    items: list[dict[str, Any]] = [WEB, DB, {"Id": "1", "Names": ["/x"]}]
    exclusion = Exclusion("container", {"label!": ["tier", "other"], "name!": ["db$", "y"]})
    assert list(exclusion.kept(items)) == [items[2]]


@pytest.mark.parametrize(
    ("filter", "tags", "digests"),
    [
        ("reference!=app", None, None),
        ("reference!=app:1", ["app:2"], ["app@sha256:" + "1" * 64]),
        ("reference!=a*:[12]", None, None),
        ("reference!=*/app", ["app:1", "app:2"], ["app@sha256:" + "1" * 64]),
        ("reference!=registry.example/app", ["app:1", "app:2"], ["app@sha256:" + "1" * 64]),
    ],
)
def test_images_lose_names(filter: str, tags: list[str] | None, digests: list[str]) -> None:
    image = {"RepoTags": ["app:1", "app:2"], "RepoDigests": ["app@sha256:" + "1" * 64]}
    name, _, value = filter.partition("=")
    found = list(Exclusion("image", {name: [value]}).kept([image]))
    assert found == ([] if tags is None else [{"RepoTags": tags, "RepoDigests": digests}])


def test_an_image_without_names_stays() -> None:
    dangling = {"RepoTags": ["<none>:<none>"], "RepoDigests": None, "Labels": {"a": "b"}}
    assert not left_out("image", dangling, "reference!=*")
    assert left_out("image", dangling, "label!=a")


def test_networks_and_volumes() -> None:
    network = {"Id": "e1" * 32, "Name": "net", "Driver": "bridge", "Scope": "local"}
    for filter in ("driver!=bridge", "scope!=local", "id!=e1", "name!=^n"):
        assert left_out("network", network, filter)
    volume = {"Name": "data", "Driver": "local", "Labels": {"keep": "1"}}
    for filter in ("driver!=local", "label!=keep=1", "name!=at"):
        assert left_out("volume", volume, filter)
    assert not left_out("volume", volume, "name!=^at")


@pytest.mark.parametrize(
    ("noun", "filter", "error"),
    [
        ("container", "before!=x", "invalid filter 'before!=': those with != are ancestor, exited, "
                                   "health, id, label, name, network, status, volume"),
        ("image", "since!=x", "invalid filter 'since!=': those with != are label, reference"),
        ("container", "status!=up", "invalid filter 'status!=up': must be created, dead, exited, "
                                    "paused, removing, restarting, running"),
        ("container", "exited!=x", "invalid filter 'exited!=x': must be an exit status"),
        ("volume", "name!=(", "invalid filter 'name!=(': missing ), unterminated subpattern at "
                              "position 0"),
    ],
)  # fmt: skip
def test_an_invalid_filter_is_refused(noun: str, filter: str, error: str) -> None:
    with pytest.raises(PydockError) as caught:
        left_out(noun, {}, filter)
    assert caught.value.message == error


def test_the_names_of_negative_filters() -> None:
    assert names("volume") == ["driver", "label", "name"]
    assert "reference" in names("image")
