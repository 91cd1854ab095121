"""Unused objects from the engine's lists, and rows of the table of `prune`."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pydock.golang.units import human_size
from pydock.spec.prune import Candidate
from pydock.views.columns import ago, time_of
from pydock.views.image import size_bytes
from pydock.views.listing import View, column
from pydock.views.removal import PREDEFINED_NETWORKS, main_name
from pydock.views.shorten import short_id
from pydock.views.usage import parents_of

Json = Mapping[str, Any]

_STOPPED_STATES = ("configured", "created", "dead", "exited", "stopped")
_ANONYMOUS = "com.docker.volume.anonymous"
_INTERNAL_CACHE = ("internal", "frontend")


class CandidateView(View):
    """An object that will be removed."""

    default_columns = ("Kind", "Name", "Size", "CreatedSince", "Reason")

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate

    @column("TYPE")
    def Kind(self) -> str:
        return self.candidate.kind

    @column("NAME")
    def Name(self) -> str:
        return ", ".join(self.candidate.names) or short_id(self.candidate.id)

    @column("SIZE")
    def Size(self) -> str:
        size = self.candidate.size_bytes
        return human_size(size, 3) if size >= 0 else ""

    @column("CREATED")
    def CreatedSince(self) -> str:
        created = self.candidate.created_seconds
        return "" if created is None else ago(created)

    @column("REASON")
    def Reason(self) -> str:
        return self.candidate.why


def stopped_containers(items: Iterable[Json]) -> list[Candidate]:
    """Return the containers of a list that do not run."""
    return [
        Candidate(
            "container",
            item["Id"],
            (main_name(item),),
            item.get("Created"),
            item.get("SizeRw") or 0,
            item.get("Status") or item["State"],
            item.get("Labels") or {},
        )
        for item in items
        if item.get("State") in _STOPPED_STATES
    ]


def unused_networks(items: Iterable[Json]) -> list[Candidate]:
    """Return the networks, as inspected, that have no container and are not the engine's."""
    return [
        Candidate(
            "network",
            item["Id"],
            (item["Name"],),
            _seconds(item.get("Created")),
            -1,
            "no container is connected",
            item.get("Labels") or {},
        )
        for item in items
        if not (
            item["Name"] in PREDEFINED_NETWORKS
            or item.get("Ingress")
            or item.get("ConfigOnly")
            or item.get("Containers")
        )
    ]


def unused_volumes(
    items: Iterable[Json], users: Iterable[Json], sizes: Mapping[str, int], *, named: bool
) -> list[Candidate]:
    """Return the local volumes of no container of `users`, anonymous ones unless `named`."""
    used = {mount.get("Name") for user in users for mount in user.get("Mounts") or ()}
    return [
        Candidate(
            "volume",
            item["Name"],
            (item["Name"],),
            _seconds(item.get("CreatedAt")),
            sizes.get(item["Name"], -1),
            "no container uses it",
            item.get("Labels") or {},
        )
        for item in items
        if item.get("Driver") == "local"
        and not item.get("Options")
        and item["Name"] not in used
        and (named or _ANONYMOUS in (item.get("Labels") or {}))
    ]


def unused_images(items: Iterable[Json], users: Iterable[Json], *, tagged: bool) -> list[Candidate]:
    """Return the images of no container of `users`, untagged ones unless `tagged`."""
    used = {user.get("ImageID") for user in users}
    return [
        Candidate(
            "image",
            item["Id"],
            tags,
            item.get("Created"),
            size_bytes(item),
            "no container uses it" if tags else "it has no tag",
            item.get("Labels") or {},
        )
        for item in items
        if item["Id"] not in used and ((tags := tags_of(item)) == () or tagged)
    ]


def tags_of(image: Json) -> tuple[str, ...]:
    """Return the tags of an image."""
    return tuple(tag for tag in image.get("RepoTags") or () if tag != "<none>:<none>")


def unused_cache(items: Iterable[Json], *, all: bool) -> list[Candidate]:
    """Return entries of the build cache; unless `all`, none that BuildKit keeps for itself."""
    return [
        Candidate(
            "build cache",
            item["ID"],
            (),
            _seconds(item.get("CreatedAt")),
            item.get("Size") or 0,
            "no build uses it",
            {},
        )
        for item in items
        if not item.get("InUse")
        and (all or not (item.get("Shared") or item.get("Type") in _INTERNAL_CACHE))
    ]


def without_parents(going: Iterable[Candidate], items: Iterable[Json]) -> list[Candidate]:
    """Return the entries of the build cache that no remaining one of the list is made of."""
    entries = list(items)
    found = list(going)
    while True:
        ids = {one.id for one in found}
        used = {id for item in entries if item["ID"] not in ids for id in parents_of(item)}
        if ids.isdisjoint(used):
            return found
        found = [one for one in found if one.id not in used]


def volume_sizes(items: Iterable[Json]) -> dict[str, int]:
    """Return the sizes of volumes by name, as GET /system/df has them."""
    usages = {item["Name"]: item.get("UsageData") or {} for item in items}
    return {name: int(usage.get("Size", -1)) for name, usage in usages.items()}


def total_line(candidates: Collection[Candidate]) -> str:
    """Return the number of objects, and what they take."""
    space = sum(max(0, one.size_bytes) for one in candidates)
    objects = "1 object" if len(candidates) == 1 else f"{len(candidates)} objects"
    return f"{objects}, {up_to(candidates)}{human_size(space)}"


def up_to(candidates: Iterable[Candidate]) -> str:
    """Return "up to " for sizes with those of images, which share layers."""
    return "up to " if any(one.kind == "image" for one in candidates) else ""


def _seconds(text: object) -> float | None:
    moment = time_of(text)
    return None if moment.is_zero() else moment.seconds + moment.nanoseconds / 10**9
