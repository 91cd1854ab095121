"""Schema of Compose files of version 3: properties with their types and versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydock.compose.errors import ComposeError

NEWEST = 13
DEFAULT_VERSION = f"3.{NEWEST}"


@dataclass(frozen=True)
class Rule:
    """Constraints of a value; `since` is the first minor version with it."""

    #: types of JSON: string, number, integer, boolean, object, array, null
    types: tuple[str, ...] = ()
    properties: Mapping[str, Rule] = field(default_factory=dict)
    #: rule of the values of other keys, which match `keys`
    others: Rule | None = None
    keys: str = ".+"
    #: first minor version with x- keys
    extensions: int | None = None
    #: first minor version with arbitrary other keys
    open: int | None = None
    required: tuple[str, ...] = ()
    items: Rule | None = None
    unique: bool = False
    choices: tuple[Rule, ...] = ()
    format: str = ""
    enum: tuple[str, ...] = ()
    minimum: int | None = None
    since: int = 0


def since(minor: int, rule: Rule) -> Rule:
    return replace(rule, since=minor)


def _map(properties: Mapping[str, Rule], **facts: Any) -> Rule:
    return Rule(("object",), properties, **facts)


def _list(items: Rule, *, unique: bool = False) -> Rule:
    return Rule(("array",), items=items, unique=unique)


def _either(*choices: Rule) -> Rule:
    return Rule(choices=choices)


def _named(rule: Rule, **facts: Any) -> Rule:
    return Rule(("object",), others=rule, keys="[a-zA-Z0-9._-]+", **facts)


STRING = Rule(("string",))


def _each(names: str, rule: Rule = STRING) -> dict[str, Rule]:
    """Return one rule for several properties; their names are separated by blanks."""
    return dict.fromkeys(names.split(), rule)


NUMBER = Rule(("number",))
INTEGER = Rule(("integer",))
BOOLEAN = Rule(("boolean",))
NULL = Rule(("null",))
DURATION = Rule(("string",), format="duration")
STRINGS = _list(STRING)
UNIQUE_STRINGS = _list(STRING, unique=True)
STRING_OR_LIST = _either(STRING, UNIQUE_STRINGS)
COMMAND = _either(STRING, STRINGS)
MAP_OR_LIST = _either(Rule(("object",), others=Rule(("string", "number", "null"))), UNIQUE_STRINGS)
OPTIONS = Rule(("object",), others=Rule(("string", "number")), open=0)
FILE_REFERENCES = _list(
    _either(STRING, _map({**_each("source target uid gid"), "mode": NUMBER}, open=0))
)

BUILD = _either(
    STRING,
    _map(
        {
            **_each("context dockerfile"),
            **_each("network target", since(4, STRING)),
            "args": MAP_OR_LIST,
            "labels": since(3, MAP_OR_LIST),
            "cache_from": since(2, UNIQUE_STRINGS),
            "shm_size": since(5, Rule(("integer", "string"))),
            "extra_hosts": since(9, MAP_OR_LIST),
        },
        open=11,
    ),
)

HEALTHCHECK = _map(
    {
        "disable": BOOLEAN,
        **_each("interval timeout", DURATION),
        "retries": NUMBER,
        "test": COMMAND,
        "start_period": since(4, DURATION),
        "start_interval": since(12, DURATION),
    }
)

PORTS = _list(
    _either(
        Rule(("number",), format="ports"),
        Rule(("string",), format="ports"),
        _map({**_each("mode protocol"), **_each("target published", INTEGER)}, since=2),
    ),
    unique=True,
)

VOLUMES = _list(
    _either(
        STRING,
        _map(
            {
                **_each("type source target consistency"),
                "read_only": BOOLEAN,
                "bind": _map({"propagation": STRING}, open=0),
                "volume": _map({"nocopy": BOOLEAN}, open=0),
                "tmpfs": since(6, _map({"size": Rule(("integer",), minimum=0)}, open=0)),
            },
            required=("type",),
            since=2,
        ),
    )
)

SERVICE_NETWORKS = _either(
    UNIQUE_STRINGS,
    _named(
        _either(
            _map(
                {
                    **_each("ipv4_address ipv6_address"),
                    "aliases": UNIQUE_STRINGS,
                    "driver_opts": since(13, OPTIONS),
                }
            ),
            NULL,
        )
    ),
)

ULIMITS = Rule(
    ("object",),
    keys=".*",
    others=_either(INTEGER, _map(_each("hard soft", INTEGER), required=("soft", "hard"))),
)

_UPDATE = {
    "parallelism": INTEGER,
    **_each("delay monitor", DURATION),
    "failure_action": STRING,
    "max_failure_ratio": NUMBER,
    "order": since(4, Rule(("string",), enum=("start-first", "stop-first"))),
}

_GENERIC_RESOURCES = _list(
    _map({"discrete_resource_spec": _map({"kind": STRING, "value": NUMBER})})
)

DEPLOY = Rule(
    ("object", "null"),
    {
        "mode": STRING,
        "endpoint_mode": since(2, STRING),
        "replicas": INTEGER,
        "labels": MAP_OR_LIST,
        "rollback_config": since(7, _map(_UPDATE)),
        "update_config": _map(_UPDATE),
        "resources": _map(
            {
                "limits": _map({**_each("cpus memory"), "pids": since(9, INTEGER)}),
                "reservations": _map(
                    {**_each("cpus memory"), "generic_resources": since(5, _GENERIC_RESOURCES)}
                ),
            }
        ),
        "restart_policy": _map(
            {"condition": STRING, **_each("delay window", DURATION), "max_attempts": INTEGER}
        ),
        "placement": _map(
            {
                "constraints": STRINGS,
                "preferences": since(3, _list(_map({"spread": STRING}))),
                "max_replicas_per_node": since(8, INTEGER),
            }
        ),
    },
)

SERVICE = _map(
    {
        **_each(
            "cgroup_parent container_name domainname hostname image ipc mac_address network_mode"
            " restart stop_signal user userns_mode working_dir"
        ),
        **_each("privileged read_only stdin_open tty", BOOLEAN),
        **_each(
            "cap_add cap_drop depends_on devices external_links links security_opt", UNIQUE_STRINGS
        ),
        **_each("dns dns_search env_file tmpfs", STRING_OR_LIST),
        **_each("command entrypoint", COMMAND),
        **_each("environment extra_hosts labels sysctls", MAP_OR_LIST),
        "build": BUILD,
        "cgroupns_mode": since(9, STRING),
        "configs": since(3, FILE_REFERENCES),
        "credential_spec": since(3, _map({**_each("file registry"), "config": since(8, STRING)})),
        "deploy": DEPLOY,
        "expose": _list(Rule(("string", "number")), unique=True),
        "healthcheck": HEALTHCHECK,
        "init": since(7, BOOLEAN),
        "isolation": since(5, STRING),
        "logging": _map(
            {
                "driver": STRING,
                "options": Rule(("object",), others=Rule(("string", "number", "null")), open=0),
            }
        ),
        "networks": SERVICE_NETWORKS,
        "oom_score_adj": since(13, INTEGER),
        "pid": Rule(("string", "null")),
        "ports": PORTS,
        "secrets": since(1, FILE_REFERENCES),
        "shm_size": Rule(("number", "string")),
        "stop_grace_period": DURATION,
        "ulimits": ULIMITS,
        "volumes": VOLUMES,
    },
    extensions=7,
)

_EXTERNAL = Rule(("boolean", "object"), {"name": STRING})
_EXTERNAL_OPEN = replace(_EXTERNAL, open=0)

NETWORK = Rule(
    ("object", "null"),
    {
        "name": since(5, STRING),
        "driver": STRING,
        "driver_opts": OPTIONS,
        "ipam": _map({"driver": STRING, "config": _list(_map({"subnet": STRING}))}),
        "external": _EXTERNAL,
        "internal": BOOLEAN,
        "attachable": since(2, BOOLEAN),
        "labels": MAP_OR_LIST,
    },
    extensions=7,
)

_TOPOLOGIES = _list(_map({"segments": MAP_OR_LIST}, open=0))

CLUSTER_VOLUME = _map(
    {
        **_each("group availability"),
        "access_mode": _map(
            {
                **_each("scope sharing"),
                "block_volume": _map({}, open=0),
                "mount_volume": _map({"fs_type": STRING, "mount_flags": STRINGS}, open=0),
            },
            open=0,
        ),
        "accessibility_requirements": _map(_each("requisite preferred", _TOPOLOGIES), open=0),
        "capacity_range": _map(_each("required_bytes limit_bytes"), open=0),
    },
    open=0,
)

VOLUME = Rule(
    ("object", "null"),
    {
        "name": since(4, STRING),
        "driver": STRING,
        "driver_opts": OPTIONS,
        "external": _EXTERNAL,
        "labels": MAP_OR_LIST,
        "x-cluster-spec": since(10, CLUSTER_VOLUME),
    },
    extensions=7,
)

CONFIG = _map(
    {
        "name": since(5, STRING),
        "file": STRING,
        "external": _EXTERNAL_OPEN,
        "labels": MAP_OR_LIST,
        "template_driver": since(8, STRING),
    },
    extensions=7,
)

SECRET = replace(
    CONFIG,
    properties={**CONFIG.properties, "driver": since(8, STRING), "driver_opts": since(8, OPTIONS)},
)

DOCUMENT = _map(
    {
        "version": STRING,
        "services": _named(SERVICE),
        "networks": Rule(("object",), others=NETWORK, keys=".*"),
        "volumes": _named(VOLUME),
        "secrets": since(1, _named(SECRET)),
        "configs": since(3, _named(CONFIG)),
    },
    extensions=4,
)


def version_of(document: Mapping[str, Any]) -> str:
    """Return the version of a file, by default the newest one."""
    found = document.get("version", DEFAULT_VERSION)
    if found is None:
        return "<nil>"
    text = str(found).lower() if isinstance(found, bool) else str(found)
    return DEFAULT_VERSION if text in ("", "3") else text


def minor_of(version: str) -> int:
    """Return 13 for "3.13". Raises ComposeError for an unsupported version."""
    known = {f"3.{minor}": minor for minor in range(NEWEST + 1)}
    if version not in known:
        raise ComposeError(f"unsupported Compose file version: {version}")
    return known[version]
