"""Objects as engines send them, for the tests of several commands."""

from __future__ import annotations

from typing import Any

from tests.support.cases import CREATED, IMAGE_ID, NOW

NODE: dict[str, Any] = {
    "ID": "n1",
    "Version": {"Index": 7},
    "Spec": {"Role": "worker", "Availability": "active"},
    "Description": {"Hostname": "one", "Engine": {"EngineVersion": "28.5"}},
    "Status": {"State": "ready"},
}
INFO: dict[str, Any] = {
    "Swarm": {"NodeID": "n1", "LocalNodeState": "active", "ControlAvailable": True}
}
SERVICE: dict[str, Any] = {
    "ID": "v1",
    "Version": {"Index": 5},
    "Spec": {
        "Name": "web",
        "Mode": {"Replicated": {"Replicas": 2}},
        "TaskTemplate": {"ContainerSpec": {"Image": "nginx:1"}},
    },
    "ServiceStatus": {"RunningTasks": 1, "DesiredTasks": 2},
    "Endpoint": {},
}
TASK: dict[str, Any] = {
    "ID": "t1" * 12,
    "ServiceID": "v1",
    "NodeID": "n1",
    "Slot": 1,
    "CreatedAt": CREATED,
    "Version": {"Index": 4},
    "Spec": {"ContainerSpec": {"Image": "nginx:1"}},
    "DesiredState": "running",
    "Status": {"State": "running", "Timestamp": CREATED},
}
IMAGE: dict[str, Any] = {
    "Id": IMAGE_ID,
    "RepoTags": ["busybox:latest"],
    "RepoDigests": [],
    "Created": NOW - 7200,
    "Size": 1000,
    "Containers": 0,
}
SECRET: dict[str, Any] = {
    "ID": "k1",
    "Version": {"Index": 3},
    "CreatedAt": CREATED,
    "UpdatedAt": CREATED,
    "Spec": {"Name": "key", "Labels": {}},
}
