"""Requests and output of the `checkpoint` commands."""

from __future__ import annotations

from tests.support.cases import Case, both_tests

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

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)
