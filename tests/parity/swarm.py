"""Responses of the played engine for a swarm: services, networks, secrets, configs, images."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_PLAIN: Json = {
    "Name": "plain",
    "Labels": {},
    "TaskTemplate": {
        "ContainerSpec": {"Image": "web:1", "Init": False, "DNSConfig": {}},
        "Resources": {"Limits": {}, "Reservations": {}},
        "Placement": {},
        "ForceUpdate": 0,
    },
    "Mode": {"Replicated": {"Replicas": 2}},
    "EndpointSpec": {"Mode": "vip"},
}

_FULL_CONTAINER: Json = {
    "Image": "web:1@sha256:" + "a" * 64,
    "Labels": {"c": "1", "d": "2"},
    "Command": ["sh", "-c"],
    "Args": ["a", "b"],
    "Env": ["A=1", "B=2", "C"],
    "Dir": "/work",
    "User": "me",
    "Groups": ["g1", "g2"],
    "Privileges": {"CredentialSpec": {"Config": "id-of-spec"}},
    "Init": True,
    "StopSignal": "TERM",
    "TTY": True,
    "ReadOnly": True,
    "Mounts": [
        {"Type": "bind", "Source": "/a", "Target": "/x"},
        {"Type": "volume", "Source": "b", "Target": "/y"},
    ],
    "StopGracePeriod": 5000000000,
    "Healthcheck": {"Test": ["NONE"], "Interval": 1000000000},
    "Hosts": ["1.2.3.4 one uno", "5.6.7.8 one"],
    "DNSConfig": {"Nameservers": ["1.1.1.1"], "Search": ["a.b"], "Options": ["o"]},
    "Secrets": [
        {"File": {"Name": "s", "UID": "0", "GID": "0", "Mode": 292},
         "SecretID": "id-of-s", "SecretName": "s"},
    ],
    "Configs": [
        {"File": {"Name": "c", "UID": "0", "GID": "0", "Mode": 292},
         "ConfigID": "id-of-c", "ConfigName": "c"},
        {"Runtime": {}, "ConfigID": "id-of-spec", "ConfigName": "spec"},
    ],
    "Isolation": "default",
    "Sysctls": {"net.a": "1", "net.b": "2"},
    "CapabilityAdd": ["CAP_NET_RAW"],
    "CapabilityDrop": ["CAP_CHOWN"],
    "Ulimits": [{"Name": "core", "Hard": 2, "Soft": 1}],
}  # fmt: skip

_POLICY: Json = {
    "Parallelism": 2,
    "Delay": 1000000000,
    "FailureAction": "continue",
    "Monitor": 7000000000,
    "MaxFailureRatio": 0.5,
    "Order": "start-first",
}

_FULL: Json = {
    "Name": "full",
    "Labels": {"a": "1", "b": "2"},
    "TaskTemplate": {
        "ContainerSpec": _FULL_CONTAINER,
        "Resources": {
            "Limits": {"NanoCPUs": 500000000, "MemoryBytes": 1048576, "Pids": 5},
            "Reservations": {
                "NanoCPUs": 100000000,
                "GenericResources": [{"DiscreteResourceSpec": {"Kind": "gpu", "Value": 1}}],
            },
        },
        "RestartPolicy": {"Condition": "none", "Delay": 2000000000, "MaxAttempts": 3},
        "Placement": {
            "Constraints": ["node.role==worker"],
            "Preferences": [{"Spread": {"SpreadDescriptor": "node.labels.a"}}],
            "MaxReplicas": 2,
        },
        "Networks": [{"Target": "id-of-n1", "Aliases": ["x"]}],
        "LogDriver": {"Name": "json-file", "Options": {"max-size": "1m"}},
        "ForceUpdate": 3,
    },
    "Mode": {"Replicated": {"Replicas": 2}},
    "UpdateConfig": _POLICY,
    "RollbackConfig": _POLICY,
    "EndpointSpec": {
        "Mode": "vip",
        "Ports": [
            {"Protocol": "tcp", "TargetPort": 80, "PublishedPort": 8080, "PublishMode": "ingress"},
            {"Protocol": "udp", "TargetPort": 53, "PublishedPort": 53, "PublishMode": "host"},
        ],
    },
}

_MODES: dict[str, Json] = {
    "global": {"Global": {}},
    "job": {"ReplicatedJob": {"MaxConcurrent": 1, "TotalCompletions": 2}},
    "global-job": {"GlobalJob": {}},
}

SPECS: dict[str, Json] = {
    "plain": _PLAIN,
    "full": _FULL,
    **{name: {**_PLAIN, "Name": name, "Mode": mode} for name, mode in _MODES.items()},
}
"""The services that there are, by name."""

STORED = ("s", "s2", "c", "c2", "spec", "spec2")
"""The names of the secrets and of the configs that there are."""


_MADE: Json = {
    "Version": {"Index": 7},
    "CreatedAt": "2026-01-02T03:04:05Z",
    "UpdatedAt": "2026-01-02T03:04:06Z",
}


def service(name: str) -> Json:
    """A service with a specification before its present one."""
    return {
        "ID": f"id-of-{name}",
        **_MADE,
        "Spec": SPECS[name],
        "PreviousSpec": {**SPECS[name], "Labels": {"before": "1"}},
        "Endpoint": {"Spec": {}},
    }


def answer_to(method: str, path: str) -> tuple[int, Any] | None:
    """Status and body of an answer about a swarm's objects; None for other paths."""
    _, noun, *rest = path.split("/")
    name, last = rest[0] if rest else "", rest[-1] if rest else ""
    if noun == "distribution":
        return _image("/".join(rest[:-1]))
    if noun == "services" and last == "create":
        return 201, {"ID": "id-of-new", "Warnings": ["careful"]}
    if noun == "services" and last == "update":
        return 200, {"Warnings": ["careful"]}
    if method != "GET":
        return None
    if noun == "services" and not rest:
        return 200, [service(known) for known in SPECS]
    if noun == "services":
        return (200, service(name)) if name in SPECS else _missing("service", name)
    if noun == "networks" and rest:
        if name == "missing":
            return _missing("network", name)
        return 200, {"Id": f"id-of-{name}", "Name": name}
    if noun in ("secrets", "configs") and not rest:
        return 200, [{**_MADE, "ID": f"id-of-{known}", "Spec": {"Name": known}} for known in STORED]
    if noun == "tasks" and rest == ["nope"]:
        return _missing("task", name)
    if noun in ("nodes", "tasks") and not rest:
        return 200, []
    return None


def _image(name: str) -> tuple[int, Any]:
    if "missing" in name:
        return 404, {"message": "no such image"}
    platforms = [
        {"architecture": "amd64", "os": "linux"},
        {"architecture": "arm", "os": "linux", "variant": "v7"},
    ]
    return 200, {"Descriptor": {"digest": "sha256:" + "b" * 64}, "Platforms": platforms}


def _missing(kind: str, name: str) -> tuple[int, Any]:
    return 404, {"message": f"{kind} {name} not found"}
