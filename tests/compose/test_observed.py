"""Containers of a project, and what must change about them."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.observed import (
    Container,
    has_changed,
    is_orphan,
    observed,
    plan_service,
    scale_of,
    short_name,
)
from pydock.compose.project.types import Service
from pydock.compose.requests import labels


def container(number: int = 1, **more: Any) -> Container:
    marked = {
        labels.PROJECT: "p", labels.SERVICE: "web", labels.CONTAINER_NUMBER: str(number),
        labels.CONFIG_HASH: "hash", labels.IMAGE: "image",
    }  # fmt: skip
    fields: dict[str, Any] = {"id": f"id{number}", "name": f"p-web-{number}", "labels": marked}
    return Container(**{**fields, **more})


@pytest.mark.parametrize(
    ("numbers", "obsolete", "scale", "plan"),
    [
        ([], [], 2, ([], [], [], [1, 2])),
        ([1, 2], [], 2, ([], [], [1, 2], [])),
        ([3, 1], [], 3, ([], [], [1, 3], [4])),
        ([1, 2, 3], [], 1, ([2, 3], [], [1], [])),
        ([1, 2, 3], [1], 2, ([1], [], [2, 3], [])),
        ([1, 2], [1, 2], 2, ([], [1, 2], [], [])),
        ([2, 1], [1, 2], 1, ([1], [2], [], [])),
        ([1, 2], [2], 0, ([1, 2], [], [], [])),
    ],
)
def test_plan(numbers: list[int], obsolete: list[int], scale: int, plan: Any) -> None:
    found = plan_service(map(container, numbers), scale, lambda one: one.number in obsolete)
    shown = [[one.number for one in part] for part in found[:3]]
    assert (*shown, found.create) == plan


@pytest.mark.parametrize(
    ("changed", "service", "expected"),
    [
        ({}, {}, False),
        ({"labels": {labels.CONFIG_HASH: "other", labels.IMAGE: "image"}}, {}, True),
        ({"labels": {labels.CONFIG_HASH: "hash", labels.IMAGE: "older"}}, {}, True),
        ({"state": "running"}, {"networks": {"lan": None}}, True),
        ({"state": "exited"}, {"networks": {"lan": None}}, False),
        ({"state": "running", "networks": {"n1"}}, {"networks": {"lan": None}}, False),
        ({"state": "running"}, {"networks": {"far": None}}, False),
        ({}, {"volumes": [{"type": "volume", "source": "data"}]}, True),
        (
            {"mounts": [{"Type": "volume", "Name": "p_data"}]},
            {"volumes": [{"type": "volume", "source": "data"}]},
            False,
        ),
        ({}, {"volumes": [{"type": "volume"}, {"type": "bind", "source": "/x"}]}, False),
    ],
)
def test_has_changed(changed: dict[str, Any], service: Service, expected: bool) -> None:
    found = has_changed(
        container(**changed), service, "hash", "image",
        network_ids={"lan": "n1", "far": "swarm"}, volume_names={"data": "p_data"},
    )  # fmt: skip
    assert found is expected


def test_observed() -> None:
    found = observed({
        "Id": "4f" * 32, "Names": ["/other/alias", "/p-web-1"], "State": "running",
        "NetworkSettings": {"Networks": {"p_default": {"NetworkID": "n1"}}},
    })  # fmt: skip
    assert (found.name, found.state, *found.networks) == ("p-web-1", "running", "n1")
    assert observed({"Id": "4f" * 32}).name == "4f" * 6


@pytest.mark.parametrize(
    ("name", "expected"),
    [("p-web-2", "web-2"), ("p_web_2", "web_2"), ("own", "own"), ("p-other-2", "p-other-2")],
)
def test_short_name(name: str, expected: str) -> None:
    assert short_name(name, container(2).labels) == expected


def test_scale() -> None:
    services: list[Service] = [{}, {"scale": 0}, {"deploy": {"replicas": 3}}, {"deploy": {}}]
    assert [scale_of(one) for one in services] == [1, 0, 3, 1]


def test_orphans() -> None:
    once = {labels.ONE_OFF: "True"}
    assert not is_orphan(container(), ["web"])
    assert is_orphan(container(), ["db"])
    assert is_orphan(container(labels=once, state="exited"), ["web"])
    assert not is_orphan(container(labels=once, state="running"), ["web"])
