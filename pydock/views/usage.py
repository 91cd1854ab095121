"""Disk usage as rows of `system df`: one a kind of object, and the build cache entry by entry."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from pydock.golang.time import Time
from pydock.golang.units import human_duration, human_size
from pydock.views.columns import truth
from pydock.views.listing import View, column
from pydock.views.shorten import short_id

Json = Mapping[str, Any]

_RUNNING_STATES = ("running", "paused", "restarting")


class UsageView(View):
    """A kind of object: how many there are, how many in use, and what space they take."""

    default_columns = ("Type", "TotalCount", "Active", "Size", "Reclaimable")
    raw_lines = (
        ("type", "Type"),
        ("total", "TotalCount"),
        ("active", "Active"),
        ("size", "Size"),
        ("reclaimable", "Reclaimable"),
    )
    kind: ClassVar[str] = ""

    def __init__(self, objects: Iterable[Json]) -> None:
        self.objects = list(objects)

    @property
    def active_count(self) -> int:
        raise NotImplementedError

    @property
    def size_bytes(self) -> int:
        raise NotImplementedError

    @property
    def reclaimable_bytes(self) -> int:
        raise NotImplementedError

    @column("ACTIVE")
    def Active(self) -> str:
        return str(self.active_count)

    @column("RECLAIMABLE")
    def Reclaimable(self) -> str:
        """The bytes that pruning would give back, and their part of the whole."""
        text = human_size(self.reclaimable_bytes)
        if not self.size_bytes > 0:
            return text
        return f"{text} ({self.reclaimable_bytes * 100 // self.size_bytes}%)"

    @column("SIZE")
    def Size(self) -> str:
        return human_size(self.size_bytes)

    @column("TOTAL")
    def TotalCount(self) -> str:
        return str(len(self.objects))

    @column("TYPE")
    def Type(self) -> str:
        return self.kind


class ImagesUsage(UsageView):
    go_type = "*formatter.diskUsageImagesContext"
    kind = "Images"

    def __init__(self, objects: Iterable[Json], layers_bytes: int) -> None:
        super().__init__(objects)
        self.layers_bytes = layers_bytes

    @property
    def used(self) -> list[Json]:
        return [image for image in self.objects if image.get("Containers", 0) > 0]

    @property
    def active_count(self) -> int:
        return len(self.used)

    @property
    def size_bytes(self) -> int:
        return self.layers_bytes

    @property
    def reclaimable_bytes(self) -> int:
        unique = (
            int(image["Size"] - image["SharedSize"])
            for image in self.used
            if image.get("Size", -1) >= 0 and image.get("SharedSize", -1) >= 0
        )
        return self.layers_bytes - sum(unique)


class ContainersUsage(UsageView):
    go_type = "*formatter.diskUsageContainersContext"
    kind = "Containers"

    @property
    def active_count(self) -> int:
        return sum(map(_is_active, self.objects))

    @property
    def size_bytes(self) -> int:
        return sum(container.get("SizeRw", 0) for container in self.objects)

    @property
    def reclaimable_bytes(self) -> int:
        return sum(item.get("SizeRw", 0) for item in self.objects if not _is_active(item))


def _is_active(container: Json) -> bool:
    return any(state in container.get("State", "") for state in _RUNNING_STATES)


class VolumesUsage(UsageView):
    go_type = "*formatter.diskUsageVolumesContext"
    kind = "Local Volumes"

    @property
    def usages(self) -> list[Json]:
        """What is known of each; a size or a count of -1 is not known."""
        return [volume.get("UsageData") or {"Size": -1, "RefCount": -1} for volume in self.objects]

    @property
    def active_count(self) -> int:
        return sum(usage["RefCount"] > 0 for usage in self.usages)

    @property
    def size_bytes(self) -> int:
        return sum(usage["Size"] for usage in self.usages if usage["Size"] != -1)

    @property
    def reclaimable_bytes(self) -> int:
        return sum(
            usage["Size"] for usage in self.usages if usage["RefCount"] == 0 and usage["Size"] != -1
        )


class BuildCacheUsage(UsageView):
    go_type = "*formatter.diskUsageBuilderContext"
    kind = "Build Cache"

    @property
    def active_count(self) -> int:
        return sum(bool(entry.get("InUse")) for entry in self.objects)

    @property
    def size_bytes(self) -> int:
        return sum(entry["Size"] for entry in self.objects if not entry.get("Shared"))

    @property
    def reclaimable_bytes(self) -> int:
        used = (int(e["Size"]) for e in self.objects if e.get("InUse") and not e.get("Shared"))
        return self.size_bytes - sum(used)

    @column("RECLAIMABLE")
    def Reclaimable(self) -> str:
        return human_size(self.reclaimable_bytes)


class BuildCacheView(View):
    """An entry of the build cache as a row of `system df -v`."""

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
        return str(self.entry.get("Type", ""))

    @column("CREATED")
    def CreatedAt(self) -> str:
        return Time.parse(self.entry["CreatedAt"]).as_text()

    @column("CREATED")
    def CreatedSince(self) -> str:
        return _ago(self.entry["CreatedAt"])

    @column("DESCRIPTION")
    def Description(self) -> str:
        return str(self.entry.get("Description", ""))

    @column("CACHE ID")
    def ID(self) -> str:
        found = str(self.entry.get("ID", ""))
        shown = short_id(found) if self.truncate else found
        return f"{shown}*" if self.entry.get("InUse") else shown

    @column("IN USE")
    def InUse(self) -> str:
        return truth(self.entry.get("InUse"))

    @column("LAST USED")
    def LastUsedAt(self) -> str:
        used = self.entry.get("LastUsedAt")
        return Time.parse(used).as_text() if used else ""

    @column("LAST USED")
    def LastUsedSince(self) -> str:
        used = self.entry.get("LastUsedAt")
        return _ago(used) if used else ""

    @column("PARENT")
    def Parent(self) -> str:
        found = str(self.entry.get("Parent") or "")
        return short_id(found) if self.truncate else found

    @column("SHARED")
    def Shared(self) -> str:
        return truth(self.entry.get("Shared"))

    @column("SIZE")
    def Size(self) -> str:
        return human_size(self.entry.get("Size", 0), 3)

    @column("USAGE")
    def UsageCount(self) -> str:
        return str(self.entry.get("UsageCount", 0))


def by_last_use(entry: Json) -> tuple[int, int]:
    """A sort key: never used first, then the longest unused."""
    used = entry.get("LastUsedAt")
    if not used:
        return (-1, 0)
    moment = Time.parse(used)
    return (moment.seconds, moment.nanoseconds)


def _ago(moment: str) -> str:
    return f"{human_duration(time.time() - Time.parse(moment).seconds)} ago"
