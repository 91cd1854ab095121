"""Keeps the last of the entries of a list that mean the same: a variable, a port, a target."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.compose.errors import ComposeError
from pydock.compose.go_values import printed_text, type_name
from pydock.compose.locations import LocationTable, each
from pydock.compose.project.short_forms import mount_target

Location = tuple[str, ...]
Key = Callable[[Any, Location], str]


def unique(value: Any, location: Location = (), keys: LocationTable[Key] | None = None) -> Any:
    """Return a document with one entry of each key in its lists. Raises ComposeError."""
    keys = _KEYS if keys is None else keys
    if isinstance(value, dict):
        for name, item in value.items():
            below = keys.below(name)
            if below is not None:
                value[name] = unique(item, (*location, name), below)
    elif isinstance(value, list) and keys.value is not None:
        return _unique(value, location, keys.value)
    return value


def _unique(entries: list[Any], location: Location, key_of: Key) -> list[Any]:
    found: dict[str, Any] = {}
    for index, entry in enumerate(entries):
        found[key_of(entry, (*location, f"[{index}]"))] = entry
    return list(found.values())


def _pair(value: Any, location: Location) -> str:
    if not isinstance(value, str):
        raise ComposeError(f"{'.'.join(location)}: unexpected type {type_name(value)}")
    return value.partition("=")[0]


def _mount(value: Any, location: Location) -> str:
    if isinstance(value, dict):
        if not isinstance(value.get("target"), str):
            raise ComposeError(f"service volume {'.'.join(location)} is missing a mount target")
        return str(value["target"])
    try:
        return mount_target(value) if isinstance(value, str) else ""
    except ValueError as error:
        raise ComposeError(str(error)) from None


def _device(value: Any, location: Location) -> str:
    if isinstance(value, dict):
        if not isinstance(value.get("target"), str):
            raise ComposeError(f"service device {'.'.join(location)} is missing a mount target")
        return str(value["target"])
    parts = value.split(":") if isinstance(value, str) else [""]
    return parts[0] if len(parts) == 1 else parts[1]


def _exposed(value: Any, location: Location) -> str:
    if isinstance(value, str) or type(value) is int:
        return str(value)
    raise ComposeError(f"{'.'.join(location)}: unsupported expose value {printed_text(value)}")


def _file(directory: str) -> Key:
    def key(value: Any, location: Location) -> str:
        if isinstance(value, str):
            return f"{directory}/{value}"
        if isinstance(value, dict):
            return str(value.get("target", f"{directory}/{value.get('source')}"))
        raise ComposeError(f"{'.'.join(location)}: unsupported expose value {printed_text(value)}")

    return key


def _port(value: Any, location: Location) -> str:
    if isinstance(value, dict):
        if "target" not in value:
            raise ComposeError(f"service ports {'.'.join(location)} is missing a target port")
        host, protocol = value.get("host_ip", "0.0.0.0"), value.get("protocol", "tcp")
        return f"{host}:{value.get('published')!r}:{value['target']!r}/{protocol}"
    return str(value) if isinstance(value, str | int) else ""


def _env_file(value: Any, location: Location) -> str:
    if isinstance(value, dict):
        if "path" not in value:
            raise ComposeError(f"environment path attribute {'.'.join(location)} is missing")
        return str(value["path"])
    return value if isinstance(value, str) else ""


_KEYS: LocationTable[Key] = LocationTable(
    {
        "networks.*.labels": _pair,
        "networks.*.ipam.options": _pair,
        "services.*.devices": _device,
        "services.*.configs": _file(""),
        "services.*.secrets": _file("/run/secrets"),
        "services.*.env_file": _env_file,
        "services.*.expose": _exposed,
        "services.*.ports": _port,
        "services.*.volumes": _mount,
        **each(
            "services.*",
            "annotations build.args build.additional_contexts build.platform build.tags"
            " build.labels cap_add cap_drop deploy.labels dns dns_opt dns_search environment"
            " labels links networks.*.aliases networks.*.link_local_ips profiles sysctls tmpfs",
            _pair,
        ),
    }
)
