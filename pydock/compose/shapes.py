"""The normal form: the fields of services, networks, volumes, secrets and configs in order."""

from __future__ import annotations

from typing import Any

from pydock.compose.decoding import (
    Decode,
    Field,
    Json,
    boolean,
    command,
    duration,
    external,
    health_test,
    hosts,
    integer,
    list_of,
    map_of,
    memory,
    number,
    optional_pairs,
    pairs,
    port,
    size,
    struct,
    text,
    texts,
    ulimit,
    unsigned,
)

_TEXT = Field(text)
_TEXTS = Field(texts)
_BOOLEAN = Field(boolean)
_PAIRS = Field(pairs)


def _short_or(fields: dict[str, Field], key: str) -> Decode:
    """A mapping with these fields; a lone text stands for its field `key`."""
    decode = struct(fields)

    def decode_either(value: Any, place: str) -> Json:
        found: Json = decode({key: value} if isinstance(value, str) else value, place)
        return found

    return decode_either


_FILE_REFERENCES = Field(
    list_of(
        _short_or(
            {
                "source": _TEXT,
                "target": _TEXT,
                "uid": _TEXT,
                "gid": _TEXT,
                "mode": Field(unsigned, keeps=True),
            },
            "source",
        )
    )
)

_BUILD = _short_or(
    {
        "context": _TEXT,
        "dockerfile": _TEXT,
        "args": Field(optional_pairs),
        "labels": _PAIRS,
        "cache_from": _TEXTS,
        "extra_hosts": Field(hosts),
        "network": _TEXT,
        "target": _TEXT,
    },
    "context",
)

_UPDATE = Field(
    struct(
        {
            "parallelism": Field(unsigned, keeps=True),
            "delay": Field(duration),
            "failure_action": _TEXT,
            "monitor": Field(duration),
            "max_failure_ratio": Field(number),
            "order": _TEXT,
        }
    ),
    keeps=True,
)

_DISCRETE = Field(
    struct({"kind": Field(text, keeps=True), "value": Field(integer, keeps=True)}), keeps=True
)

_RESERVED = {
    "cpus": _TEXT,
    "memory": Field(memory),
    "generic_resources": Field(list_of(struct({"discrete_resource_spec": _DISCRETE}))),
}

_DEPLOY = struct(
    {
        "mode": _TEXT,
        "replicas": Field(unsigned, keeps=True),
        "labels": _PAIRS,
        "update_config": _UPDATE,
        "rollback_config": _UPDATE,
        "resources": Field(
            struct(
                {
                    "limits": Field(
                        struct({"cpus": _TEXT, "memory": Field(memory), "pids": Field(integer)}),
                        keeps=True,
                    ),
                    "reservations": Field(struct(_RESERVED), keeps=True),
                }
            )
        ),
        "restart_policy": Field(
            struct(
                {
                    "condition": _TEXT,
                    "delay": Field(duration, keeps=True),
                    "max_attempts": Field(unsigned, keeps=True),
                    "window": Field(duration, keeps=True),
                }
            ),
            keeps=True,
        ),
        "placement": Field(
            struct(
                {
                    "constraints": _TEXTS,
                    "preferences": Field(list_of(struct({"spread": _TEXT}))),
                    "max_replicas_per_node": Field(unsigned),
                }
            )
        ),
        "endpoint_mode": _TEXT,
    }
)

_HEALTHCHECK = struct(
    {
        "test": Field(health_test),
        "timeout": Field(duration, keeps=True),
        "interval": Field(duration, keeps=True),
        "retries": Field(unsigned, keeps=True),
        "start_period": Field(duration, keeps=True),
        "start_interval": Field(duration, keeps=True),
        "disable": _BOOLEAN,
    }
)

_PORT = {
    "mode": _TEXT,
    "target": Field(port),
    "published": Field(port),
    "protocol": _TEXT,
}

_MOUNT = {
    "type": _TEXT,
    "source": _TEXT,
    "target": _TEXT,
    "read_only": _BOOLEAN,
    "consistency": _TEXT,
    "bind": Field(struct({"propagation": _TEXT}), keeps=True),
    "volume": Field(struct({"nocopy": _BOOLEAN}), keeps=True),
    "tmpfs": Field(struct({"size": Field(size)}), keeps=True),
}

_SERVICE_NETWORK = struct(
    {"aliases": _TEXTS, "driver_opts": _PAIRS, "ipv4_address": _TEXT, "ipv6_address": _TEXT}
)


def _service_networks(value: Any, place: str) -> Json:
    """By name; None for a network of which nothing more is said."""
    if isinstance(value, list):
        return dict.fromkeys(texts(value, place))
    return {
        name: None if item is None else _SERVICE_NETWORK(item, f"{place}.{name}")
        for name, item in value.items()
    }


SERVICE = struct(
    {
        "build": Field(_BUILD),
        "cap_add": _TEXTS,
        "cap_drop": _TEXTS,
        "cgroupns_mode": _TEXT,
        "cgroup_parent": _TEXT,
        "command": Field(command),
        "configs": _FILE_REFERENCES,
        "container_name": _TEXT,
        "credential_spec": Field(struct({"config": _TEXT, "file": _TEXT, "registry": _TEXT})),
        "depends_on": _TEXTS,
        "deploy": Field(_DEPLOY),
        "devices": _TEXTS,
        "dns": _TEXTS,
        "dns_search": _TEXTS,
        "domainname": _TEXT,
        "entrypoint": Field(command),
        "environment": Field(optional_pairs),
        "env_file": _TEXTS,
        "expose": _TEXTS,
        "external_links": _TEXTS,
        "extra_hosts": Field(hosts),
        "hostname": _TEXT,
        "healthcheck": Field(_HEALTHCHECK, keeps=True),
        "image": _TEXT,
        "init": Field(boolean, keeps=True),
        "ipc": _TEXT,
        "isolation": _TEXT,
        "labels": _PAIRS,
        "links": _TEXTS,
        "logging": Field(struct({"driver": _TEXT, "options": _PAIRS}), keeps=True),
        "mac_address": _TEXT,
        "network_mode": _TEXT,
        "networks": Field(_service_networks),
        "pid": _TEXT,
        "ports": Field(list_of(struct(_PORT))),
        "privileged": _BOOLEAN,
        "read_only": _BOOLEAN,
        "restart": _TEXT,
        "secrets": _FILE_REFERENCES,
        "security_opt": _TEXTS,
        "shm_size": _TEXT,
        "stdin_open": _BOOLEAN,
        "stop_grace_period": Field(duration, keeps=True),
        "stop_signal": _TEXT,
        "sysctls": _PAIRS,
        "tmpfs": _TEXTS,
        "tty": _BOOLEAN,
        "ulimits": Field(map_of(ulimit)),
        "user": _TEXT,
        "userns_mode": _TEXT,
        "volumes": Field(list_of(struct(_MOUNT))),
        "working_dir": _TEXT,
        "oom_score_adj": Field(integer),
    },
    extras=True,
)


def in_order(service: Json) -> Json:
    """A service of the normal form with its fields in their order: decoding it changes nothing."""
    found: Json = SERVICE(service, "")
    return found


NETWORK = struct(
    {
        "name": _TEXT,
        "driver": _TEXT,
        "driver_opts": _PAIRS,
        "ipam": Field(
            struct({"driver": _TEXT, "config": Field(list_of(struct({"subnet": _TEXT})))})
        ),
        "external": Field(external),
        "internal": _BOOLEAN,
        "attachable": _BOOLEAN,
        "labels": _PAIRS,
    },
    extras=True,
)

_TOPOLOGIES = Field(list_of(struct({"segments": _PAIRS})))

_CLUSTER_VOLUME = struct(
    {
        "group": _TEXT,
        "access_mode": Field(
            struct(
                {
                    "scope": _TEXT,
                    "sharing": _TEXT,
                    "mount_volume": Field(
                        struct({"fs_type": _TEXT, "mount_flags": _TEXTS}), keeps=True
                    ),
                    "block_volume": Field(struct({}), keeps=True),
                }
            ),
            keeps=True,
        ),
        "accessibility_requirements": Field(
            struct({"requisite": _TOPOLOGIES, "preferred": _TOPOLOGIES}), keeps=True
        ),
        "capacity_range": Field(
            struct({"required_bytes": Field(memory), "limit_bytes": Field(memory)}), keeps=True
        ),
        "availability": _TEXT,
    }
)

VOLUME = struct(
    {
        "name": _TEXT,
        "driver": _TEXT,
        "driver_opts": _PAIRS,
        "external": Field(external),
        "labels": _PAIRS,
        "x-cluster-spec": Field(_CLUSTER_VOLUME, keeps=True),
    },
    extras=True,
)

FILE_OBJECT = struct(
    {
        "name": _TEXT,
        "file": _TEXT,
        "external": Field(external),
        "labels": _PAIRS,
        "driver": _TEXT,
        "driver_opts": _PAIRS,
        "template_driver": _TEXT,
    },
    extras=True,
)
