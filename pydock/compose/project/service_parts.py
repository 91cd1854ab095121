"""The fields of what services have inside: builds, hooks, deployments, mounts, ports."""

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
    mode,
    nonzero_duration,
    number,
    pairs,
    size,
    ssh,
    text,
    texts,
    unsigned,
    variables,
)
from pydock.compose.project.shape import Field, Kind, ListOf, MapOf, Place, Shape

TEXT, TEXTS, PAIRS = Field(text), Field(texts), Field(pairs)
BOOLEAN, INTEGER, NUMBER, SIZE = Field(boolean), Field(integer), Field(number), Field(size)
VARIABLES = Field(variables)
_DURATION = Field(nonzero_duration)
#: pointers: a zero value that is given is kept
GIVEN_BOOLEAN, GIVEN_INTEGER = Field(boolean, keeps=True), Field(integer, keeps=True)
GIVEN_DURATION = Field(duration, keeps=True)


def given(shape: Shape) -> Field:
    """Return the field of a struct that is kept when it is empty."""
    return Field(shape, keeps=True)


def command_field() -> Field:
    """Return the field of a command: an empty one is kept, a missing one is null in JSON."""
    return Field(command, keeps=True, json_zero=None)


FILE_REFERENCES = Field(
    ListOf(
        Shape(
            {
                "source": TEXT,
                "target": TEXT,
                "uid": TEXT,
                "gid": TEXT,
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


ULIMITS = Field(MapOf(_Ulimit()))

HOOK = Shape(
    {
        "command": command_field(),
        "user": TEXT,
        "privileged": BOOLEAN,
        "working_dir": TEXT,
        "environment": VARIABLES,
    }
)

BUILD = Shape(
    {
        "context": TEXT,
        "dockerfile": TEXT,
        "dockerfile_inline": TEXT,
        "entitlements": TEXTS,
        "args": VARIABLES,
        "provenance": TEXT,
        "sbom": TEXT,
        "ssh": Field(ssh),
        "labels": PAIRS,
        "cache_from": TEXTS,
        "cache_to": TEXTS,
        "no_cache": BOOLEAN,
        "additional_contexts": PAIRS,
        "pull": BOOLEAN,
        "extra_hosts": Field(hosts),
        "isolation": TEXT,
        "network": TEXT,
        "target": TEXT,
        "secrets": FILE_REFERENCES,
        "shm_size": SIZE,
        "tags": TEXTS,
        "ulimits": ULIMITS,
        "platforms": TEXTS,
        "privileged": BOOLEAN,
    }
)

DEVELOP = Shape(
    {
        "watch": Field(
            ListOf(
                Shape(
                    {
                        "path": Field(text, keeps=True),
                        "action": Field(text, keeps=True),
                        "target": TEXT,
                        "exec": Field(HOOK, json_zero={"command": None}),
                        "include": TEXTS,
                        "ignore": TEXTS,
                        "initial_sync": BOOLEAN,
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
                "weight": Field(unsigned(16), keeps=True, default=0, json_name="Weight"),
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
BLKIO = Shape(
    {
        "weight": Field(unsigned(16)),
        "weight_device": _WEIGHTS,
        "device_read_bps": _RATES,
        "device_read_iops": _RATES,
        "device_write_bps": _RATES,
        "device_write_iops": _RATES,
    }
)

DEVICE_REQUESTS = Field(
    ListOf(
        Shape(
            {
                "capabilities": TEXTS,
                "driver": TEXT,
                "count": Field(device_count),
                "device_ids": TEXTS,
                "options": PAIRS,
            }
        )
    )
)
_GENERIC_RESOURCES = Field(
    ListOf(
        Shape(
            {
                "discrete_resource_spec": given(
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
        "cpus": NUMBER,
        "memory": SIZE,
        "pids": INTEGER,
        "devices": DEVICE_REQUESTS,
        "generic_resources": _GENERIC_RESOURCES,
    }
)
_UPDATE = given(
    Shape(
        {
            "parallelism": GIVEN_INTEGER,
            "delay": _DURATION,
            "failure_action": TEXT,
            "monitor": _DURATION,
            "max_failure_ratio": NUMBER,
            "order": TEXT,
        }
    )
)
DEPLOY = Shape(
    {
        "mode": TEXT,
        "replicas": GIVEN_INTEGER,
        "labels": PAIRS,
        "update_config": _UPDATE,
        "rollback_config": _UPDATE,
        "resources": Field(
            Shape({"limits": given(_RESOURCE), "reservations": given(_RESOURCE)}), json_zero={}
        ),
        "restart_policy": given(
            Shape(
                {
                    "condition": TEXT,
                    "delay": GIVEN_DURATION,
                    "max_attempts": GIVEN_INTEGER,
                    "window": GIVEN_DURATION,
                }
            )
        ),
        "placement": Field(
            Shape(
                {
                    "constraints": TEXTS,
                    "preferences": Field(ListOf(Shape({"spread": TEXT}))),
                    "max_replicas_per_node": INTEGER,
                }
            ),
            json_zero={},
        ),
        "endpoint_mode": TEXT,
    }
)

DEPENDENCIES = Field(
    MapOf(
        Shape(
            {
                "condition": TEXT,
                "restart": BOOLEAN,
                "required": Field(boolean, keeps=True, default=False),
            }
        )
    )
)

HEALTH_CHECK = Shape(
    {
        "test": Field(health_test),
        "timeout": GIVEN_DURATION,
        "interval": GIVEN_DURATION,
        "retries": GIVEN_INTEGER,
        "start_period": GIVEN_DURATION,
        "start_interval": GIVEN_DURATION,
        "disable": BOOLEAN,
    }
)

ATTACHMENT = Shape(
    {
        "aliases": TEXTS,
        "driver_opts": PAIRS,
        "gw_priority": INTEGER,
        "interface_name": TEXT,
        "ipv4_address": TEXT,
        "ipv6_address": TEXT,
        "link_local_ips": TEXTS,
        "mac_address": TEXT,
        "priority": INTEGER,
    }
)

PORT = Shape(
    {
        "name": TEXT,
        "mode": TEXT,
        "host_ip": TEXT,
        "target": INTEGER,
        "published": TEXT,
        "protocol": TEXT,
        "app_protocol": TEXT,
    }
)

MOUNT = Shape(
    {
        "type": TEXT,
        "source": TEXT,
        "target": TEXT,
        "read_only": BOOLEAN,
        "consistency": TEXT,
        "bind": given(
            Shape(
                {
                    "selinux": TEXT,
                    "propagation": TEXT,
                    "create_host_path": BOOLEAN,
                    "recursive": TEXT,
                }
            )
        ),
        "volume": given(Shape({"labels": PAIRS, "nocopy": BOOLEAN, "subpath": TEXT})),
        "tmpfs": given(Shape({"size": SIZE, "mode": Field(unsigned(32))})),
        "image": given(Shape({"subpath": TEXT})),
    }
)

_ENV_FILE = Shape(
    {"path": Field(text, keeps=True), "required": Field(boolean, keeps=True), "format": TEXT}
)


class EnvFile(Kind):
    """A file of variables, which JSON shows as its path if it is required."""

    def __call__(self, value: Any, place: Place) -> Any:
        return _ENV_FILE(value, place)

    def json(self, value: Any) -> Any:
        return value["path"] if value["required"] else _ENV_FILE.json(value)
