"""Merges Compose files: the rule of each field for the values of a later file."""

from collections.abc import Callable
from typing import Any

from pydock.compose.go_values import is_zero
from pydock.compose.stack.decoding import Json
from pydock.compose.stack.project import Project
from pydock.compose.stack.shapes import SERVICE

Merge = Callable[[Any, Any], Any]


def merge_into(base: Project, override: Project) -> None:
    """Merge a later file: services by field, other sections replaced, extensions kept."""
    for name, service in override.services.items():
        earlier = base.services.get(name)
        base.services[name] = service if earlier is None else _service(earlier, service)
    for section in ("networks", "volumes", "secrets", "configs"):
        base.section(section).update(override.section(section))
    base.warnings.extend(override.warnings)


def _service(base: Json, override: Json) -> Json:
    merged = dict(base)
    for name in dict.fromkeys((*base, *override)):
        merge = _extras if name.startswith("x-") else _FIELDS.get(name, _merged)
        if name in _SETS and name in base:
            merged[name] = _by_key(base[name], override.get(name, []), _SETS[name])
        elif name in override:
            merged[name] = merge(base[name], override[name]) if name in base else override[name]
    return SERVICE.in_order(merged)


def _merged(base: Any, override: Any) -> Any:
    """Default rule: mappings are merged, lists joined, values replaced but by zero ones."""
    if isinstance(base, dict) and isinstance(override, dict):
        return _mappings(base, override)
    if isinstance(base, list) and isinstance(override, list):
        return base + override
    is_count = type(override) is int
    return override if is_count or not is_zero(override) else base


def _mappings(base: Json, override: Json) -> Json:
    merged = dict(base)
    for name, value in override.items():
        is_labels = name == "labels" and isinstance(value, dict)
        merge = _united if is_labels else _merged
        merged[name] = merge(base[name], value) if name in base else value
    return merged


def _extras(base: Any, override: Any) -> Any:
    """Merge as `_merged`, but zero values replace too."""
    if isinstance(base, dict) and isinstance(override, dict):
        return base | {
            key: _extras(base[key], value) if key in base else value
            for key, value in override.items()
        }
    if isinstance(base, list) and isinstance(override, list):
        return base + override
    return override


def _replaced(base: Any, override: Any) -> Any:
    return override


def _united(base: Json, override: Json) -> Json:
    return base | override


def _logging(base: Json, override: Json) -> Json:
    """Merge the options of the same driver."""
    if "driver" in base and base["driver"] != override.get("driver", base["driver"]):
        return override
    options = base.get("options", {}) | override.get("options", {})
    return base | override | ({"options": options} if options else {})


def _networks(base: Json, override: Json) -> Json:
    """Take aliases and addresses of the later file, and keep driver options."""
    merged = dict(base)
    for name, network in override.items():
        earlier = base.get(name)
        if earlier is None or network is None:
            merged[name] = network if earlier is None else earlier
            continue
        merged[name] = {key: value for key, value in earlier.items() if key != "aliases"}
        merged[name] |= {key: value for key, value in network.items() if key != "driver_opts"}
    return merged


def _by_key(base: list[Json], override: list[Json], key: str) -> list[Json]:
    """Return the last item of each key, sorted by key."""
    found = {item.get(key): item for item in (*base, *override)}
    return sorted(found.values(), key=lambda item: (item.get(key) is not None, item.get(key)))


#: lists whose items have a key
_SETS = {"ports": "published", "secrets": "source", "configs": "source", "volumes": "target"}

_FIELDS: dict[str, Merge] = {
    "command": _replaced,
    "entrypoint": _replaced,
    "labels": _united,
    "sysctls": _united,
    "logging": _logging,
    "networks": _networks,
    "ulimits": _united,
}
