"""Rows of `history`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pydock.views.history import EXACT_COLUMNS, HistoryView
from pydock.views.listing import Listing
from tests.views.conftest import NOW

pytestmark = pytest.mark.usefixtures("utc")

ID = "sha256:" + "1" * 64


def layer(**fields: Any) -> dict[str, Any]:
    known = {"Id": ID, "Created": NOW - 7200, "CreatedBy": "sh", "Size": 1_234_567}
    return {**known, "Comment": "", **fields}


def lines(layers: list[dict[str, Any]], format: str = "", **options: Any) -> list[str]:
    columns = () if options.get("human", True) else EXACT_COLUMNS
    listing = Listing(HistoryView, format, columns=columns)
    return listing.text(HistoryView(layer, **options) for layer in layers).splitlines()


def test_the_table() -> None:
    assert lines([layer(Comment="c"), layer(Id="<missing>", CreatedBy="")]) == [
        "IMAGE          CREATED       CREATED BY   SIZE      COMMENT",
        "111111111111   2 hours ago   sh           1.23MB    c",
        "<missing>      2 hours ago                1.23MB    ",
    ]


def test_exact_numbers() -> None:
    assert lines([layer(Created=1_700_000_000)], human=False, truncate=False) == [
        "IMAGE".ljust(74) + "CREATED AT             CREATED BY   SIZE      COMMENT",
        f"{ID}   2023-11-14T22:13:20Z   sh           1234567   ",
    ]


@pytest.mark.parametrize("created", [0, 946684800, -62135596800])
def test_times_that_were_made_up(created: int) -> None:
    assert lines([layer(Created=created)], "{{.CreatedSince}}") == ["N/A"]
    (exact,) = lines([layer(Created=created)], "{{.CreatedSince}}", human=False)
    assert exact.endswith("00:00:00Z")


def test_long_commands_are_cut() -> None:
    command = "RUN\tone " + "x" * 60
    (short,) = lines([layer(CreatedBy=command)], "{{.CreatedBy}}")
    assert short == "RUN one " + "x" * 36 + "…"
    (whole,) = lines([layer(CreatedBy=command)], "{{.CreatedBy}}", truncate=False)
    assert whole == "RUN one " + "x" * 60


def test_as_json() -> None:
    (line,) = lines([layer()], "json")
    assert list(json.loads(line)) == [
        "Comment", "CreatedAt", "CreatedBy", "CreatedSince", "ID", "Size",
    ]  # fmt: skip
