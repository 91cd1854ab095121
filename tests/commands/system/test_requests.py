"""Requests and output of the `system` commands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.cases import ID, Case, both_tests
from tests.support.engine import PlayedEngine, pydock_on
from tests.support.objects import IMAGE

VOLUME: dict[str, Any] = {"Name": "data", "Driver": "local", "Scope": "local", "Mountpoint": "/m"}

CASES = (
    Case(
        "system df",
        {
            "GET /system/df": {
                "LayersSize": 10,
                "Images": [IMAGE],
                "Containers": [],
                "Volumes": [],
                "BuildCache": [],
            }
        },
        ["GET /system/df"],
        out=(
            "TYPE            TOTAL     ACTIVE    SIZE      RECLAIMABLE\n"
            "Images          1         0         10B       0B (0%)\n"
            "Containers      0         0         0B        0B\n"
            "Local Volumes   0         0         0B        0B\n"
            "Build Cache     0         0         0B        0B\n"
        ),
    ),
    Case(
        "events --since 1 --until 2 --format {{.Action}}",
        {"GET /events": b'{"Type":"container","Action":"start","time":1}\n'},
        ["GET /events?since=1&until=2"],
        out="start\n",
    ),
    Case("info -f {{.Name}}", {"GET /info": {"Name": "host"}}, ["GET /info"], out="host\n"),
    Case(
        "system prune -f",
        {
            "POST /containers/prune": {"ContainersDeleted": [ID]},
            "POST /networks/prune": {},
            "POST /images/prune": {"SpaceReclaimed": 7},
            "POST /build/prune": {},
        },
        [
            "POST /containers/prune",
            "POST /networks/prune",
            'POST /images/prune?filters={"dangling":+{"true":+true}}',
            "POST /build/prune",
        ],
        out=(f"Deleted Containers:\n{ID}\n\nTotal reclaimed space: 7B\n"),
    ),
    Case(
        "version -f {{.Server.Version}}",
        {"GET /version": {"Version": "28.5", "ApiVersion": "1.51"}},
        ["GET /version"],
        out="28.5\n",
    ),
    Case(
        "events --format {{",
        {"GET /events": b""},
        [],
        status=64,
        err="Error parsing format: template: :1: unclosed action\n",
    ),
    Case(
        "inspect --type volume -f {{.Name}} data",
        {"GET /volumes/data": VOLUME},
        ["GET /volumes/data"],
        out="data\n",
    ),
)

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://me:secret@p:1", "http://xxxxx:xxxxx@p:1"),
        ("me:secret@p:1", "xxxxx:xxxxx@p:1"),
        ("me:se@cret@p", "xxxxx:xxxxx@p"),
        ("socks5h://me:s://ecret/?@p:1/x", "socks5h://xxxxx:xxxxx@p:1/x"),
        ("HTTP://secret@p", "HTTP://xxxxx:xxxxx@p"),
        ("//me:secret@p", "xxxxx:xxxxx@p"),
        ("http:/me:secret@p", "xxxxx:xxxxx@p"),
        ("http://xxxxx:xxxxx@p", "http://xxxxx:xxxxx@p"),
        ("http://p:1", "http://p:1"),
        ("p:1", "p:1"),
    ],
)
@pytest.mark.parametrize(
    "arguments",
    ["info", "system info", "info -f json", "info -f {{.HTTPProxy}}", "info -f {{json .}}",
     "info -f {{.}}"],
)  # fmt: skip
def test_the_password_of_a_proxy_is_hidden(
    arguments: str, address: str, shown: str, tmp_path: Path
) -> None:
    engine = PlayedEngine({"GET /info": {"HttpProxy": address, "HttpsProxy": address}})
    done = pydock_on(engine, tmp_path)(*arguments.split(maxsplit=2))
    assert shown in done.out
    assert "cret" not in done.out + done.err
