"""Tasks as rows: their order, their history, their columns."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.views.listing import Listing
from pydock.views.task import NamedTask, TaskView, in_order, with_history_marked

Json = dict[str, Any]


def task(**fields: Any) -> Json:
    return {
        "ID": "0123456789abcdefghij",
        "CreatedAt": "2026-01-02T03:04:05Z",
        "DesiredState": "running",
        "Spec": {"ContainerSpec": {"Image": "web:1@sha256:" + "a" * 64}},
        "Status": {"State": "running", "Timestamp": "0001-01-01T00:00:00Z"},
        **fields,
    }


def shown(one: Json, format: str, *, truncate: bool = True) -> str:
    view = TaskView(NamedTask(one, "web.1", "node"), truncate=truncate)
    return Listing(TaskView, format).text([view])


@pytest.mark.parametrize(
    ("fields", "format", "text"),
    [
        ({}, "{{.ID}} {{.Name}} {{.Node}} {{.Image}}", "0123456789ab web.1 node web:1"),
        ({"Spec": {}}, "{{.Image}}|{{.Ports}}|{{.Error}}", "||"),
        ({"DesiredState": "shutdown"}, "{{.DesiredState}}", "Shutdown"),
        (
            {"Status": {"Err": "x" * 31, "Timestamp": "0001-01-01T00:00:00Z"}},
            "{{.Error}}",
            f'"{"x" * 29}…"',
        ),
        (
            {"Status": {"PortStatus": {"Ports": [
                {"PublishedPort": 8080, "TargetPort": 80, "Protocol": "tcp"},
                {"PublishedPort": 53, "TargetPort": 53, "Protocol": "udp"}]}}},
            "{{.Ports}}",
            "*:8080->80/tcp,*:53->53/udp",
        ),
    ],
)  # fmt: skip
def test_columns(fields: Json, format: str, text: str) -> None:
    assert shown(task(**fields), format) == f"{text}\n"


def test_nothing_is_shortened() -> None:
    one = task(Status={"Err": "x" * 31, "Timestamp": "0001-01-01T00:00:00Z"})
    text = shown(one, "{{.ID}} {{.Image}} {{.Error}}", truncate=False)
    image = "web:1@sha256:" + "a" * 64
    assert text == f'0123456789abcdefghij {image} "{"x" * 31}"\n'


def test_order_and_history() -> None:
    def named(name: str, created: str) -> NamedTask:
        return NamedTask(task(CreatedAt=f"2026-01-02T03:04:05.{created}Z"), name, "")

    tasks = [named("web.10", "1"), named("web.2", "1"), named("web.2", "31"), named("web.2", "4")]
    found = list(with_history_marked(in_order(tasks)))
    assert [one.name for one in found] == ["web.2", r" \_ web.2", r" \_ web.2", "web.10"]
    assert [one.task["CreatedAt"][20:-1] for one in found] == ["4", "31", "1", "1"]
