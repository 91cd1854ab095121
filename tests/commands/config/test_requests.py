"""Requests and output of the `config` commands."""

from __future__ import annotations

from typing import Any

from tests.support.cases import Case, both_tests
from tests.support.objects import SECRET

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

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)
