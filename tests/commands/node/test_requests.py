"""Requests and output of the `node` commands."""

from __future__ import annotations

from tests.support.cases import Case, both_tests
from tests.support.objects import INFO, NODE, SERVICE, TASK

CASES = (
    Case(
        "node demote one",
        {"GET /nodes/one": {**NODE, "Spec": {"Role": "manager"}}, "POST /nodes/n1/update": b""},
        ["GET /nodes/one", ("POST /nodes/n1/update?version=7", {"Role": "worker"})],
        out="Manager one demoted in the swarm.\n",
    ),
    Case(
        "node promote one",
        {"GET /nodes/one": NODE, "POST /nodes/n1/update": b""},
        [
            "GET /nodes/one",
            ("POST /nodes/n1/update?version=7", {"Role": "manager", "Availability": "active"}),
        ],
        out="Node one promoted to a manager in the swarm.\n",
    ),
    Case(
        "node inspect -f {{.ID}} self",
        {"GET /info": INFO, "GET /nodes/n1": NODE},
        ["GET /info", "GET /nodes/n1"],
        out="n1\n",
    ),
    Case(
        "node ls",
        {"GET /nodes": [NODE], "GET /info": INFO},
        ["GET /nodes", "GET /info"],
        out=(
            "ID        HOSTNAME   STATUS    AVAILABILITY   MANAGER STATUS   ENGINE VERSION\n"
            "n1 *      one        Ready     Active                          28.5\n"
        ),
    ),
    Case(
        "node ps one",
        {
            "GET /nodes/one": NODE,
            "GET /tasks": [TASK],
            "GET /services/v1": SERVICE,
            "GET /nodes/n1": NODE,
        },
        [
            "GET /nodes/one",
            'GET /tasks?filters={"node":+{"n1":+true}}',
            "GET /services/v1",
            "GET /nodes/n1",
        ],
        out=(
            "ID             NAME      IMAGE     NODE      DESIRED STATE   CURRENT STATE      "
            "   ERROR     PORTS\n"
            "t1t1t1t1t1t1   web.1     nginx:1   one       Running         Running 2 hours "
            "ago             \n"
        ),
    ),
    Case("node rm -f one", {"DELETE /nodes/one": b""}, ["DELETE /nodes/one?force=1"], out="one\n"),
    Case(
        "node update --availability drain --label-add a=b one",
        {"GET /nodes/one": NODE, "POST /nodes/n1/update": b""},
        [
            "GET /nodes/one",
            (
                "POST /nodes/n1/update?version=7",
                {"Role": "worker", "Availability": "drain", "Labels": {"a": "b"}},
            ),
        ],
        out="one\n",
    ),
)

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)
