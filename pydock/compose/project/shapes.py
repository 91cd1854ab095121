"""The fields of services, networks, volumes, secrets, configs and models, in order."""

from __future__ import annotations

from typing import Any

from pydock.compose.project.decoders import (
    boolean,
    command,
    device_count,
    duration,
    health_test,
    hosts,
    integer,
    kept_size,
    many_options,
    mode,
    nonzero_duration,
    number,
    pairs,
    size,
    ssh,
    text,
    texts,
    variables,
)
from pydock.compose.project.shape import Field, Kind, ListOf, MapOf, Place, Shape

_TEXT, _TEXTS, _PAIRS = Field(text), Field(texts), Field(pairs)
_BOOLEAN, _INTEGER, _NUMBER, _SIZE = Field(boolean), Field(integer), Field(number), Field(size)
_VARIABLES = Field(variables)
_DURATION = Field(nonzero_duration)
#: pointers: a zero value that is given is kept
_GIVEN_BOOLEAN, _GIVEN_INTEGER = Field(boolean, keeps=True), Field(integer, keeps=True)
_GIVEN_DURATION = Field(duration, keeps=True)


def _given(shape: Shape) -> Field:
    """Return the field of a struct that is kept when it is empty."""
    return Field(shape, keeps=True)


def _command() -> Field:
    return Field(command, keeps=True, json_zero=None)


_FILE_REFERENCES = Field(
    ListOf(
        Shape(
            {
                "source": _TEXT,
                "target": _TEXT,
                "uid": _TEXT,
                "gid": _TEXT,
                "mode": Field(mode, keeps=True),
            }
        )
    )
)

_LIMITS = Shape(
    {
        "soft": Field(integer, keeps=True, json_omits=True),
        "hard": Field(integer, keeps=True, json_omits=True),
    }
)


class _Ulimit(Kind):
    """One number for both limits, or two; one that is 0 counts as two."""

    def __call__(self, value: Any, place: Place) -> Any:
        if isinstance(value, dict):
            return _LIMITS({"soft": 0, "hard": 0, **value}, place)
        return integer(value, place) or {"soft": 0, "hard": 0}

    def json(self, value: Any) -> Any:
        return _LIMITS.json(value) if isinstance(value, dict) else value


_ULIMITS = Field(MapOf(_Ulimit()))

_HOOK = Shape(
    {
        "command": _command(),
        "user": _TEXT,
        "privileged": _BOOLEAN,
        "working_dir": _TEXT,
        "environment": _VARIABLES,
    }
)

_BUILD = Shape(
    {
        "context": _TEXT,
        "dockerfile": _TEXT,
        "dockerfile_inline": _TEXT,
        "entitlements": _TEXTS,
        "args": _VARIABLES,
        "provenance": _TEXT,
        "sbom": _TEXT,
        "ssh": Field(ssh),
        "labels": _PAIRS,
        "cache_from": _TEXTS,
        "cache_to": _TEXTS,
        "no_cache": _BOOLEAN,
        "additional_contexts": _PAIRS,
        "pull": _BOOLEAN,
        "extra_hosts": Field(hosts),
        "isolation": _TEXT,
        "network": _TEXT,
        "target": _TEXT,
        "secrets": _FILE_REFERENCES,
        "shm_size": _SIZE,
        "tags": _TEXTS,
        "ulimits": _ULIMITS,
        "platforms": _TEXTS,
        "privileged": _BOOLEAN,
    }
)

_DEVELOP = Shape(
    {
        "watch": Field(
            ListOf(
                Shape(
                    {
                        "path": Field(text, keeps=True),
                        "action": Field(text, keeps=True),
                        "target": _TEXT,
                        "exec": Field(_HOOK, json_zero={"command": None}),
                        "include": _TEXTS,
                        "ignore": _TEXTS,
                        "initial_sync": _BOOLEAN,
                    }
                )
            )
        )
    }
)

_WEIGHTS = Field(
    ListOf(
        Shape(
            {
                "path": Field(text, keeps=True, default="", json_name="Path"),
                "weight": Field(integer, keeps=True, default=0, json_name="Weight"),
            }
        )
    )
)
_RATES = Field(
    ListOf(
        Shape(
            {
                "path": Field(text, keeps=True, default="", json_name="Path"),
                "rate": Field(kept_size, keeps=True, default="0", json_name="Rate"),
            }
        )
    )
)
_BLKIO = Shape(
    {
        "weight": _INTEGER,
        "weight_device": _WEIGHTS,
        "device_read_bps": _RATES,
        "device_read_iops": _RATES,
        "device_write_bps": _RATES,
        "device_write_iops": _RATES,
    }
)

_DEVICE_REQUESTS = Field(
    ListOf(
        Shape(
            {
                "capabilities": _TEXTS,
                "driver": _TEXT,
                "count": Field(device_count),
                "device_ids": _TEXTS,
                "options": _PAIRS,
            }
        )
    )
)
_GENERIC_RESOURCES = Field(
    ListOf(
        Shape(
            {
                "discrete_resource_spec": _given(
                    Shape(
                        {
                            "kind": Field(text, keeps=True, default=""),
                            "value": Field(integer, keeps=True, default=0),
                        }
                    )
                )
            }
        )
    )
)
_RESOURCE = Shape(
    {
        "cpus": _NUMBER,
        "memory": _SIZE,
        "pids": _INTEGER,
        "devices": _DEVICE_REQUESTS,
        "generic_resources": _GENERIC_RESOURCES,
    }
)
_UPDATE = _given(
    Shape(
        {
            "parallelism": _GIVEN_INTEGER,
            "delay": _DURATION,
            "failure_action": _TEXT,
            "monitor": _DURATION,
            "max_failure_ratio": _NUMBER,
            "order": _TEXT,
        }
    )
)
DEPLOY = Shape(
    {
        "mode": _TEXT,
        "replicas": _GIVEN_INTEGER,
        "labels": _PAIRS,
        "update_config": _UPDATE,
        "rollback_config": _UPDATE,
        "resources": Field(
            Shape({"limits": _given(_RESOURCE), "reservations": _given(_RESOURCE)}), json_zero={}
        ),
        "restart_policy": _given(
            Shape(
                {
                    "condition": _TEXT,
                    "delay": _GIVEN_DURATION,
                    "max_attempts": _GIVEN_INTEGER,
                    "window": _GIVEN_DURATION,
                }
            )
        ),
        "placement": Field(
            Shape(
                {
                    "constraints": _TEXTS,
                    "preferences": Field(ListOf(Shape({"spread": _TEXT}))),
                    "max_replicas_per_node": _INTEGER,
                }
            ),
            json_zero={},
        ),
        "endpoint_mode": _TEXT,
    }
)

_DEPENDENCIES = Field(
    MapOf(
        Shape(
            {
                "condition": _TEXT,
                "restart": _BOOLEAN,
                "required": Field(boolean, keeps=True, default=False),
            }
        )
    )
)

_HEALTH_CHECK = Shape(
    {
        "test": Field(health_test),
        "timeout": _GIVEN_DURATION,
        "interval": _GIVEN_DURATION,
        "retries": _GIVEN_INTEGER,
        "start_period": _GIVEN_DURATION,
        "start_interval": _GIVEN_DURATION,
        "disable": _BOOLEAN,
    }
)

_ATTACHMENT = Shape(
    {
        "aliases": _TEXTS,
        "driver_opts": _PAIRS,
        "gw_priority": _INTEGER,
        "interface_name": _TEXT,
        "ipv4_address": _TEXT,
        "ipv6_address": _TEXT,
        "link_local_ips": _TEXTS,
        "mac_address": _TEXT,
        "priority": _INTEGER,
    }
)

_PORT = Shape(
    {
        "name": _TEXT,
        "mode": _TEXT,
        "host_ip": _TEXT,
        "target": _INTEGER,
        "published": _TEXT,
        "protocol": _TEXT,
        "app_protocol": _TEXT,
    }
)

_MOUNT = Shape(
    {
        "type": _TEXT,
        "source": _TEXT,
        "target": _TEXT,
        "read_only": _BOOLEAN,
        "consistency": _TEXT,
        "bind": _given(
            Shape(
                {
                    "selinux": _TEXT,
                    "propagation": _TEXT,
                    "create_host_path": _BOOLEAN,
                    "recursive": _TEXT,
                }
            )
        ),
        "volume": _given(Shape({"labels": _PAIRS, "nocopy": _BOOLEAN, "subpath": _TEXT})),
        "tmpfs": _given(Shape({"size": _SIZE, "mode": _INTEGER})),
        "image": _given(Shape({"subpath": _TEXT})),
    }
)

_ENV_FILE = Shape({"path": _TEXT, "required": Field(boolean, keeps=True), "format": _TEXT})


class _EnvFile(Kind):
    """A file of variables, which JSON shows as its path if it is required."""

    def __call__(self, value: Any, place: Place) -> Any:
        return _ENV_FILE(value, place)

    def json(self, value: Any) -> Any:
        return value["path"] if value["required"] else _ENV_FILE.json(value)


SERVICE = Shape(
    {
        "profiles": _TEXTS,
        "annotations": _PAIRS,
        "attach": _GIVEN_BOOLEAN,
        "build": _given(_BUILD),
        "develop": _given(_DEVELOP),
        "blkio_config": _given(_BLKIO),
        "cap_add": _TEXTS,
        "cap_drop": _TEXTS,
        "cgroup_parent": _TEXT,
        "cgroup": _TEXT,
        "cpu_count": _INTEGER,
        "cpu_percent": _NUMBER,
        "cpu_period": _INTEGER,
        "cpu_quota": _INTEGER,
        "cpu_rt_period": _INTEGER,
        "cpu_rt_runtime": _INTEGER,
        "cpus": _NUMBER,
        "cpuset": _TEXT,
        "cpu_shares": _INTEGER,
        "command": _command(),
        "configs": _FILE_REFERENCES,
        "container_name": _TEXT,
        "credential_spec": _given(Shape({"config": _TEXT, "file": _TEXT, "registry": _TEXT})),
        "depends_on": _DEPENDENCIES,
        "deploy": _given(DEPLOY),
        "device_cgroup_rules": _TEXTS,
        "devices": Field(ListOf(Shape({"source": _TEXT, "target": _TEXT, "permissions": _TEXT}))),
        "dns": _TEXTS,
        "dns_opt": _TEXTS,
        "dns_search": _TEXTS,
        "domainname": _TEXT,
        "entrypoint": _command(),
        "provider": _given(Shape({"type": _TEXT, "options": Field(many_options)})),
        "environment": _VARIABLES,
        "env_file": Field(ListOf(_EnvFile())),
        "expose": _TEXTS,
        "extends": _given(Shape({"file": _TEXT, "service": _TEXT})),
        "external_links": _TEXTS,
        "extra_hosts": Field(hosts),
        "group_add": _TEXTS,
        "gpus": _DEVICE_REQUESTS,
        "hostname": _TEXT,
        "healthcheck": _given(_HEALTH_CHECK),
        "image": _TEXT,
        "init": _GIVEN_BOOLEAN,
        "ipc": _TEXT,
        "isolation": _TEXT,
        "labels": _PAIRS,
        "label_file": _TEXTS,
        "links": _TEXTS,
        "logging": _given(Shape({"driver": _TEXT, "options": _PAIRS})),
        "mem_limit": _SIZE,
        "mem_reservation": _SIZE,
        "memswap_limit": _SIZE,
        "mem_swappiness": _SIZE,
        "mac_address": _TEXT,
        "models": Field(MapOf(Shape({"endpoint_var": _TEXT, "model_var": _TEXT}), optional=True)),
        "network_mode": _TEXT,
        "networks": Field(MapOf(_ATTACHMENT, optional=True)),
        "oom_kill_disable": _BOOLEAN,
        "oom_score_adj": _INTEGER,
        "pid": _TEXT,
        "pids_limit": _INTEGER,
        "platform": _TEXT,
        "ports": Field(ListOf(_PORT)),
        "privileged": _BOOLEAN,
        "pull_policy": _TEXT,
        "read_only": _BOOLEAN,
        "restart": _TEXT,
        "runtime": _TEXT,
        "scale": _GIVEN_INTEGER,
        "secrets": _FILE_REFERENCES,
        "security_opt": _TEXTS,
        "shm_size": _SIZE,
        "stdin_open": _BOOLEAN,
        "stop_grace_period": _GIVEN_DURATION,
        "stop_signal": _TEXT,
        "storage_opt": _PAIRS,
        "sysctls": _PAIRS,
        "tmpfs": _TEXTS,
        "tty": _BOOLEAN,
        "ulimits": _ULIMITS,
        "use_api_socket": _BOOLEAN,
        "user": _TEXT,
        "userns_mode": _TEXT,
        "uts": _TEXT,
        "volumes": Field(ListOf(_MOUNT)),
        "volumes_from": _TEXTS,
        "working_dir": _TEXT,
        "post_start": Field(ListOf(_HOOK)),
        "pre_stop": Field(ListOf(_HOOK)),
    }
)

NETWORK = Shape(
    {
        "name": _TEXT,
        "driver": _TEXT,
        "driver_opts": _PAIRS,
        "ipam": Field(
            Shape(
                {
                    "driver": _TEXT,
                    "config": Field(
                        ListOf(
                            Shape(
                                {
                                    "subnet": _TEXT,
                                    "gateway": _TEXT,
                                    "ip_range": _TEXT,
                                    "aux_addresses": _PAIRS,
                                }
                            )
                        )
                    ),
                }
            ),
            json_zero={},
        ),
        "external": _BOOLEAN,
        "internal": _BOOLEAN,
        "attachable": _BOOLEAN,
        "labels": _PAIRS,
        "enable_ipv4": _GIVEN_BOOLEAN,
        "enable_ipv6": _GIVEN_BOOLEAN,
    }
)

VOLUME = Shape(
    {"name": _TEXT, "driver": _TEXT, "driver_opts": _PAIRS, "external": _BOOLEAN, "labels": _PAIRS}
)

FILE_OBJECT = Shape(
    {
        "name": _TEXT,
        "file": _TEXT,
        "environment": _TEXT,
        "content": _TEXT,
        "external": _BOOLEAN,
        "labels": _PAIRS,
        "driver": _TEXT,
        "driver_opts": _PAIRS,
        "template_driver": _TEXT,
    }
)

MODEL = Shape({"name": _TEXT, "model": _TEXT, "context_size": _INTEGER, "runtime_flags": _TEXTS})
