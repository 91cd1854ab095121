"""The attributes of Compose files with their types."""

from __future__ import annotations

from pydock.compose.project.rules import (
    Rule,
    either,
    list_of,
    mapping,
    named,
    numbers,
    strings,
    types,
)

TEXT = types("string")
_NUMBER = types("number", "string")
_INTEGER = types("integer", "string")
_BOOLEAN = types("boolean", "string")
_TRUE_OR_FALSE = types("boolean")
_TEXTS = list_of(TEXT)
_UNIQUE = list_of(TEXT, unique=True)
_TEXT_OR_LIST = either(TEXT, _UNIQUE)
_SCALAR = types("string", "number", "boolean", "null")
_PAIRS = either(named(_SCALAR, keys=".+", closed=True), _UNIQUE)
_COMMAND = either(types("null"), TEXT, _TEXTS)
_OPTIONS = named(types("string", "number"), keys=".+")
_HOSTS = either(named(either(TEXT, _TEXTS), keys=".+", closed=True), _UNIQUE)
_NAME = "[a-zA-Z0-9._-]+"


def _file_references() -> Rule:
    long = mapping(strings("source target uid gid") | {"mode": _NUMBER})
    return list_of(either(TEXT, long))


_FILE_REFERENCES = _file_references()
_LIMITS = mapping({"hard": _INTEGER, "soft": _INTEGER}, required=("soft", "hard"))
_ULIMITS = named(either(_INTEGER, _LIMITS), keys="[a-z]+")

_BUILD = mapping(
    {
        **strings("context dockerfile dockerfile_inline network target isolation"),
        **dict.fromkeys(("entitlements", "cache_from", "cache_to", "tags", "platforms"), _TEXTS),
        **dict.fromkeys(("args", "ssh", "labels", "additional_contexts"), _PAIRS),
        **dict.fromkeys(("no_cache", "pull", "privileged"), _BOOLEAN),
        **dict.fromkeys(("provenance", "sbom"), types("string", "boolean")),
        "shm_size": _INTEGER,
        "extra_hosts": _HOSTS,
        "secrets": _FILE_REFERENCES,
        "ulimits": _ULIMITS,
    }
)

_RATES = list_of(mapping({"path": TEXT, "rate": _INTEGER}, extensions=False))
_WEIGHTS = list_of(mapping({"path": TEXT, "weight": _INTEGER}, extensions=False))
_BLKIO = mapping(
    {
        **dict.fromkeys(
            ("device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops"), _RATES
        ),
        "weight": _INTEGER,
        "weight_device": _WEIGHTS,
    },
    extensions=False,
)

_HOOK = mapping(
    {
        **strings("user working_dir"),
        "command": _COMMAND,
        "privileged": _BOOLEAN,
        "environment": _PAIRS,
    },
    required=("command",),
)

_WATCH = mapping(
    {
        **strings("path target"),
        "ignore": _TEXT_OR_LIST,
        "include": _TEXT_OR_LIST,
        "action": types("string", enum=("rebuild", "sync", "restart", "sync+restart", "sync+exec")),
        "exec": _HOOK,
        "initial_sync": _TRUE_OR_FALSE,
    },
    required=("path", "action"),
)
_DEVELOP = mapping({"watch": list_of(_WATCH)}, null=True)

_DEVICE_REQUEST = {
    "capabilities": _UNIQUE,
    "count": _INTEGER,
    "device_ids": _UNIQUE,
    "driver": TEXT,
    "options": _PAIRS,
}
_RESOURCES = mapping(
    {
        "limits": mapping({"cpus": _NUMBER, "memory": TEXT, "pids": _INTEGER}),
        "reservations": mapping(
            {
                "cpus": _NUMBER,
                "memory": TEXT,
                "generic_resources": list_of(
                    mapping({"discrete_resource_spec": mapping({"kind": TEXT, "value": _NUMBER})})
                ),
                "devices": list_of(mapping(_DEVICE_REQUEST, required=("capabilities",))),
            }
        ),
    }
)
_UPDATE = mapping(
    {
        **strings("delay failure_action monitor"),
        "parallelism": _INTEGER,
        "max_failure_ratio": _NUMBER,
        "order": types("string", enum=("start-first", "stop-first")),
    }
)
_DEPLOY = mapping(
    {
        **strings("mode endpoint_mode"),
        "replicas": _INTEGER,
        "labels": _PAIRS,
        "rollback_config": _UPDATE,
        "update_config": _UPDATE,
        "resources": _RESOURCES,
        "restart_policy": mapping({**strings("condition delay window"), "max_attempts": _INTEGER}),
        "placement": mapping(
            {
                "constraints": _TEXTS,
                "preferences": list_of(mapping({"spread": TEXT})),
                "max_replicas_per_node": _INTEGER,
            }
        ),
    },
    null=True,
)

_DEPENDENCIES = either(
    _UNIQUE,
    named(
        mapping(
            {
                "restart": _BOOLEAN,
                "required": _TRUE_OR_FALSE,
                "condition": types(
                    "string",
                    enum=("service_started", "service_healthy", "service_completed_successfully"),
                ),
            },
            required=("condition",),
        ),
        keys=_NAME,
        closed=True,
    ),
)

_ENV_FILES = either(
    TEXT,
    list_of(
        either(
            TEXT,
            mapping(
                {**strings("path format"), "required": _BOOLEAN},
                required=("path",),
                extensions=False,
            ),
        )
    ),
)

_HEALTH_CHECK = mapping(
    {
        **strings("interval timeout start_period start_interval"),
        "disable": _BOOLEAN,
        "retries": _NUMBER,
        "test": either(TEXT, _TEXTS),
    }
)

_ATTACHMENTS = either(
    _UNIQUE,
    named(
        either(
            mapping(
                {
                    **strings("interface_name ipv4_address ipv6_address mac_address"),
                    **numbers("priority gw_priority"),
                    "aliases": _UNIQUE,
                    "link_local_ips": _UNIQUE,
                    "driver_opts": _OPTIONS,
                }
            ),
            types("null"),
        ),
        keys=_NAME,
        closed=True,
    ),
)

_PORTS = list_of(
    either(
        types("number"),
        TEXT,
        mapping(
            {
                **strings("name mode host_ip protocol app_protocol"),
                "target": _INTEGER,
                "published": _INTEGER,
            }
        ),
    ),
    unique=True,
)

_MOUNTS = list_of(
    either(
        TEXT,
        mapping(
            {
                **strings("source target consistency"),
                "type": types(
                    "string", enum=("bind", "volume", "tmpfs", "cluster", "npipe", "image")
                ),
                "read_only": _BOOLEAN,
                "bind": mapping(
                    {
                        "propagation": TEXT,
                        "create_host_path": _BOOLEAN,
                        "recursive": types(
                            "string", enum=("enabled", "disabled", "writable", "readonly")
                        ),
                        "selinux": types("string", enum=("z", "Z")),
                    }
                ),
                "volume": mapping({"labels": _PAIRS, "nocopy": _BOOLEAN, "subpath": TEXT}),
                "tmpfs": mapping(
                    {"size": either(types("integer", minimum=0), TEXT), "mode": _NUMBER}
                ),
                "image": mapping({"subpath": TEXT}),
            },
            required=("type",),
        ),
    ),
    unique=True,
)

_PROVIDER_VALUE = types("string", "number", "boolean")

SERVICE = mapping(
    {
        **strings(
            "cgroup_parent cpuset domainname hostname image ipc isolation mac_address network_mode"
            " platform pull_refresh_after restart runtime stop_grace_period stop_signal user uts"
            " userns_mode working_dir"
        ),
        **dict.fromkeys(
            (
                *("attach", "init", "oom_kill_disable", "privileged", "read_only", "stdin_open"),
                "tty",
            ),
            _BOOLEAN,
        ),
        **dict.fromkeys(
            (
                *("cpu_shares", "cpu_quota", "cpu_period", "cpu_rt_period", "cpu_rt_runtime"),
                *("cpus", "mem_limit", "memswap_limit", "pids_limit", "shm_size"),
            ),
            _NUMBER,
        ),
        **dict.fromkeys(("mem_reservation", "mem_swappiness", "scale"), _INTEGER),
        **dict.fromkeys(("annotations", "environment", "labels", "sysctls"), _PAIRS),
        **dict.fromkeys(
            (
                *("cap_add", "cap_drop", "device_cgroup_rules", "dns_opt", "external_links"),
                *("links", "profiles", "security_opt", "volumes_from"),
            ),
            _UNIQUE,
        ),
        **dict.fromkeys(("dns", "dns_search", "tmpfs"), _TEXT_OR_LIST),
        "build": either(TEXT, _BUILD),
        "blkio_config": _BLKIO,
        "cgroup": types("string", enum=("host", "private")),
        "command": _COMMAND,
        "configs": _FILE_REFERENCES,
        "container_name": types("string", pattern="[a-zA-Z0-9][a-zA-Z0-9_.-]+"),
        "cpu_count": either(TEXT, types("integer", minimum=0)),
        "cpu_percent": either(TEXT, types("integer", minimum=0, maximum=100)),
        "credential_spec": mapping(strings("config file registry")),
        "depends_on": _DEPENDENCIES,
        "deploy": _DEPLOY,
        "develop": _DEVELOP,
        "devices": list_of(
            either(TEXT, mapping(strings("source target permissions"), required=("source",)))
        ),
        "entrypoint": _COMMAND,
        "env_file": _ENV_FILES,
        "label_file": either(TEXT, _TEXTS),
        "expose": list_of(types("string", "number"), unique=True),
        "extends": either(
            TEXT, mapping(strings("service file"), required=("service",), extensions=False)
        ),
        "extra_hosts": _HOSTS,
        "gpus": either(types("string", enum=("all",)), list_of(mapping(_DEVICE_REQUEST))),
        "group_add": list_of(types("string", "number"), unique=True),
        "healthcheck": _HEALTH_CHECK,
        "logging": mapping(
            {"driver": TEXT, "options": named(types("string", "number", "null"), keys=".+")}
        ),
        "models": either(
            _UNIQUE,
            named(either(mapping(strings("endpoint_var model_var")), types("null")), keys=_NAME),
        ),
        "networks": _ATTACHMENTS,
        "oom_score_adj": either(TEXT, types("integer", minimum=-1000, maximum=1000)),
        "pid": types("string", "null"),
        "ports": _PORTS,
        "post_start": list_of(_HOOK),
        "pre_stop": list_of(_HOOK),
        "provider": mapping(
            {
                "type": TEXT,
                "options": named(either(_PROVIDER_VALUE, list_of(_PROVIDER_VALUE)), keys=".+"),
            },
            required=("type",),
        ),
        "pull_policy": types(
            "string",
            pattern="always|never|build|if_not_present|missing|refresh|daily|weekly"
            "|every_([0-9]+[wdhms])+",
        ),
        "secrets": _FILE_REFERENCES,
        "storage_opt": types("object"),
        "ulimits": _ULIMITS,
        "use_api_socket": _TRUE_OR_FALSE,
        "volumes": _MOUNTS,
    }
)

_INCLUDE = either(
    TEXT,
    mapping(
        {"path": _TEXT_OR_LIST, "env_file": _TEXT_OR_LIST, "project_directory": TEXT},
        extensions=False,
    ),
)


def _external(*, closed: bool) -> Rule:
    rule = mapping({"name": TEXT}, closed=closed)
    return rule.with_types("boolean", "string", "object")


_POOL = mapping(
    {**strings("subnet ip_range gateway"), "aux_addresses": named(TEXT, keys=".+", closed=True)}
)
_NETWORK = mapping(
    {
        **strings("name driver"),
        **dict.fromkeys(("internal", "enable_ipv4", "enable_ipv6", "attachable"), _BOOLEAN),
        "driver_opts": _OPTIONS,
        "ipam": mapping(
            {
                "driver": TEXT,
                "config": list_of(_POOL),
                "options": named(TEXT, keys=".+", closed=True),
            }
        ),
        "external": _external(closed=True),
        "labels": _PAIRS,
    },
    null=True,
)
_VOLUME = mapping(
    {
        **strings("name driver"),
        "driver_opts": _OPTIONS,
        "external": _external(closed=True),
        "labels": _PAIRS,
    },
    null=True,
)
_SECRET = mapping(
    {
        **strings("name environment file driver template_driver"),
        "external": _external(closed=False),
        "labels": _PAIRS,
        "driver_opts": _OPTIONS,
    }
)
_CONFIG = mapping(
    {
        **strings("name content environment file template_driver"),
        "external": _external(closed=False),
        "labels": _PAIRS,
    }
)
_MODEL = mapping(
    {**strings("name model"), "context_size": types("integer"), "runtime_flags": _TEXTS},
    required=("model",),
)

DOCUMENT = mapping(
    {
        **strings("version name"),
        "include": list_of(_INCLUDE),
        "services": named(SERVICE, keys=_NAME, closed=True),
        "models": named(_MODEL, keys=_NAME),
        "networks": named(_NETWORK, keys=_NAME),
        "volumes": named(_VOLUME, keys=_NAME, closed=True),
        "secrets": named(_SECRET, keys=_NAME, closed=True),
        "configs": named(_CONFIG, keys=_NAME, closed=True),
    }
)
