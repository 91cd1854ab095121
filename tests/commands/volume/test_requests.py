"""Requests and output of the `volume` commands."""

from __future__ import annotations

from typing import Any

from tests.support.cases import Case, both_tests

VOLUME: dict[str, Any] = {"Name": "data", "Driver": "local", "Scope": "local", "Mountpoint": "/m"}
CLUSTER: dict[str, Any] = {
    **VOLUME,
    "ClusterVolume": {"ID": "cv", "Version": {"Index": 2}, "Spec": {"Availability": "active"}},
}

CASES = (
    Case(
        "volume create --label a=b -o c=d data",
        {"POST /volumes/create": VOLUME},
        [
            (
                "POST /volumes/create",
                {"Name": "data", "Driver": "local", "DriverOpts": {"c": "d"}, "Labels": {"a": "b"}},
            )
        ],
        out="data\n",
    ),
    Case(
        "volume inspect -f {{.Driver}} data",
        {"GET /volumes/data": VOLUME},
        ["GET /volumes/data"],
        out="local\n",
    ),
    Case(
        "volume ls",
        {"GET /volumes": {"Volumes": [VOLUME]}},
        ["GET /volumes"],
        out=("DRIVER    VOLUME NAME\nlocal     data\n"),
    ),
    Case(
        "volume ls -q --sort -name -f name!=^x -f driver=local",
        {"GET /volumes": {"Volumes": [{**VOLUME, "Name": name} for name in ("a", "x", "data")]}},
        ['GET /volumes?filters={"driver":+{"local":+true}}'],
        out="data\na\n",
    ),
    Case(
        "volume prune -a -f",
        {"POST /volumes/prune": {"VolumesDeleted": ["data"], "SpaceReclaimed": 5}},
        ['POST /volumes/prune?filters={"all":+{"true":+true}}'],
        out=("Deleted Volumes:\ndata\n\nTotal reclaimed space: 5B\n"),
    ),
    Case(
        "volume rm -f data",
        {"DELETE /volumes/data": b""},
        ["DELETE /volumes/data?force=1"],
        out="data\n",
    ),
    Case(
        "volume update --availability drain data",
        {"GET /volumes/data": CLUSTER, "PUT /volumes/cv": b""},
        ["GET /volumes/data", ("PUT /volumes/cv?version=2", {"Spec": {"Availability": "drain"}})],
    ),
)

test_requests_and_output, test_an_engine_that_refuses = both_tests(CASES)
