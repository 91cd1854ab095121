"""Requests and output of the `builder` commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cases import Case, check, check_refusal

CASES = (
    Case(
        "builder prune -a -f --keep-storage 1k",
        {"POST /build/prune": {"CachesDeleted": ["b1"], "SpaceReclaimed": 5}},
        ["POST /build/prune?all=1&keep-storage=1024"],
        out=("Deleted build cache objects:\nb1\n\nTotal reclaimed space: 5B\n"),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=[case.line for case in CASES])
def test_requests_and_output(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(case, tmp_path, monkeypatch)


@pytest.mark.parametrize("case", CASES, ids=[case.line for case in CASES])
def test_an_engine_that_refuses(case: Case, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)
