"""Rows of `search`."""

from __future__ import annotations

import json
from typing import Any

from pydock.views.listing import Listing
from pydock.views.search import SearchView

FOUND = [
    {"name": "busybox", "description": "Small\nbut\r\nnice", "star_count": 9, "is_official": True},
    {"name": "ann/app", "description": "d" * 50, "star_count": 0},
]


def lines(format: str = "", **options: Any) -> list[str]:
    return Listing(SearchView, format).text(SearchView(i, **options) for i in FOUND).splitlines()


def test_the_table() -> None:
    assert lines() == [
        "NAME      DESCRIPTION                                     STARS     OFFICIAL",
        "busybox   Small but  nice                                 9         [OK]",
        f"ann/app   {'d' * 44}…   0         ",
    ]


def test_descriptions_in_full() -> None:
    assert lines("{{.Description}}", truncate=False) == ["Small but  nice", "d" * 50]


def test_json_has_true_or_false() -> None:
    first, second = (json.loads(line) for line in lines("json"))
    assert (first["IsOfficial"], second["IsOfficial"]) == ("true", "false")
    assert first["StarCount"] == "9"
