"""Normal form: fields of services, networks, volumes, secrets and configs in order."""

from typing import Any

from pydock.compose.stack.decoding import (
    Field,
    Json,
    Struct,
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
    text,
    texts,
    ulimit,
    unsigned,
)

_TEXT = Field(text)
_TEXTS = Field(texts)
_BOOLEAN = Field(boolean)
_PAIRS = Field(pairs)


_FILE_REFERENCES = Field(
    list_of(
        Struct(
            {
                "source": _TEXT,
                "target": _TEXT,
                "uid": _TEXT,
                "gid": _TEXT,
                "mode": Field(unsigned, keeps=True),
            },
            short="source",
        )
    )
)

_BUILD = Struct(
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
    short="context",
)

_UPDATE = Field(
    Struct(
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
    Struct({"kind": Field(text, keeps=True), "value": Field(integer, keeps=True)}), keeps=True
)

_RESERVED = {
    "cpus": _TEXT,
    "memory": Field(memory),
    "generic_resources": Field(list_of(Struct({"discrete_resource_spec": _DISCRETE}))),
}

_DEPLOY = Struct(
    {
        "mode": _TEXT,
        "replicas": Field(unsigned, keeps=True),
        "labels": _PAIRS,
        "update_config": _UPDATE,
        "rollback_config": _UPDATE,
        "resources": Field(
            Struct(
                {
                    "limits": Field(
                        Struct({"cpus": _TEXT, "memory": Field(memory), "pids": Field(integer)}),
                        keeps=True,
                    ),
                    "reservations": Field(Struct(_RESERVED), keeps=True),
                }
            )
        ),
        "restart_policy": Field(
            Struct(
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
            Struct(
                {
                    "constraints": _TEXTS,
                    "preferences": Field(list_of(Struct({"spread": _TEXT}))),
                    "max_replicas_per_node": Field(unsigned),
                }
            )
        ),
        "endpoint_mode": _TEXT,
    }
)

_HEALTHCHECK = Struct(
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

_PORT = {"mode": _TEXT, "target": Field(port), "published": Field(port), "protocol": _TEXT}

_MOUNT = {
    "type": _TEXT,
    "source": _TEXT,
    "target": _TEXT,
    "read_only": _BOOLEAN,
    "consistency": _TEXT,
    "bind": Field(Struct({"propagation": _TEXT}), keeps=True),
    "volume": Field(Struct({"nocopy": _BOOLEAN}), keeps=True),
    "tmpfs": Field(Struct({"size": Field(size)}), keeps=True),
}

_SERVICE_NETWORK = Struct(
    {"aliases": _TEXTS, "driver_opts": _PAIRS, "ipv4_address": _TEXT, "ipv6_address": _TEXT}
)


def _service_networks(value: Any, location: str) -> Json:
    """Decode networks by name; None for one without settings."""
    if isinstance(value, list):
        return dict.fromkeys(texts(value, location))
    return {
        name: None if item is None else _SERVICE_NETWORK(item, f"{location}.{name}")
        for name, item in value.items()
    }


SERVICE = Struct(
    {
        "build": Field(_BUILD),
        "cap_add": _TEXTS,
        "cap_drop": _TEXTS,
        "cgroupns_mode": _TEXT,
        "cgroup_parent": _TEXT,
        "command": Field(command),
        "configs": _FILE_REFERENCES,
        "container_name": _TEXT,
        "credential_spec": Field(Struct({"config": _TEXT, "file": _TEXT, "registry": _TEXT})),
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
        "logging": Field(Struct({"driver": _TEXT, "options": _PAIRS}), keeps=True),
        "mac_address": _TEXT,
        "network_mode": _TEXT,
        "networks": Field(_service_networks),
        "pid": _TEXT,
        "ports": Field(list_of(Struct(_PORT))),
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
        "volumes": Field(list_of(Struct(_MOUNT))),
        "working_dir": _TEXT,
        "oom_score_adj": Field(integer),
    },
    extras=True,
)


NETWORK = Struct(
    {
        "name": _TEXT,
        "driver": _TEXT,
        "driver_opts": _PAIRS,
        "ipam": Field(
            Struct({"driver": _TEXT, "config": Field(list_of(Struct({"subnet": _TEXT})))})
        ),
        "external": Field(external),
        "internal": _BOOLEAN,
        "attachable": _BOOLEAN,
        "labels": _PAIRS,
    },
    extras=True,
)

_TOPOLOGIES = Field(list_of(Struct({"segments": _PAIRS})))

_CLUSTER_VOLUME = Struct(
    {
        "group": _TEXT,
        "access_mode": Field(
            Struct(
                {
                    "scope": _TEXT,
                    "sharing": _TEXT,
                    "mount_volume": Field(
                        Struct({"fs_type": _TEXT, "mount_flags": _TEXTS}), keeps=True
                    ),
                    "block_volume": Field(Struct({}), keeps=True),
                }
            ),
            keeps=True,
        ),
        "accessibility_requirements": Field(
            Struct({"requisite": _TOPOLOGIES, "preferred": _TOPOLOGIES}), keeps=True
        ),
        "capacity_range": Field(
            Struct({"required_bytes": Field(memory), "limit_bytes": Field(memory)}), keeps=True
        ),
        "availability": _TEXT,
    }
)

VOLUME = Struct(
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

FILE_OBJECT = Struct(
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
