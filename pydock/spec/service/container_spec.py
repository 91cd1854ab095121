"""Changes of a ContainerSpec by `service update`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydock.options.environment import resolved
from pydock.options.key_values import key_values
from pydock.options.mounts import with_absolute_sources
from pydock.options.resources import capabilities
from pydock.spec import health_check
from pydock.spec.mount_versions import check_mounts
from pydock.spec.request_context import RequestContext
from pydock.spec.service.changes import ParsedOptions, each_once, part, put
from pydock.spec.service.create import hosts_lines
from pydock.spec.service.option_types import ListOption
from pydock.spec.version_rules import CONTAINER_SPEC, SERVICE_CREATE, SERVICE_UPDATE, copied_fields

Json = dict[str, Any]

#: option with -add and -rm -> list of DNSConfig
_DNS_LISTS: Mapping[ListOption, str] = {
    "dns": "Nameservers",
    "dns_search": "Search",
    "dns_option": "Options",
}


def update_container(spec: Json, parsed: ParsedOptions, context: RequestContext) -> None:
    """Change the ContainerSpec in place. Raises ValueError and NotSupported."""
    parsed.set_fields(spec, copied_fields(SERVICE_UPDATE, CONTAINER_SPEC))
    if "init" in parsed.given:  # false and 0 differ from none
        spec["Init"] = parsed.values["init"]
    if "stop_grace_period" in parsed.given:
        spec["StopGracePeriod"] = parsed.values["stop_grace_period"]
    parsed.set_pairs(spec, "Labels", "container_label")
    parsed.set_list(spec, "Groups", "group")
    for option, field in _DNS_LISTS.items():
        if parsed.changes(option):
            dns = part(spec, "DNSConfig")
            parsed.set_list(dns, field, option, lambda items: sorted(set(items)))

    def with_values(old: list[str], add: list[str], rm: list[str]) -> list[str]:
        return updated_variables(old, [resolved(one, context.environ) for one in add], rm)

    def with_sources(old: list[Json], add: list[Json], rm: list[str]) -> list[Json]:
        check_mounts(add, SERVICE_CREATE, context)
        return updated_mounts(old, with_absolute_sources(add, context.working_directory), rm)

    parsed.change(spec, "Env", "env", with_values)
    parsed.change(spec, "Mounts", "mount", with_sources)
    parsed.change(spec, "Hosts", "host", updated_hosts)
    parsed.change(spec, "Sysctls", "sysctl", updated_sysctls)
    parsed.change(spec, "Ulimits", "ulimit", updated_ulimits)
    _update_capabilities(spec, parsed)
    _update_health(spec, parsed)


def updated_variables(variables: Iterable[str], add: Iterable[str], rm: Iterable[str]) -> list[str]:
    """Return `NAME=value` texts; new values keep the position of old ones."""
    removed = set(rm)
    found = {_name(one): one for one in variables if _name(one) not in removed}
    return list((found | {_name(one): one for one in add}).values())


def _name(variable: str) -> str:
    return variable.partition("=")[0]


def updated_mounts(mounts: Iterable[Json], add: Sequence[Json], rm: Iterable[str]) -> list[Json]:
    """Return the mounts with `add` and without the targets `rm`, in docker's order."""
    added = {mount["Target"]: mount for mount in add}
    if len(added) < len(add):
        raise ValueError("duplicate mount target")
    found = {mount.get("Target", ""): mount for mount in mounts} | added
    removed = set(rm)
    kept = [mount for target, mount in found.items() if target not in removed]
    return sorted(kept, key=lambda mount: (mount.get("Source", ""), mount.get("Target", "")))


def updated_hosts(hosts: Iterable[str], add: Iterable[str], rm: Iterable[str]) -> list[str]:
    """Return lines `address name...`; `rm` are names, or `name:address` of that address only."""
    removed = [(name, address) for name, _, address in (one.partition(":") for one in rm)]
    found = []
    for line in hosts:
        address, *names = line.split() or [""]
        names = [
            name for name in names if (name, "") not in removed and (name, address) not in removed
        ]
        if names:
            found.append(" ".join((address, *names)))
    return each_once([*found, *hosts_lines(add)])


def updated_sysctls(
    sysctls: Mapping[str, str], add: Iterable[str], rm: Iterable[str]
) -> dict[str, str]:
    """Return the sysctls; `rm` may have any value."""
    removed = key_values(rm)
    kept = {key: value for key, value in dict(sysctls).items() if key not in removed}
    return {**kept, **key_values(add)}


def updated_ulimits(ulimits: Iterable[Json], add: Iterable[Json], rm: Iterable[str]) -> list[Json]:
    """Return the limits sorted by name; `rm` may have any value."""
    removed = key_values(rm)
    found = {one["Name"]: one for one in ulimits if one["Name"] not in removed}
    found |= {one["Name"]: one for one in add}
    return [found[name] for name in sorted(found)]


def _update_capabilities(spec: Json, parsed: ParsedOptions) -> None:
    if not parsed.any_of(("cap_add", "cap_drop")):
        return
    added, dropped = updated_capabilities(
        spec.get("CapabilityAdd") or (),
        spec.get("CapabilityDrop") or (),
        parsed.values["cap_add"],
        parsed.values["cap_drop"],
    )
    put(spec, "CapabilityAdd", added)
    put(spec, "CapabilityDrop", dropped)


_RESET = "RESET"


def updated_capabilities(
    added: Iterable[str], dropped: Iterable[str], add: Iterable[str], drop: Iterable[str]
) -> tuple[list[str], list[str]]:
    """Return new lists: adding and dropping cancel each other, RESET clears a list first."""
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


def _update_health(spec: Json, parsed: ParsedOptions) -> None:
    given = parsed.any_of((*health_check.FIELDS, "health_cmd"))
    if parsed.values["no_healthcheck"]:
        if given:
            raise ValueError("--no-healthcheck conflicts with --health-* options")
        spec["Healthcheck"] = {"Test": ["NONE"]}
    elif given or "no_healthcheck" in parsed.given:
        check = part(spec, "Healthcheck")
        if (check.get("Test") or [""])[0] == "NONE":
            del check["Test"]
        parsed.set_fields(check, health_check.FIELDS)
        if "health_cmd" in parsed.given:
            command = parsed.values["health_cmd"]
            put(check, "Test", ["CMD-SHELL", command] if command else [])
