"""What a removal would remove, or why it is refused."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import PydockError
from pydock.views.removal import (
    ImageRemovals,
    container_removal,
    main_name,
    network_removal,
    volume_removal,
)

HASH = "ab" * 32
ID = f"sha256:{HASH}"
USER = {"Names": ["/web"], "ImageID": ID, "State": "exited"}
RUNNING = {**USER, "State": "running"}


def image(*tags: str, digests: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"Id": ID, "RepoTags": list(tags), "RepoDigests": list(digests)}


def refusal(*users: dict[str, Any], names: tuple[str, ...], of: str, force: bool = False) -> str:
    with pytest.raises(PydockError) as error:
        ImageRemovals(users, force=force).removal(image(*names), of)
    return error.value.message


def test_the_main_name_is_not_that_of_a_link() -> None:
    assert main_name({"Names": ["/db/web", "/web"]}) == "web"
    assert main_name({"Names": None, "Id": "4f"}) == "4f"


def test_a_container_goes_with_its_anonymous_volumes() -> None:
    mounts = [
        {"Type": "volume", "Name": HASH},
        {"Type": "volume", "Name": "data"},
        {"Type": "bind", "Source": "/a"},
    ]
    found = {"Name": "/web", "State": {"Running": False}, "Mounts": mounts}
    assert container_removal(found, force=False, volumes=True) == [
        "Would remove container web",
        f"Would remove volume {HASH}",
    ]
    assert container_removal(found, force=False, volumes=False) == ["Would remove container web"]


def test_a_running_container_needs_force() -> None:
    found = {"Name": "/web", "State": {"Running": True}}
    with pytest.raises(PydockError, match="container web is running: stop it, or use --force"):
        container_removal(found, force=False, volumes=False)
    lines = container_removal(found, force=True, volumes=False)
    assert lines == ["Would remove container web (running)"]


def test_volumes_and_networks_in_use_are_refused() -> None:
    assert volume_removal({"Name": "data"}, []) == ["Would remove volume data"]
    with pytest.raises(PydockError, match="volume data is in use by web"):
        volume_removal({"Name": "data"}, [USER])
    assert network_removal({"Name": "net", "Containers": {}}) == ["Would remove network net"]
    with pytest.raises(PydockError, match="network net is in use by db, web"):
        network_removal({"Name": "net", "Containers": {"1": {"Name": "web"}, "2": {"Name": "db"}}})
    with pytest.raises(PydockError, match="network bridge is predefined and cannot be removed"):
        network_removal({"Name": "bridge"})


def test_an_image_goes_with_its_last_name() -> None:
    removals = ImageRemovals([], force=False)
    found = image("app:1", "app:2", digests=(f"app@{ID}",))
    assert removals.removal(found, "app:1") == ["Would untag image app:1"]
    assert removals.removal(found, "app:2") == [
        "Would untag image app:2",
        f"Would untag image app@{ID}",
        f"Would delete image {ID}",
    ]


def test_a_digest_of_another_repository_keeps_an_image() -> None:
    found = image("app:1", digests=(f"other@{ID}",))
    assert ImageRemovals([], force=False).removal(found, "app:1") == ["Would untag image app:1"]


def test_the_name_of_an_image_of_podman_has_its_registry() -> None:
    lines = ImageRemovals([], force=False).removal(image("localhost/app:1"), "app:1")
    assert lines == ["Would untag image localhost/app:1", f"Would delete image {ID}"]


def test_images_in_use_are_refused() -> None:
    used = "image app:1 is used by web: use --force"
    assert refusal(USER, names=("app:1",), of="app:1") == used
    assert refusal(RUNNING, names=("app:1",), of="", force=True) == f"image {ID} is used by web"
    several = f"image {ID} has several names (a:1, a:2): use --force"
    assert refusal(names=("a:1", "a:2"), of="") == several


def test_a_name_of_an_image_in_use_is_untagged_by_force() -> None:
    def lines(user: dict[str, Any], *names: str, force: bool) -> list[str]:
        return ImageRemovals([user], force=force).removal(image(*names), "app:1")

    assert lines(USER, "app:1", "app:2", force=False) == ["Would untag image app:1"]
    assert lines(RUNNING, "app:1", force=True) == ["Would untag image app:1"]
    gone = ["Would untag image app:1", f"Would delete image {ID}"]
    assert lines(USER, "app:1", force=True) == gone
