"""Tables that fit a window: what shrinks, and in which order."""

from __future__ import annotations

import pytest

from pydock.views.fitting import fitted, joined

NAMES = ("ID", "Command", "Ports", "Names")
LEAST = {"Command": 7, "Ports": 8, "Names": 5}
LINES = [
    ["CONTAINER ID", "COMMAND", "PORTS", "NAMES"],
    ["4f1f6ad1b3c2", '"/docker-entrypoint.…"', "0.0.0.0:8080->80/tcp", "web-frontend"],
]


def table(window_columns: int) -> list[str] | None:
    found = fitted(LINES, NAMES, LEAST, window_columns)
    return None if found is None else joined(found).splitlines()


def test_a_table_that_fits_stays_as_it_is() -> None:
    assert table(75) is None


def test_columns_shrink_in_their_order() -> None:
    assert table(65) == [
        "CONTAINER ID  COMMAND          PORTS                 NAMES",
        '4f1f6ad1b3c2  "/docker-entry…  0.0.0.0:8080->80/tcp  web-frontend',
    ]
    assert table(50) == [
        "CONTAINER ID  COMMAND  PORTS          NAMES",
        '4f1f6ad1b3c2  "/dock…  0.0.0.0:8080…  web-frontend',
    ]


def test_columns_are_left_out_where_shrinking_is_not_enough() -> None:
    assert table(36) == ["CONTAINER ID  PORTS     NAMES", "4f1f6ad1b3c2  0.0.0.0…  web-frontend"]


@pytest.mark.parametrize("window_columns", range(20, 80))
def test_every_line_fits(window_columns: int) -> None:
    lines = table(window_columns)
    assert lines is None or max(map(len, lines)) <= window_columns


def test_nothing_shrinks_in_a_view_without_an_order() -> None:
    assert fitted(LINES, NAMES, {}, 10) is None
