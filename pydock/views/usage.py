"""Rows of `system df`: disk usage by kind of object, and entries of the build cache."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from pydock.golang.units import human_size
from pydock.views.columns import time_ago, time_of, truth
from pydock.views.listing import View, column
from pydock.views.removal import ACTIVE_STATES
from pydock.views.shorten import short_id

Json = Mapping[str, Any]


class Usage(NamedTuple):
    """Disk usage of the objects of one kind: number of objects, objects in use, bytes."""

    total: int
    active: int
    size_bytes: int
    reclaimable_bytes: int
    items: Sequence[Json] = ()


def usage_of(answer: Json, kind: str) -> Usage:
    """Return the usage of a kind ("Image", "Container", "Volume", "BuildCache") in GET /system/df.

    Since API 1.52 engines send the numbers, without zeros; older ones send the objects.
    """
    if "ImageUsage" not in answer and any(name in answer for name in _OBJECTS.values()):
        return _COUNTS[kind](answer.get(_OBJECTS[kind]) or (), answer)
    found: Json = answer.get(f"{kind}Usage") or {}
    return Usage(
        found.get("TotalCount") or 0,
        found.get("ActiveCount") or 0,
        found.get("TotalSize") or 0,
        found.get("Reclaimable") or 0,
        found.get("Items") or (),
    )


#: kind -> key of its objects before API 1.52
_OBJECTS = {
    "Image": "Images",
    "Container": "Containers",
    "Volume": "Volumes",
    "BuildCache": "BuildCache",
}


def _number(item: Json, key: str) -> int:
    """Return a size or a count; -1 means that it is unknown."""
    value = item.get(key)
    return -1 if value is None else int(value)


def _images(images: Sequence[Json], answer: Json) -> Usage:
    """Images share layers: unused images free what they do not share."""
    unique = (
        _number(image, "Size") - _number(image, "SharedSize")
        for image in images
        if _number(image, "Containers") == 0
        and _number(image, "Size") != -1
        and _number(image, "SharedSize") != -1
    )
    active = sum((image.get("Containers") or 0) > 0 for image in images)
    return Usage(len(images), active, answer.get("LayersSize") or 0, sum(unique), images)


def _containers(containers: Sequence[Json], answer: Json) -> Usage:
    size_bytes = sum((container.get("SizeRw") or 0) for container in containers)
    active = [
        item
        for item in containers
        if any(state in (item.get("State") or "") for state in ACTIVE_STATES)
    ]
    used_bytes = sum((container.get("SizeRw") or 0) for container in active)
    return Usage(len(containers), len(active), size_bytes, size_bytes - used_bytes, containers)


def _volumes(volumes: Sequence[Json], answer: Json) -> Usage:
    usages = [volume.get("UsageData") or {} for volume in volumes]
    size_bytes = sum(max(0, _number(usage, "Size")) for usage in usages)
    used = [usage for usage in usages if _number(usage, "RefCount") > 0]
    used_bytes = sum(max(0, _number(usage, "Size")) for usage in used)
    return Usage(len(volumes), len(used), size_bytes, size_bytes - used_bytes, volumes)


def _build_cache(entries: Sequence[Json], answer: Json) -> Usage:
    own = [entry for entry in entries if not entry.get("Shared")]
    size_bytes = sum(int(entry.get("Size") or 0) for entry in own)
    used_bytes = sum(int(entry.get("Size") or 0) for entry in own if entry.get("InUse"))
    active = sum(bool(entry.get("InUse")) for entry in entries)
    return Usage(len(entries), active, size_bytes, size_bytes - used_bytes, entries)


_COUNTS = {
    "Image": _images,
    "Container": _containers,
    "Volume": _volumes,
    "BuildCache": _build_cache,
}


class UsageView(View):
    """A kind of object, as a row of `system df`."""

    default_columns = ("Type", "TotalCount", "Active", "Size", "Reclaimable")
    raw_lines = (
        ("type", "Type"),
        ("total", "TotalCount"),
        ("active", "Active"),
        ("size", "Size"),
        ("reclaimable", "Reclaimable"),
    )
    kind: ClassVar[str] = ""
    title: ClassVar[str] = ""
    has_share: ClassVar[bool] = True

    def __init__(self, usage: Usage) -> None:
        self.usage = usage

    @column("ACTIVE")
    def Active(self) -> str:
        return str(self.usage.active)

    @column("RECLAIMABLE")
    def Reclaimable(self) -> str:
        """Bytes that pruning frees, and their share of the total."""
        text = human_size(self.usage.reclaimable_bytes)
        if not (self.has_share and self.usage.size_bytes > 0):
            return text
        return f"{text} ({self.usage.reclaimable_bytes * 100 // self.usage.size_bytes}%)"

    @column("SIZE")
    def Size(self) -> str:
        return human_size(self.usage.size_bytes)

    @column("TOTAL")
    def TotalCount(self) -> str:
        return str(self.usage.total)

    @column("TYPE")
    def Type(self) -> str:
        return self.title


class ImagesUsage(UsageView):
    go_type = "*formatter.diskUsageImagesContext"
    kind, title = "Image", "Images"


class ContainersUsage(UsageView):
    go_type = "*formatter.diskUsageContainersContext"
    kind, title = "Container", "Containers"


class VolumesUsage(UsageView):
    go_type = "*formatter.diskUsageVolumesContext"
    kind, title = "Volume", "Local Volumes"


class BuildCacheUsage(UsageView):
    go_type = "*formatter.diskUsageBuilderContext"
    kind, title = "BuildCache", "Build Cache"
    has_share = False


class BuildCacheView(View):
    """An entry of the build cache, as a row of `system df -v`."""

    go_type = "*formatter.buildCacheContext"
    default_columns = (
        "ID",
        "CacheType",
        "Size",
        "CreatedSince",
        "LastUsedSince",
        "UsageCount",
        "Shared",
    )

    def __init__(self, entry: Json, *, truncate: bool = True) -> None:
        self.entry = entry
        self.truncate = truncate

    @column("CACHE TYPE")
    def CacheType(self) -> str:
        return str(self.entry.get("Type") or "")

    @column("CREATED")
    def CreatedAt(self) -> str:
        return str(time_of(self.entry.get("CreatedAt")))

    @column("CREATED")
    def CreatedSince(self) -> str:
        return time_ago(self.entry.get("CreatedAt"))

    @column("DESCRIPTION")
    def Description(self) -> str:
        return str(self.entry.get("Description") or "")

    @column("CACHE ID")
    def ID(self) -> str:
        found = str(self.entry.get("ID") or "")
        shown = short_id(found) if self.truncate else found
        return f"{shown}*" if self.entry.get("InUse") else shown

    @column("IN USE")
    def InUse(self) -> str:
        return truth(self.entry.get("InUse"))

    @column("LAST USED")
    def LastUsedAt(self) -> str:
        used = self.entry.get("LastUsedAt")
        return str(time_of(used)) if used else ""

    @column("LAST USED")
    def LastUsedSince(self) -> str:
        used = self.entry.get("LastUsedAt")
        return time_ago(used) if used else ""

    @column("PARENT")
    def Parent(self) -> str:
        found = ", ".join(parents_of(self.entry))
        return short_id(found) if self.truncate else found

    @column("SHARED")
    def Shared(self) -> str:
        return truth(self.entry.get("Shared"))

    @column("SIZE")
    def Size(self) -> str:
        return human_size(self.entry.get("Size") or 0, 3)

    @column("USAGE")
    def UsageCount(self) -> str:
        return str(self.entry.get("UsageCount") or 0)


def parents_of(entry: Json) -> list[str]:
    """Return the IDs of the entries of the build cache that an entry is made of."""
    parents = entry.get(" Parents")  # the key that engines send since API 1.42
    if isinstance(parents, list):
        return list(map(str, parents))
    return [str(entry["Parent"])] if entry.get("Parent") else []


def by_last_use(entry: Json) -> tuple[int, int]:
    """Return a sort key: never used first, then least recently used."""
    used = entry.get("LastUsedAt")
    if not used:
        return (-1, 0)
    moment = time_of(used)
    return (moment.seconds, moment.nanoseconds)
