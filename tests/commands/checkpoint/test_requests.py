"""Requests and output of the `checkpoint` commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cases import Case, check, check_refusal

CASES = (
    Case(
        "checkpoint create --leave-running web one",
        {"POST /containers/web/checkpoints": b""},
        [
            (
                "POST /containers/web/checkpoints",
                {"CheckpointID": "one", "CheckpointDir": "", "Exit": False},
            )
        ],
        out="one\n",
    ),
    Case(
        "checkpoint ls web",
        {"GET /containers/web/checkpoints": [{"Name": "one"}]},
        ["GET /containers/web/checkpoints"],
        out=("CHECKPOINT NAME\none\n"),
    ),
    Case(
        "checkpoint rm --checkpoint-dir /d web one",
        {"DELETE /containers/web/checkpoints/one": b""},
        ["DELETE /containers/web/checkpoints/one?dir=/d"],
    ),
)


@pytest.mark.parametrize("case", CASES, ids=[case.line for case in CASES])
def test_requests_and_output(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(case, tmp_path, monkeypatch)


@pytest.mark.parametrize("case", CASES, ids=[case.line for case in CASES])
def test_an_engine_that_refuses(case: Case, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
