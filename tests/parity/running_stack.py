"""A stack that runs on the stand-in for a swarm: its services, their tasks, and the nodes."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

LABELS = {"com.docker.stack.namespace": "live"}
_THEN = "2024-01-02T03:04:05.678Z"

NODES: dict[str, Json] = {
    f"{name}-id": {
        "ID": f"{name}-id",
        "Spec": {"Name": ""},
        "Description": {"Hostname": name},
        "Status": {"State": state},
    }
    for name, state in (("one", "ready"), ("two", "down"))
}


def _service(name: str, mode: Json, running: int, desired: int) -> Json:
    port = {"Protocol": "tcp", "TargetPort": 80, "PublishedPort": 8080, "PublishMode": "ingress"}
    return {
        "ID": f"{name}-0123456789abcdef",
        "Id": f"{name}-0123456789abcdef",
        "Version": {"Index": 3},
        "CreatedAt": _THEN,
        "UpdatedAt": _THEN,
        "Spec": {
            "Name": f"live_{name}",
            "Labels": LABELS,
            "TaskTemplate": {"ContainerSpec": {"Image": "app:1@sha256:" + "c" * 64}},
            "Mode": mode,
        },
        "Endpoint": {"Ports": [port]},
        "ServiceStatus": {"RunningTasks": running, "DesiredTasks": desired},
    }


SERVICES = [
    _service("web", {"Replicated": {"Replicas": 3}}, 2, 3),
    _service("agent", {"Global": {}}, 1, 2),
    _service("job10", {"ReplicatedJob": {"MaxConcurrent": 1, "TotalCompletions": 4}}, 1, 1),
    _service("job9", {"GlobalJob": {}}, 0, 2),
]


def _task(service: str, slot: int, node: str, state: str, desired: str, **status: Any) -> Json:
    return {
        "ID": f"task-{service}-{slot}-{state}-0123456789",
        "CreatedAt": _THEN,
        "UpdatedAt": _THEN,
        "Labels": LABELS,
        "Spec": {"ContainerSpec": {"Image": "app:1@sha256:" + "c" * 64}},
        "ServiceID": f"{service}-0123456789abcdef",
        "Slot": slot,
        "NodeID": node,
        "Status": {"Timestamp": _THEN, "State": state, **status},
        "DesiredState": desired,
    }


TASKS = [
    _task("web", 2, "one-id", "running", "running"),
    _task("web", 1, "two-id", "preparing", "running"),
    _task("web", 1, "one-id", "failed", "shutdown", Err="task: non-zero exit (1): " + "x" * 30),
    _task("agent", 0, "one-id", "running", "running",
          PortStatus={"Ports": [{"Protocol": "tcp", "TargetPort": 80, "PublishedPort": 81,
                                 "PublishMode": "host"}]}),
    _task("job10", 1, "", "pending", "complete", Err="no suitable node"),
]  # fmt: skip
