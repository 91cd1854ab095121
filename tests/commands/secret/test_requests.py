"""Requests and output of the `secret` commands."""

from __future__ import annotations

from tests.support.cases import Case, both_tests
from tests.support.objects import SECRET

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

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)
