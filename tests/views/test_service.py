"""Services as rows: modes, replicas, ranges of ports."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.views.listing import Listing
from pydock.views.service import ServiceView, by_name, port_ranges

Json = dict[str, Any]


def shown(format: str, **fields: Any) -> str:
    spec = {"Name": "web", "Mode": fields.pop("mode", {"Replicated": {"Replicas": 2}}),
            "TaskTemplate": fields.pop("template", {})}  # fmt: skip
    service = {"ID": "0123456789abcdefghij", "Spec": spec, **fields}
    return Listing(ServiceView, format).text([ServiceView(service)]).removesuffix("\n")


def counted(running: int, desired: int, completed: int = 0) -> Json:
    return {"RunningTasks": running, "DesiredTasks": desired, "CompletedTasks": completed}


@pytest.mark.parametrize(
    ("mode", "status", "template", "text"),
    [
        ({"Replicated": {"Replicas": 3}}, counted(1, 3), {}, "replicated 1/3"),
        ({"Replicated": {}}, None, {}, "replicated 0/0"),
        ({"Replicated": {}}, counted(1, 3), {"Placement": {"MaxReplicas": 2}},
         "replicated 1/3 (max 2 per node)"),
        ({"Global": {}}, counted(2, 2), {"Placement": {"MaxReplicas": 2}}, "global 2/2"),
        ({"ReplicatedJob": {"TotalCompletions": 9}}, counted(1, 2, 4), {},
         "replicated job 1/2 (4/9 completed)"),
        ({"GlobalJob": {}}, counted(1, 2, 4), {}, "global job 1/2 (4/6 completed)"),
        ({}, counted(0, 0), {}, " 0/0"),
    ],
)  # fmt: skip
def test_mode_and_replicas(mode: Json, status: Json | None, template: Json, text: str) -> None:
    fields = {"mode": mode, "ServiceStatus": status, "template": template}
    assert shown("{{.Mode}} {{.Replicas}}", **fields) == text


def port(published: int, target: int, protocol: str = "tcp", mode: str = "ingress") -> Json:
    return {
        "PublishedPort": published,
        "TargetPort": target,
        "Protocol": protocol,
        "PublishMode": mode,
    }


@pytest.mark.parametrize(
    ("ports", "text"),
    [
        ([port(8080, 80)], "*:8080->80/tcp"),
        ([port(8080, 80, mode="host")], ""),
        ([port(81, 81), port(80, 80)], "*:80-81->80-81/tcp"),
        ([port(80, 80), port(81, 80)], "*:80-81->80/tcp"),
        ([port(80, 80), port(81, 81), port(82, 80)], "*:80-81->80-81/tcp, *:82->80/tcp"),
        ([port(80, 80), port(81, 81), port(82, 81)], "*:80-81->80-81/tcp, *:82->81/tcp"),
        ([port(80, 80), port(82, 82)], "*:80->80/tcp, *:82->82/tcp"),
        ([port(53, 53, "udp"), port(53, 53)], "*:53->53/tcp, *:53->53/udp"),
    ],
)
def test_ports(ports: list[Json], text: str) -> None:
    assert shown("{{.Ports}}", Endpoint={"Ports": ports}) == text
    assert ", ".join(map(str, port_ranges(ports))) == text


def test_names_with_numbers_are_in_their_order() -> None:
    services = [{"Spec": {"Name": name}} for name in ("web10", "web2", "db")]
    assert [one["Spec"]["Name"] for one in by_name(services)] == ["db", "web2", "web10"]
