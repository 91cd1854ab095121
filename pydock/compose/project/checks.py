"""Checks of a merged model that a schema does not express."""

from __future__ import annotations

from typing import Any

from pydock.compose.errors import ComposeError
from pydock.golang.net import parse_ip

Json = dict[str, Any]


def check(model: Json) -> None:
    """Raise ComposeError for attributes that exclude each other, or are malformed."""
    for name, volume in _items(model, "volumes"):
        _check_external(volume, f"volumes.{name}")
    for name, item in _items(model, "configs"):
        _check_source(item, f"configs.{name}", ("file", "environment", "content"))
    for name, item in _items(model, "secrets"):
        _check_source(item, f"secrets.{name}", ("file", "environment"))
    for name, service in _items(model, "services"):
        _check_service(service, f"services.{name}")


def _items(model: Json, section: str) -> list[tuple[str, Json]]:
    return [
        (name, item)
        for name, item in sorted((model.get(section) or {}).items())
        if isinstance(item, dict)
    ]


def _check_external(volume: Json, location: str) -> None:
    if volume.get("external"):
        for key in volume:
            if key not in ("name", "external") and not key.startswith("x-"):
                raise ComposeError(
                    f'{location}: conflicting parameters "external" and "{key}" specified'
                )


def _check_source(item: Json, location: str, keys: tuple[str, ...]) -> None:
    given = [key for key in keys if key in item]
    names = "|".join(keys)
    if len(given) > 1:
        raise ComposeError(f"{location}: {names} attributes are mutually exclusive")
    if not given and "driver" not in item and "external" not in item:
        raise ComposeError(f"{location}: one of {names} must be set")


def _check_service(service: Json, location: str) -> None:
    for port in service.get("ports") or ():
        address = port.get("host_ip") if isinstance(port, dict) else None
        if address is not None and parse_ip(address) is None:
            raise ComposeError(f"{location}.ports.[]: invalid ip address: {address}")
    for watch in (service.get("develop") or {}).get("watch") or ():
        if watch.get("path") == "":
            raise ComposeError(f"{location}.develop.watch.[].path: value can't be blank")
    reserved = ((service.get("deploy") or {}).get("resources") or {}).get("reservations") or {}
    for where, devices in (
        ("deploy.resources.reservations.devices", reserved.get("devices")),
        ("gpus", service.get("gpus")),
    ):
        for device in devices or ():
            if "count" in device and "device_ids" in device:
                raise ComposeError(
                    f'{location}.{where}.[]: "count" and "device_ids" attributes are exclusive'
                )
