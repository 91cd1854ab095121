"""Requests and output of the `system` commands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.cases import ID, IMAGE_ID, NOW, Case, check, check_refusal

VOLUME: dict[str, Any] = {"Name": "data", "Driver": "local", "Scope": "local", "Mountpoint": "/m"}
IMAGE: dict[str, Any] = {
    "Id": IMAGE_ID,
    "RepoTags": ["busybox:latest"],
    "RepoDigests": [],
    "Created": NOW - 7200,
    "Size": 1000,
    "Containers": 0,
}

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


@pytest.mark.parametrize("case", CASES, ids=[case.line for case in CASES])
def test_requests_and_output(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(case, tmp_path, monkeypatch)


@pytest.mark.parametrize("case", CASES, ids=[case.line for case in CASES])
def test_an_engine_that_refuses(case: Case, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
