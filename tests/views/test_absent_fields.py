"""Objects of which an engine sends nothing, or nulls: every column and page has a zero value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pydock.golang.gojson import encode
from pydock.views.container import ContainerView
from pydock.views.event import event_line, event_struct, modern
from pydock.views.history import HistoryView
from pydock.views.image import ImageView, image_rows
from pydock.views.image_graph import graph_text
from pydock.views.image_tree import tree_text
from pydock.views.listing import Listing, View
from pydock.views.network import NetworkView
from pydock.views.node import NodeView
from pydock.views.plugin import PluginView
from pydock.views.pretty import config, node, secret, service
from pydock.views.search import SearchView
from pydock.views.secrets_configs import ConfigView, SecretView
from pydock.views.service import ServiceView
from pydock.views.stats import ContainerUsage, StatsView
from pydock.views.structs import KINDS, typed
from pydock.views.task import NamedTask, TaskView
from pydock.views.usage import BuildCacheView, ImagesUsage, VolumesUsage, usage_of
from pydock.views.volume import VolumeView

Json = dict[str, Any]

ROWS: dict[str, Callable[[Json], View]] = {
    "build cache": BuildCacheView,
    "config": ConfigView,
    "container": ContainerView,
    "history": HistoryView,
    "image": lambda value: ImageView(value, "", "", ""),
    "images used": lambda value: ImagesUsage(usage_of(value, "Image")),
    "network": lambda value: NetworkView(value, truncate=True),
    "node": lambda value: NodeView(value, value),
    "plugin": lambda value: PluginView(value, truncate=True),
    "search": SearchView,
    "secret": SecretView,
    "service": ServiceView,
    "stats": lambda value: StatsView("", ContainerUsage.of(value)),
    "task": lambda value: TaskView(NamedTask(value, "", ""), truncate=True),
    "volume": VolumeView,
    "volumes used": lambda value: VolumesUsage(usage_of({"Volumes": [value]}, "Volume")),
}


class Nulls(dict[str, Any]):
    """An object whose every field is null."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> None:
        return None

    def get(self, key: str, default: Any = None) -> Any:
        return None


@pytest.mark.parametrize("view", ROWS)
@pytest.mark.parametrize("format", ["table", "json", "raw"])
@pytest.mark.parametrize("value", [{}, Nulls()], ids=["absent", "null"])
def test_an_empty_object_is_a_row(view: str, format: str, value: Json) -> None:
    row = ROWS[view](value)
    text = Listing(type(row), format).text([row])
    assert text.endswith("\n")
    assert "None" not in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [{}, Nulls()], ids=["absent", "null"])
def test_an_empty_object_is_a_struct(kind: str, value: Json) -> None:
    assert encode(typed(kind, value))


@pytest.mark.parametrize("value", [{}, Nulls()], ids=["absent", "null"])
def test_pages_of_empty_objects(value: Json) -> None:
    for lines in (config.lines, node.lines, secret.lines):
        assert "None" not in "".join(lines(value))
    assert "None" not in "".join(service.lines(value, lambda id: ""))


def test_images_without_fields() -> None:
    assert len(list(image_rows([{}], truncate=True, digests=True, digest_column=True))) == 1
    assert tree_text([{}], expanded=True, width=80, coloured=False)
    assert graph_text([{}])


def test_events_without_fields() -> None:
    for event in ({}, {"Type": "container"}, {"Type": "volume", "Actor": None}):
        assert event_line(modern(event))
        assert encode(event_struct(modern(event)))


def test_data_that_is_not_base64_is_empty() -> None:
    stored = {"Spec": {"Data": "?"}}
    assert list(config.lines(stored))[-1] == ""
    assert '"Data"' not in encode(typed("config", stored))
