"""Requests and output of the `builder` commands."""

from __future__ import annotations

from tests.support.cases import Case, both_tests

CASES = (
    Case(
        "builder prune -a -f --keep-storage 1k",
        {"POST /build/prune": {"CachesDeleted": ["b1"], "SpaceReclaimed": 5}},
        ["POST /build/prune?all=1&keep-storage=1024"],
        out=("Deleted build cache objects:\nb1\n\nTotal reclaimed space: 5B\n"),
    ),
)

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)
