"""A service as `service inspect --pretty` shows it, checked by hand beside docker's."""

from __future__ import annotations

import time
from typing import Any

import pytest

from pydock.views.pretty.service import lines
from tests.parity.swarm import service

Json = dict[str, Any]

FULL = """
ID:\t\tid-of-full
Name:\t\tfull
Labels:
 a=1
 b=2
Service Mode:\tReplicated
 Replicas:\t2
Placement:
 Constraints:\t[node.role==worker]
 Preferences:   [spread=node.labels.a]
 Max Replicas Per Node:   2
UpdateConfig:
 Parallelism:\t2
 Delay:\t\t1s
 On failure:\tcontinue
 Monitoring Period: 7s
 Max failure ratio: 0.5
 Update order:      start-first
RollbackConfig:
 Parallelism:\t2
 Delay:\t\t1s
 On failure:\tcontinue
 Monitoring Period: 7s
 Max failure ratio: 0.5
 Rollback order:    start-first
ContainerSpec:
 Image:\t\tweb:1@sha256:{digest}
 Args:\t\ta b{blank}
 Env:\t\tA=1 B=2 C{blank}
 Dir:\t\t/work
 Init:\t\ttrue
 User: me
Capabilities:
 Add: CAP_NET_RAW
 Drop: CAP_CHOWN
SysCtls:
 net.a: 1
 net.b: 2
Ulimits:
 core: 1:2
Mounts:
 Target:\t/x
  Source:\t/a
  ReadOnly:\tfalse
  Type:\t\tbind
 Target:\t/y
  Source:\tb
  ReadOnly:\tfalse
  Type:\t\tvolume
Configs:
 Target:\tc
  Source:\tc
 Target:\t
  Source:\tspec
Secrets:
 Target:\ts
  Source:\ts
Log Driver:
 Name:\t\tjson-file
 LogOpts:
  max-size:       1m

Resources:
 Reservations:
  CPU:\t\t0.1
 Limits:
  CPU:\t\t0.5
  Memory:\t1MiB
  PIDs:\t\t5
Networks: net-n1{blank}
Endpoint Mode:\tvip
Ports:
 PublishedPort = 8080
  Protocol = tcp
  TargetPort = 80
  PublishMode = ingress
 PublishedPort = 53
  Protocol = udp
  TargetPort = 53
  PublishMode = host{blank}
 Healthcheck:
  Interval = 1s
  Retries = 0
  StartPeriod =\t0s
  Timeout =\t0s
  Tests:
\t Test = NONE{blank}
"""


def shown(one: Json) -> list[str]:
    return list(lines(one, lambda id: id.replace("id-of", "net")))


def test_everything() -> None:
    full = service("full")
    full["Endpoint"] = {"Ports": full["Spec"]["EndpointSpec"]["Ports"]}
    text = FULL.format(digest="a" * 64, blank=" ")
    assert "\n".join(shown(full)) == text


@pytest.mark.parametrize("mode", ["global", "job", "global-job"])
def test_hardly_anything(mode: str) -> None:
    assert shown(service(mode)) == [
        "",
        f"ID:\t\tid-of-{mode}",
        f"Name:\t\t{mode}",
        "Service Mode:\tGlobal" if mode == "global" else "Service Mode:",
        "Placement:",
        "ContainerSpec:",
        " Image:\t\tweb:1",
        " Init:\t\tfalse",
        "Resources:",
        "Endpoint Mode:\tvip",
        "",
    ]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ({}, []),
        ({"State": "paused", "Message": "why"},
         ["UpdateStatus:", " State:\t\tpaused", " Message:\twhy"]),
        ({"State": "updating", "StartedAt": "1970-01-01T00:00:00Z"},
         ["UpdateStatus:", " State:\t\tupdating", " Started:\t2 days ago", " Message:\t"]),
        ({"State": "completed", "CompletedAt": "1970-01-01T00:00:00Z"},
         ["UpdateStatus:", " State:\t\tcompleted", " Completed:\t2 days ago", " Message:\t"]),
    ],
)  # fmt: skip
def test_the_last_update(
    status: Json, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 2 * 86400.0)
    found = shown({**service("global"), "UpdateStatus": status})
    part = found[found.index("Service Mode:\tGlobal") + 1 : found.index("Placement:")]
    assert part == expected
