"""Query of the classic builder's POST /build, from the options of `build`."""

import json
from collections.abc import Mapping
from typing import Any

from pydock.oci import reference
from pydock.options.environment import resolved
from pydock.options.key_values import key_values
from pydock.options.value_types import StringList
from pydock.spec.build_option_types import BuildOptions

Query = dict[str, str | int | bool | list[str] | None]


def check_tag(text: str) -> str:
    """Return the tag unchanged; ValueError for an invalid one."""
    reference.parse(text)
    return text


TAGS = StringList(check=check_tag)


def build_query(
    values: BuildOptions, platform: str, environ: Mapping[str, str], proxies: Mapping[str, str]
) -> Query:
    """Return the query without defaults; `environ` and `proxies` are for arguments."""
    return {
        "version": 1,  # the classic builder
        "t": values["tag"],
        "q": values["quiet"],
        "nocache": values["no_cache"],
        "pull": values["pull"],
        "rm": "" if values["rm"] else "0",
        "forcerm": values["force_rm"],
        "squash": values["squash"],
        "target": values["target"],
        "platform": platform,
        "buildargs": json_parameter(_build_arguments(values["build_arg"], environ, proxies)),
        "labels": json_parameter(key_values(values["label"])),
        "cachefrom": json_parameter(values["cache_from"]),
        "networkmode": _other_than_default(values["network"]),
        "extrahosts": values["add_host"],
        "memory": values["memory"] or None,
        "memswap": values["memory_swap"] or None,
        "shmsize": values["shm_size"] or None,
        "cpushares": values["cpu_shares"] or None,
        "cpuperiod": values["cpu_period"] or None,
        "cpuquota": values["cpu_quota"] or None,
        "cpusetcpus": values["cpuset_cpus"],
        "cpusetmems": values["cpuset_mems"],
        "cgroupparent": values["cgroup_parent"],
        "ulimits": json_parameter(values["ulimit"]),
        "isolation": _other_than_default(values["isolation"]),
        "securityopt": values["security_opt"],
    }


def _build_arguments(
    given: list[str], environ: Mapping[str, str], proxies: Mapping[str, str]
) -> dict[str, str | None]:
    """Return values by name; None for the default in the Dockerfile."""
    arguments: dict[str, str | None] = dict(proxies)
    for text in given:
        name, equals, value = resolved(text, environ).partition("=")
        arguments[name] = value if equals else None
    return arguments


def _other_than_default(value: str) -> str | None:
    return None if value in ("", "default") else value


def json_parameter(value: Any) -> str | None:
    """Return a value of the query as JSON, None for an empty one."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True) if value else None
