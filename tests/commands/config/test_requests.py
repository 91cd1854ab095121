"""Requests and output of the `config` commands."""

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
CONFIG: dict[str, Any] = {
    **SECRET,
    "ID": "c1",
    "Spec": {"Name": "conf", "Labels": {}, "Data": "ZGF0YQ=="},
}

CASES = (
    Case(
        "config create -l a=b conf -",
        {"POST /configs/create": {"ID": "c1"}},
        [("POST /configs/create", {"Name": "conf", "Labels": {"a": "b"}, "Data": "ZGF0YQ=="})],
        out="c1\n",
        stdin="data",
    ),
    Case(
        "config inspect conf",
        {"GET /configs/conf": CONFIG},
        ["GET /configs/conf"],
        out=(
            "[\n"
            "    {\n"
            '        "ID": "c1",\n'
            '        "Version": {\n'
            '            "Index": 3\n'
            "        },\n"
            '        "CreatedAt": "2000-01-01T00:00:00Z",\n'
            '        "UpdatedAt": "2000-01-01T00:00:00Z",\n'
            '        "Spec": {\n'
            '            "Name": "conf",\n'
            '            "Labels": {},\n'
            '            "Data": "ZGF0YQ=="\n'
            "        }\n"
            "    }\n"
            "]\n"
        ),
    ),
    Case(
        "config ls",
        {"GET /configs": [CONFIG]},
        ["GET /configs"],
        out=(
            "ID        NAME      CREATED       UPDATED\n"
            "c1        conf      2 hours ago   2 hours ago\n"
        ),
    ),
    Case("config rm conf", {"DELETE /configs/conf": b""}, ["DELETE /configs/conf"], out="conf\n"),
)


@pytest.mark.parametrize("case", CASES, ids=[case.line for case in CASES])
def test_requests_and_output(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(case, tmp_path, monkeypatch)


@pytest.mark.parametrize("case", CASES, ids=[case.line for case in CASES])
def test_an_engine_that_refuses(case: Case, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
