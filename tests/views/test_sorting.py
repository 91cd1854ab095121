"""The order of rows: by the values behind columns, not by their texts."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.cli.command import load
from pydock.options.value_types import SortColumns
from pydock.views.container import ContainerView
from pydock.views.image import ImageView
from pydock.views.listing import View
from pydock.views.network import NetworkView
from pydock.views.sorting import KEYS, sorted_rows
from pydock.views.volume import VolumeView


def containers(*facts: dict[str, Any]) -> list[View]:
    return [ContainerView({"Names": [f"/c{n}"], **one}) for n, one in enumerate(facts)]


def order(rows: list[View], noun: str, columns: str) -> str:
    """The numbers of the rows in their order."""
    places = {id(row): str(place) for place, row in enumerate(rows)}
    return "".join(places[id(row)] for row in sorted_rows(rows, noun, columns.split(",")))


@pytest.mark.parametrize(
    ("columns", "facts", "expected"),
    [
        ("names", [{"Names": ["/web10"]}, {"Names": ["/web2"]}, {"Names": ["/db"]}], "210"),
        ("size", [{"SizeRw": 9_000}, {"SizeRw": 1_000_000}, {"SizeRw": 20}, {}], "3201"),
        ("-size", [{"SizeRw": 9_000}, {"SizeRw": 1_000_000}, {"SizeRw": 20}], "102"),
        ("created", [{"Created": 30}, {"Created": 4}], "10"),
        (
            "status",
            [
                {"State": "running", "Status": "Up 10 minutes"},
                {"State": "running", "Status": "Up 2 hours"},
                {"State": "running", "Status": "Up 9 minutes"},
                {"State": "created", "Status": "Created"},
                {"State": "running", "Status": "Up 30 seconds"},
            ],
            "34201",
        ),
        (
            "ports",
            [
                {"Ports": [{"PublicPort": 10000, "PrivatePort": 80}]},
                {"Ports": [{"PublicPort": 9000, "PrivatePort": 443}]},
                {},
            ],
            "210",
        ),
        (
            "state,-created",
            [
                {"State": "running", "Created": 1},
                {"State": "exited", "Created": 2},
                {"State": "running", "Created": 3},
            ],
            "120",
        ),
        ("image", [{"Image": "app:v10"}, {"Image": "app:v9"}], "10"),
        ("command", [{"Command": "x" * 20 + "b"}, {"Command": "x" * 20 + "a"}], "10"),
        ("-state", [{"State": "exited"}, {"State": "exited"}], "01"),
    ],
)  # fmt: skip
def test_containers(columns: str, facts: list[dict[str, Any]], expected: str) -> None:
    assert order(containers(*facts), "container", columns) == expected


def test_other_nouns() -> None:
    images: list[View] = [
        ImageView({"Size": 2_000_000}, "app", "10", ""),
        ImageView({"Size": 900}, "app", "9", ""),
    ]
    assert order(images, "image", "size") == order(images, "image", "tag") == "10"
    times = ("2026-01-02T00:00:00+02:00", "2026-01-01T23:00:00Z", "")
    volumes: list[View] = [VolumeView({"Name": "v", "CreatedAt": time}) for time in times]
    assert order(volumes, "volume", "created") == "201"
    networks: list[View] = [
        NetworkView({"Name": name, "Driver": driver}, truncate=True)
        for name, driver in (("b", "host"), ("a", "bridge"), ("c", "bridge"))
    ]
    assert order(networks, "network", "driver,-name") == "210"


@pytest.mark.parametrize("noun", KEYS)
def test_the_option_has_the_columns_of_the_table(noun: str) -> None:
    others = {"stats": "container stats", "tag": "image tags"}
    command = load(others.get(noun, f"{noun} ls"))
    (option,) = [one for one in command.options if one.long == "sort"]
    assert isinstance(option.kind, SortColumns)
    assert list(option.kind.columns) == sorted(KEYS[noun])


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("names", ["names"]),
        ("-name,STATE", ["-names", "state"]),
        ("stat, -size", None),
        ("s", None),
        ("", None),
        ("-", None),
        ("--size", None),
    ],
)
def test_names_of_columns(text: str, columns: list[str] | None) -> None:
    kind = SortColumns(["names", "size", "state", "status"])
    if columns is None:
        with pytest.raises(ValueError, match=r"the columns are names, size, state, status$"):
            kind.add([], text)
    else:
        assert kind.add(["size"], text) == ["size", *columns]
