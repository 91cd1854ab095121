"""Merges documents: later files over earlier ones, a service over the one that it extends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.compose.errors import ComposeError
from pydock.compose.go_values import printed
from pydock.compose.locations import LocationTable, each

Json = dict[str, Any]
Location = tuple[str, ...]
Merge = Callable[[Any, Any, Location, "LocationTable[Merge] | None"], Any]


def merged(base: Json, over: Json) -> Json:
    """Return a document merged into an earlier one, which changes. Raises ComposeError."""
    found: Json = _merged(base, over, (), _RULES)
    return found


def extended(base: Json, service: Json) -> Json:
    """Return a service merged into the one that it extends, which changes."""
    rules = _RULES.below("services")
    found: Json = _merged(base, service, ("services", "x"), rules and rules.below("x"))
    return found


def _merged(base: Any, over: Any, location: Location, rules: LocationTable[Merge] | None) -> Any:
    if rules is not None and rules.value is not None:
        return rules.value(base, over, location, rules)
    if over is None:
        return base
    for kind in (dict, list):
        if isinstance(base, kind) and not isinstance(over, kind):
            raise ComposeError(f"cannot override {'.'.join(location)}")
    if isinstance(base, dict):
        return _mappings(base, over, location, rules)
    if isinstance(base, list):
        return [*base, *over]
    return over


def _mappings(
    base: Json, over: Json, location: Location, rules: LocationTable[Merge] | None
) -> Json:
    for key, value in over.items():
        if key in base:
            below = rules.below(key) if rules else None
            base[key] = _merged(base[key], value, (*location, key), below)
        else:
            base[key] = value
    return base


def _replaced(base: Any, over: Any, location: Location, rules: LocationTable[Merge] | None) -> Any:
    return over


def _sequences(base: Any, over: Any, location: Location, rules: LocationTable[Merge] | None) -> Any:
    """Merge lists of `key=value`, or mappings as such lists."""
    return [*as_list(base), *as_list(over)]


def _hosts(base: Any, over: Any, location: Location, rules: LocationTable[Merge] | None) -> Any:
    first = as_list(base)
    return [*first, *(host for host in as_list(over) if host not in first)]


def as_list(value: Any) -> list[Any]:
    """Return a mapping as a sorted list of `key=value`, a text as a list."""
    if isinstance(value, dict):
        found: list[str] = []
        for key, item in value.items():
            if isinstance(item, list):
                found.extend(f"{key}={printed(each)}" for each in item)
            else:
                found.append(key if item is None else f"{key}={printed(item)}")
        return sorted(found)
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str) else []


def _keyed(default: Json | None) -> Merge:
    """Return the merge of mappings that may be lists of keys, which have a default value."""

    def as_mapping(value: Any) -> Json:
        if isinstance(value, list):
            return {str(key): None if default is None else dict(default) for key in value}
        return value if isinstance(value, dict) else {}

    def merge(base: Any, over: Any, location: Location, rules: LocationTable[Merge] | None) -> Any:
        return _mappings(as_mapping(base), as_mapping(over), location, rules)

    return merge


def _builds(base: Any, over: Any, location: Location, rules: LocationTable[Merge] | None) -> Any:
    def as_mapping(value: Any) -> Json:
        if isinstance(value, str):
            return {"context": value}
        return value if isinstance(value, dict) else {}

    return _mappings(as_mapping(base), as_mapping(over), location, rules)


def _logging(base: Any, over: Any, location: Location, rules: LocationTable[Merge] | None) -> Any:
    """Merge the options of one driver; those of another replace them."""
    if not isinstance(base, dict) or not isinstance(over, dict):
        raise ComposeError(f"{'.'.join(location)} must be a mapping")
    if "driver" in base and "driver" in over and base["driver"] != over["driver"]:
        return over
    return _mappings(base, over, location, rules)


def _pools(base: Any, over: Any, location: Location, rules: LocationTable[Merge] | None) -> Any:
    """Merge address pools of networks by their subnets."""
    if not isinstance(base, list) or not isinstance(over, list):
        raise ComposeError(f"{'.'.join(location)} must be a list")
    found: list[Json] = []

    def position(subnet: Any) -> int | None:
        return next((i for i, pool in enumerate(found) if pool.get("subnet") == subnet), None)

    for pool in base:
        for other in over:
            subnet = other.get("subnet")
            if subnet != pool.get("subnet") and position(subnet) is None:
                found.append(other)
                continue
            combined = _mappings(pool, other, location, None)
            known = position(combined.get("subnet"))
            if known is None:
                found.append(combined)
            else:
                found[known] = combined
    return found


_DEPENDENCY = {"condition": "service_started", "required": True}

_RULES: LocationTable[Merge] = LocationTable(
    {
        "networks.*.ipam.config": _pools,
        "networks.*.labels": _sequences,
        "volumes.*.labels": _sequences,
        "services.*.build": _builds,
        "services.*.build.extra_hosts": _hosts,
        "services.*.command": _replaced,
        "services.*.depends_on": _keyed(_DEPENDENCY),
        "services.*.entrypoint": _replaced,
        "services.*.extra_hosts": _hosts,
        "services.*.healthcheck.test": _replaced,
        "services.*.logging": _logging,
        "services.*.models": _keyed(None),
        "services.*.networks": _keyed(None),
        "services.*.ulimits.*": _replaced,
        **each(
            "services.*",
            "annotations build.args build.additional_contexts build.labels deploy.labels dns"
            " dns_opt dns_search env_file label_file environment labels volumes.*.volume.labels"
            " sysctls tmpfs",
            _sequences,
        ),
    }
)
