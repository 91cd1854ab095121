"""Requests and output of the `secret` commands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.cases import CREATED, Case, check, check_refusal

SECRET: dict[str, Any] = {
    "ID": "k1",
    "Version": {"Index": 3},
    "CreatedAt": CREATED,
    "UpdatedAt": CREATED,
    "Spec": {"Name": "key", "Labels": {}},
}

CASES = (
    Case(
        "secret create -l a=b key -",
        {"POST /secrets/create": {"ID": "k1"}},
        [("POST /secrets/create", {"Name": "key", "Labels": {"a": "b"}, "Data": "ZGF0YQ=="})],
        out="k1\n",
        stdin="data",
    ),
    Case(
        "secret inspect --pretty key",
        {"GET /secrets/key": SECRET},
        ["GET /secrets/key"],
        out=(
            "ID:              k1\n"
            "Name:              key\n"
            "Driver:            \n"
            "Created at:        2000-01-01 00:00:00 +0000 utc\n"
            "Updated at:        2000-01-01 00:00:00 +0000 utc\n"
        ),
    ),
    Case("secret ls -q", {"GET /secrets": [SECRET]}, ["GET /secrets"], out="k1\n"),
    Case(
        "secret ls",
        {"GET /secrets": [SECRET]},
        ["GET /secrets"],
        out=(
            "ID        NAME      DRIVER    CREATED       UPDATED\n"
            "k1        key                 2 hours ago   2 hours ago\n"
        ),
    ),
    Case("secret rm key", {"DELETE /secrets/key": b""}, ["DELETE /secrets/key"], out="key\n"),
)


@pytest.mark.parametrize("case", CASES, ids=[case.line for case in CASES])
def test_requests_and_output(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(case, tmp_path, monkeypatch)


@pytest.mark.parametrize("case", CASES, ids=[case.line for case in CASES])
def test_an_engine_that_refuses(case: Case, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
