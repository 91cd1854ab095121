"""Requests and output of the `network` commands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.cases import Case, both_tests
from tests.support.engine import PlayedEngine, pydock_on

NETWORK: dict[str, Any] = {"Id": "e1" * 32, "Name": "net", "Driver": "bridge", "Scope": "local"}

CASES = (
    Case(
        "network connect --ip 10.0.0.7 --alias db net web",
        {"POST /networks/net/connect": b""},
        [
            (
                "POST /networks/net/connect",
                {
                    "Container": "web",
                    "EndpointConfig": {
                        "IPAMConfig": {"IPv4Address": "10.0.0.7"},
                        "Aliases": ["db"],
                        "DriverOpts": {},
                    },
                },
            )
        ],
    ),
    Case(
        "network connect --mac-address 02:00:00:00:00:01 net web",
        {"POST /networks/net/connect": b""},
        [
            (
                "POST /networks/net/connect",
                {
                    "Container": "web",
                    "EndpointConfig": {"MacAddress": "02:00:00:00:00:01", "DriverOpts": {}},
                },
            )
        ],
        api_version="1.54",
    ),
    Case(
        "network connect --mac-address nonsense net web",
        {},
        [],
        err="nonsense is not a valid mac address\n",
        status=1,
        api_version="1.54",
    ),
    Case(
        "network create --subnet 10.1.0.0/16 -o a=b net",
        {"POST /networks/create": {"Id": "e1"}},
        [
            (
                "POST /networks/create",
                {
                    "Name": "net",
                    "Driver": "bridge",
                    "Scope": "",
                    "Options": {"a": "b"},
                    "Labels": {},
                    "Internal": False,
                    "Ingress": False,
                    "Attachable": False,
                    "ConfigOnly": False,
                    "IPAM": {
                        "Driver": "default",
                        "Options": {},
                        "Config": [{"Subnet": "10.1.0.0/16"}],
                    },
                },
            )
        ],
        out="e1\n",
    ),
    Case(
        "network disconnect -f net web",
        {"POST /networks/net/disconnect": b""},
        [("POST /networks/net/disconnect", {"Container": "web", "Force": True})],
    ),
    Case(
        "network inspect -f {{.Name}} -v net",
        {"GET /networks/net": NETWORK},
        ["GET /networks/net?verbose=true"],
        out="net\n",
    ),
    Case(
        "network ls --format nope{{",
        {"GET /networks": [NETWORK]},
        [],
        status=1,
        err="template parsing error: template: :1: unclosed action\n",
    ),
    Case(
        "network ls",
        {"GET /networks": [NETWORK]},
        ["GET /networks"],
        out=(
            "NETWORK ID     NAME      DRIVER    SCOPE\ne1e1e1e1e1e1   net       bridge    local\n"
        ),
    ),
    Case(
        "network ls -q --no-trunc --sort driver,-id -f scope!=swarm -f type=custom",
        {
            "GET /networks": [
                NETWORK,
                {**NETWORK, "Id": "f2"},
                {**NETWORK, "Id": "a3", "Driver": "a"},
                {**NETWORK, "Id": "b4", "Scope": "swarm"},
            ]
        },
        ['GET /networks?filters={"type":+{"custom":+true}}'],
        out=f"a3\nf2\n{'e1' * 32}\n",
    ),
    Case(
        "network prune -f",
        {"POST /networks/prune": {"NetworksDeleted": ["net"]}},
        ["POST /networks/prune"],
        out=("Deleted Networks:\nnet\n\n"),
    ),
    Case(
        "network rm net",
        {"GET /networks/net": NETWORK, "DELETE /networks/net": b""},
        ["GET /networks/net", "DELETE /networks/net"],
        out="net\n",
    ),
)

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)


def test_rm_names_a_blank_network_and_removes_the_others(tmp_path: Path) -> None:
    engine = PlayedEngine(
        {
            **{f"GET /networks/{name}": NETWORK for name in ("a", "b")},
            **{f"DELETE /networks/{name}": b"" for name in ("a", "b")},
        }
    )
    done = pydock_on(engine, tmp_path)("network", "rm", "a", " ", "b")
    assert (done.status, done.out) == (1, "a\nb\n")
    assert done.err == "invalid network name or ID: value is empty\n"
