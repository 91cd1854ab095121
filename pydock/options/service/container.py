"""What `service update` changes of a task's container: the API's ContainerSpec."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydock.options import health
from pydock.options.environment import resolved
from pydock.options.mounts import with_absolute_sources
from pydock.options.resources import capabilities
from pydock.options.service.asked import Asked, each_once, pairs, part, put
from pydock.options.service.spec import Here, check_mounts, swarm_hosts

Json = dict[str, Any]

#: key of the option -> field, where the value goes as it is
_FIELDS = {
    "args": "Args",
    "entrypoint": "Command",
    "hostname": "Hostname",
    "image": "Image",
    "isolation": "Isolation",
    "oom_score_adj": "OomScoreAdj",
    "read_only": "ReadOnly",
    "stop_signal": "StopSignal",
    "tty": "TTY",
    "user": "User",
    "workdir": "Dir",
}

#: option that adds and removes -> list of DNSConfig
_DNS_LISTS = {"dns": "Nameservers", "dns_search": "Search", "dns_option": "Options"}


def update_container(spec: Json, asked: Asked, here: Here) -> None:
    """Change the ContainerSpec in place; ValueError and NotSupported as for a new one."""
    asked.set_fields(spec, _FIELDS)
    for key, field in (("init", "Init"), ("stop_grace_period", "StopGracePeriod")):
        if key in asked.given:
            spec[field] = asked.values[key]  # false and 0 are something else than nothing
    asked.set_pairs(spec, "Labels", "container_label")
    asked.set_list(spec, "Groups", "group")
    for option, field in _DNS_LISTS.items():
        if asked.changes(option):
            dns = part(spec, "DNSConfig")
            asked.set_list(dns, field, option, lambda items: sorted(set(items)))
    if asked.changes("env"):
        added = [resolved(variable, here.environ) for variable in asked.added("env")]
        put(spec, "Env", updated_variables(spec.get("Env") or (), added, asked.removed("env")))
    if asked.changes("mount"):
        mounts = with_absolute_sources(asked.added("mount"), here.working_directory)
        check_mounts(mounts, here.api_version)
        put(
            spec, "Mounts", updated_mounts(spec.get("Mounts") or (), mounts, asked.removed("mount"))
        )
    if asked.changes("host"):
        hosts = spec.get("Hosts") or ()
        put(spec, "Hosts", updated_hosts(hosts, asked.added("host"), asked.removed("host")))
    if asked.changes("sysctl"):
        sysctls = dict(spec.get("Sysctls") or {})
        for key in pairs(asked.removed("sysctl")):
            sysctls.pop(key, None)
        put(spec, "Sysctls", {**sysctls, **pairs(asked.added("sysctl"))})
    if asked.changes("ulimit"):
        limits = {one["Name"]: one for one in spec.get("Ulimits") or ()}
        for name in pairs(asked.removed("ulimit")):
            limits.pop(name, None)
        limits |= {one["Name"]: one for one in asked.added("ulimit")}
        put(spec, "Ulimits", [limits[name] for name in sorted(limits)])
    if asked.any_of(("cap_add", "cap_drop")):
        old = spec.get("CapabilityAdd") or (), spec.get("CapabilityDrop") or ()
        new = updated_capabilities(*old, asked.values["cap_add"], asked.values["cap_drop"])
        put(spec, "CapabilityAdd", new[0])
        put(spec, "CapabilityDrop", new[1])
    _update_health(spec, asked)


def updated_variables(variables: Iterable[str], add: Iterable[str], rm: Iterable[str]) -> list[str]:
    """`NAME=value` texts: the names to remove go, new values stand where the old ones stood."""
    removed = set(rm)
    found = {_name(one): one for one in variables if _name(one) not in removed}
    return list((found | {_name(one): one for one in add}).values())


def _name(variable: str) -> str:
    return variable.partition("=")[0]


def updated_mounts(mounts: Iterable[Json], add: Sequence[Json], rm: Iterable[str]) -> list[Json]:
    """The mounts with those to add, without the targets to remove, in the order docker sends."""
    added = {mount["Target"]: mount for mount in add}
    if len(added) < len(add):
        raise ValueError("duplicate mount target")
    found = {mount.get("Target", ""): mount for mount in mounts} | added
    removed = set(rm)
    kept = [mount for target, mount in found.items() if target not in removed]
    return sorted(kept, key=lambda mount: (mount.get("Source", ""), mount.get("Target", "")))


def updated_hosts(hosts: Iterable[str], add: Iterable[str], rm: Iterable[str]) -> list[str]:
    """Lines of a hosts file, `address name [name...]`, in the order in which they came.

    `rm` are `name`, gone from every line, or `name:address`, gone from the lines of that address.
    """
    removed = [(name, address) for name, _, address in (one.partition(":") for one in rm)]
    found = []
    for line in hosts:
        address, *names = line.split() or [""]
        names = [
            name for name in names if (name, "") not in removed and (name, address) not in removed
        ]
        if names:
            found.append(" ".join((address, *names)))
    return each_once([*found, *swarm_hosts(add)])


_RESET = "RESET"


def updated_capabilities(
    added: Iterable[str], dropped: Iterable[str], add: Iterable[str], drop: Iterable[str]
) -> tuple[list[str], list[str]]:
    """The capabilities added and dropped from now on.

    To add what was dropped, or to drop what was added, only takes the old word back. RESET
    clears a list first. What is to be both added and dropped is added.
    """
    plus, minus = set(capabilities(added)), set(capabilities(dropped))
    to_add, to_drop = _with_reset(add), _with_reset(drop)
    if _RESET in to_add:
        plus.clear()
    if _RESET in to_drop:
        minus.clear()
    to_add.discard(_RESET)
    to_drop.discard(_RESET)
    for name in to_drop - to_add:
        plus.discard(name) if name in plus else minus.add(name)
    for name in to_add:
        minus.discard(name) if name in minus else plus.add(name)
    return _listed(plus), _listed(minus)


def _with_reset(names: Iterable[str]) -> set[str]:
    return {_RESET if name == f"CAP_{_RESET}" else name for name in capabilities(names)}


def _listed(names: set[str]) -> list[str]:
    return ["ALL"] if "ALL" in names else sorted(names)


def _update_health(spec: Json, asked: Asked) -> None:
    given = asked.any_of((*health.FIELDS, "health_cmd"))
    if asked.values["no_healthcheck"]:
        if given:
            raise ValueError("--no-healthcheck conflicts with --health-* options")
        spec["Healthcheck"] = {"Test": ["NONE"]}
    elif given or "no_healthcheck" in asked.given:
        check = part(spec, "Healthcheck")
        if (check.get("Test") or [""])[0] == "NONE":
            del check["Test"]
        asked.set_fields(check, health.FIELDS)
        if "health_cmd" in asked.given:
            command = asked.values["health_cmd"]
            put(check, "Test", ["CMD-SHELL", command] if command else [])
