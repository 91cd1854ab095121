"""What `system df` counts, from lists of objects (before API 1.52) and from the engine's counts."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.views.listing import Listing
from pydock.views.usage import (
    BuildCacheUsage,
    BuildCacheView,
    ImagesUsage,
    Usage,
    UsageView,
    usage_of,
)

LISTED: dict[str, Any] = {
    "LayersSize": 1000,
    "Images": [
        {"Size": 700, "SharedSize": 100, "Containers": 2},
        {"Size": 400, "SharedSize": 100, "Containers": 0},
        {"Size": 50, "SharedSize": 0, "Containers": -1},
        {"Size": -1, "SharedSize": -1, "Containers": 0},
    ],
    "Containers": [
        {"SizeRw": 5, "State": "running"},
        {"SizeRw": 7, "State": "exited"},
        {"State": "paused"},
    ],
    "Volumes": [
        {"UsageData": {"Size": 30, "RefCount": 1}},
        {"UsageData": {"Size": 20, "RefCount": 0}},
        {"UsageData": {"Size": -1, "RefCount": -1}},
        {},
    ],
    "BuildCache": [
        {"Size": 9, "InUse": True},
        {"Size": 4},
        {"Size": 100, "Shared": True, "InUse": True},
    ],
}


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("Image", (4, 1, 1000, 300)),
        ("Container", (3, 2, 12, 7)),
        ("Volume", (4, 1, 50, 20)),
        ("BuildCache", (3, 2, 13, 4)),
    ],
)
def test_objects_are_counted(kind: str, counts: tuple[int, ...]) -> None:
    assert usage_of(LISTED, kind)[:4] == counts


def test_the_engine_counts_since_api_1_52() -> None:
    counted = {"TotalCount": 3, "ActiveCount": 1, "TotalSize": 90, "Reclaimable": 40}
    answer = {**LISTED, "ImageUsage": {**counted, "Items": [{"Id": "x"}]}, "VolumeUsage": {}}
    assert usage_of(answer, "Image") == Usage(3, 1, 90, 40, [{"Id": "x"}])
    assert usage_of(answer, "Volume") == Usage(0, 0, 0, 0)


def test_an_engine_without_anything() -> None:
    assert usage_of({}, "BuildCache") == Usage(0, 0, 0, 0)
    assert usage_of({"Images": None, "LayersSize": 0}, "Image") == Usage(0, 0, 0, 0)


def test_the_part_of_the_whole() -> None:
    assert ImagesUsage(Usage(1, 0, 3_000_000, 1_000_000)).Reclaimable() == "1MB (33%)"
    assert ImagesUsage(Usage(1, 0, 0, 0)).Reclaimable() == "0B"


@pytest.mark.parametrize(
    ("entry", "parent"),
    [
        ({" Parents": ["pdw2hrscs9i9j920qstpjj2m5", "x"]}, "pdw2hrscs9i9j920qstpjj2m5, x"),
        ({"Parent": "pdw2hrscs9i9j920qstpjj2m5"}, "pdw2hrscs9i9j920qstpjj2m5"),
        ({" Parents": None}, ""),
    ],
)
def test_parents_of_an_entry_of_the_build_cache(entry: dict[str, Any], parent: str) -> None:
    assert BuildCacheView(entry, truncate=False).Parent() == parent
    assert BuildCacheView(entry).Parent() == parent[:12]


@pytest.mark.parametrize("format", ["", "table {{.Reclaimable}}", "{{.Reclaimable}}", "json"])
def test_the_build_cache_has_no_part_of_the_whole(format: str) -> None:
    usage = Usage(1, 0, 3_000_000, 1_000_000)
    text = Listing(UsageView, format).text([ImagesUsage(usage), BuildCacheUsage(usage)])
    assert text.count("1MB") == 2
    assert text.count("1MB (33%)") == 1
