"""Output of `rm --dry-run`: removed objects, or why the engine would refuse the removal."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydock.errors import PydockError

Json = Mapping[str, Any]

#: networks of the engine itself
PREDEFINED_NETWORKS = ("bridge", "host", "none", "nat", "podman")
ACTIVE_STATES = ("running", "paused", "restarting")
_ANONYMOUS = re.compile("[0-9a-f]{64}")


def main_name(container: Json) -> str:
    """Return the name of a container in a list, not those that links give it; or its ID."""
    names = (name.removeprefix("/") for name in container.get("Names") or ())
    return next((name for name in names if "/" not in name), str(container.get("Id") or ""))


def container_removal(container: Json, *, force: bool, volumes: bool) -> list[str]:
    """Return a line for the inspected container and each volume that goes with it."""
    name = str(container.get("Name") or container.get("Id") or "").removeprefix("/")
    is_running = bool((container.get("State") or {}).get("Running"))
    if is_running and not force:
        raise PydockError(f"container {name} is running: stop it, or use --force")
    lines = [f"Would remove container {name}{' (running)' if is_running else ''}"]
    mounts: Iterable[Json] = (container.get("Mounts") or ()) if volumes else ()
    names = (str(mount.get("Name") or "") for mount in mounts if mount.get("Type") == "volume")
    return lines + [f"Would remove volume {name}" for name in names if _ANONYMOUS.fullmatch(name)]


def volume_removal(volume: Json, users: Sequence[Json]) -> list[str]:
    """Return a line for the inspected volume; `users` are containers with it."""
    name = volume["Name"]
    if users:
        raise PydockError(f"volume {name} is in use by {_joined(map(main_name, users))}")
    return [f"Would remove volume {name}"]


def network_removal(network: Json) -> list[str]:
    """Return a line for the inspected network."""
    name = network["Name"]
    if name in PREDEFINED_NETWORKS:
        raise PydockError(f"network {name} is predefined and cannot be removed")
    users: Mapping[str, Json] = network.get("Containers") or {}
    if users:
        names = _joined(str(user.get("Name") or id) for id, user in users.items())
        raise PydockError(f"network {name} is in use by {names}")
    return [f"Would remove network {name}"]


class ImageRemovals:
    """The removals of one command: an image goes with its last name."""

    def __init__(self, users: Iterable[Json], *, force: bool) -> None:
        """Take the containers of the engine, as a list of all has them."""
        self._users = list(users)
        self._force = force
        self._untagged: set[str] = set()

    def removal(self, image: Json, name: str) -> list[str]:
        """Return the lines for an inspected image, by `name` with its tag; "" for its ID."""
        id = image["Id"]
        tags = [tag for tag in image.get("RepoTags") or () if tag not in self._untagged]
        digests = [text for text in image.get("RepoDigests") or () if text not in self._untagged]
        if not name and len(tags) > 1 and not self._force:
            raise PydockError(f"image {id} has several names ({_joined(tags)}): use --force")
        going = _with_digests(name, tags, digests) if name else [*tags, *digests]
        is_last = len(going) == len(tags) + len(digests)
        users = [user for user in self._users if user.get("ImageID") == id]
        is_running = any(user.get("State") in ACTIVE_STATES for user in users)
        if is_last and users and not (self._force and (name or not is_running)):
            advice = "" if is_running and not name else ": use --force"
            raise PydockError(
                f"image {name or id} is used by {_joined(map(main_name, users))}{advice}"
            )
        self._untagged.update(going)
        lines = [f"Would untag image {one}" for one in going]
        if is_last and not is_running:
            lines.append(f"Would delete image {id}")
        return lines


def _with_digests(name: str, tags: Sequence[str], digests: Sequence[str]) -> list[str]:
    """Return a name as the engine has it, with the digests that go with a repository's last tag."""
    if "@" in name:
        return [name]
    exact = [tag for tag in tags if tag == name]
    going = exact or [tag for tag in tags if tag.endswith(f"/{name}")]  # of Podman
    repositories = {tag.rpartition(":")[0] for tag in going}
    remaining = {tag.rpartition(":")[0] for tag in tags if tag not in going}
    gone = repositories - remaining
    return [*going, *(text for text in digests if text.partition("@")[0] in gone)]


def _joined(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
