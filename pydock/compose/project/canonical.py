"""Converts short forms to long ones, and sets defaults that depend on nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.compose.errors import ComposeError
from pydock.compose.go_values import printed, type_name
from pydock.compose.locations import LocationTable
from pydock.compose.project import short_forms
from pydock.compose.project.paths import clean

Json = dict[str, Any]
Location = tuple[str, ...]
Convert = Callable[[Any, Location], Any]


class Canonical:
    """Converts documents; `lenient` keeps short forms that are invalid: those with variables."""

    def __init__(self, warn: Callable[[str], None], *, lenient: bool = False) -> None:
        self._warn = warn
        self._lenient = lenient
        self._rules = self._table()

    def document(self, document: Json) -> Json:
        """Return the document with long forms. Raises ComposeError."""
        found: Json = self._converted(document, (), self._rules)
        services = found.get("services")
        for service in services.values() if isinstance(services, dict) else ():
            if isinstance(service, dict) and isinstance(service.get("dns"), list):
                service["dns"] = [item for item in service["dns"] if item not in (None, "")]
        return found

    def _converted(self, value: Any, location: Location, rules: LocationTable[Convert]) -> Any:
        """Convert a value, then what is below it."""
        if rules.value is not None and (value is not None or location[0] == "services"):
            value = rules.value(value, location)
        if isinstance(value, dict):
            for key, item in value.items():
                below = rules.below(key)
                if below is not None:
                    value[key] = self._converted(item, (*location, key), below)
        elif isinstance(value, list):
            below = rules.below("[]")
            if below is not None:
                value = [self._converted(item, (*location, "[]"), below) for item in value]
        return value

    def _table(self) -> LocationTable[Convert]:
        services: dict[str, Convert] = {
            "build": self._long("context", "build"),
            "build.additional_contexts": self._pairs,
            "build.provenance": self._text,
            "build.sbom": self._text,
            "build.secrets.*": self._file_reference,
            "build.ssh": self._ssh,
            "build.ulimits.*": self._ulimit,
            "configs.*": self._file_reference,
            "depends_on": self._dependencies,
            "develop.watch.*.ignore": self._list,
            "develop.watch.*.include": self._list,
            "devices.*": self._device,
            "dns": self._list,
            "env_file": self._env_files,
            "extends": self._long("service", "extends"),
            "gpus": self._gpus,
            "label_file": self._list,
            "models": self._keys,
            "networks": self._keys,
            "ports": self._ports,
            "secrets.*": self._file_reference,
            "ulimits.*": self._ulimit,
            "volumes.*": self._mount,
        }
        return LocationTable(
            {
                **{f"services.*.{location}": convert for location, convert in services.items()},
                **dict.fromkeys(
                    ("volumes.*", "networks.*", "secrets.*", "configs.*"), self._external
                ),
            }
        )

    def _invalid(self, value: Any, location: Location, what: str) -> ComposeError:
        return ComposeError(f"{'.'.join(location)}: invalid type {type_name(value)} for {what}")

    def _list(self, value: Any, location: Location) -> Any:
        return [value] if isinstance(value, str) else value

    def _text(self, value: Any, location: Location) -> Any:
        return value if isinstance(value, str) else printed(value)

    def _keys(self, value: Any, location: Location) -> Any:
        return {str(key): None for key in value} if isinstance(value, list) else value

    def _long(self, key: str, what: str) -> Convert:
        """Return what converts a text to the mapping in which it is the value of a key."""

        def convert(value: Any, location: Location) -> Any:
            if isinstance(value, str):
                return {key: value}
            if not isinstance(value, dict):
                raise self._invalid(value, location, what)
            return value

        return convert

    def _file_reference(self, value: Any, location: Location) -> Any:
        if isinstance(value, str):
            return {"source": value}
        if not isinstance(value, dict):
            raise ComposeError(f"{'.'.join(location)}: unsupported type {type_name(value)}")
        return value

    def _pairs(self, value: Any, location: Location) -> Any:
        if isinstance(value, dict):
            return value
        if not isinstance(value, list):
            raise ComposeError(f"{'.'.join(location)}: invalid type {type_name(value)}")
        found: Json = {}
        for item in value:
            key, equals, word = str(item).partition("=")
            if not equals:
                if self._lenient:
                    return value
                raise ComposeError(
                    f"{'.'.join(location)}: invalid value {item}, expected key=value"
                )
            found[key] = word
        return found

    def _dependencies(self, value: Any, location: Location) -> Any:
        if isinstance(value, list):
            return {str(key): {"condition": "service_started", "required": True} for key in value}
        if not isinstance(value, dict):
            raise self._invalid(value, location, "depend_on")
        for key, item in value.items():
            if not isinstance(item, dict):
                raise ComposeError(
                    f"{'.'.join(location)}.{key}: unsupported value {printed(value)}"
                )
            item.setdefault("condition", "service_started")
            item.setdefault("required", True)
        return value

    def _env_files(self, value: Any, location: Location) -> Any:
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            raise self._invalid(value, location, "env_file")
        found: list[Any] = []
        for item in value:
            if isinstance(item, str):
                item = {"path": item}
            if isinstance(item, dict):
                item.setdefault("required", True)
            found.append(item)
        return found

    def _gpus(self, value: Any, location: Location) -> Any:
        if isinstance(value, str):
            return [{"count": "all"}]
        if not isinstance(value, list):
            raise self._invalid(value, location, "gpus")
        return value

    def _device(self, value: Any, location: Location) -> Any:
        if isinstance(value, dict):
            return value
        if not isinstance(value, str):
            raise self._invalid(value, location, "service volume mount")
        found = short_forms.device(value)
        if found is None and not self._lenient:
            raise ComposeError(f"confusing device mapping, please use long syntax: {value}")
        return found or {"source": "", "target": "", "permissions": "rwm"}

    def _ssh(self, value: Any, location: Location) -> Any:
        if isinstance(value, dict):
            return value
        if not isinstance(value, list):
            raise self._invalid(value, location, "ssh")
        found: Json = {}
        for item in value:
            key, equals, path = str(item).partition("=")
            if not equals and key != "default":
                raise ComposeError(f'invalid ssh key "{item}"')
            found[key] = path if equals else None
        return found

    def _ulimit(self, value: Any, location: Location) -> Any:
        if isinstance(value, dict) or type(value) is int:
            return value
        raise self._invalid(value, location, "external")

    def _mount(self, value: Any, location: Location) -> Any:
        if isinstance(value, dict):
            return value
        if not isinstance(value, str):
            raise self._invalid(value, location, "service volume mount")
        try:
            found = short_forms.mount(value)
        except ValueError as error:
            if self._lenient:
                return value
            raise ComposeError(str(error)) from None
        return {**found, "target": clean(found["target"])}

    def _ports(self, value: Any, location: Location) -> Any:
        if not isinstance(value, list):
            raise self._invalid(value, location, "port")
        found: list[Any] = []
        for item in value:
            if isinstance(item, dict):
                found.append(item)
            elif isinstance(item, str) or type(item) is int:
                try:
                    found.extend(short_forms.ports(str(item)))
                except ValueError as error:
                    if self._lenient:
                        return value
                    raise ComposeError(str(error)) from None
            else:
                raise self._invalid(item, location, "port")
        return found

    def _external(self, value: Any, location: Location) -> Any:
        external = value.get("external") if isinstance(value, dict) else None
        if not isinstance(external, dict):
            return value
        value["external"] = True
        if "name" in external:
            self._warn(
                f"{'.'.join(location)}: external.name is deprecated."
                " Please set name and external: true"
            )
            if value.setdefault("name", external["name"]) != external["name"]:
                raise ComposeError(
                    f"{'.'.join(location)}: name and external.name conflict; only use name"
                )
        return value


def set_defaults(document: Json) -> None:
    """Set the defaults of builds, secrets, ports and devices."""
    for service in mappings(document.get("services")):
        build = service.get("build")
        if isinstance(build, dict):
            build.setdefault("context", ".")
        for secret in mappings(service.get("secrets")):
            secret.setdefault("target", f"/run/secrets/{printed(secret.get('source'))}")
        for port in mappings(service.get("ports")):
            port.setdefault("protocol", "tcp")
            port.setdefault("mode", "ingress")
        deploy = service.get("deploy")
        resources = deploy.get("resources") if isinstance(deploy, dict) else None
        reserved = resources.get("reservations") if isinstance(resources, dict) else None
        devices = reserved.get("devices") if isinstance(reserved, dict) else None
        for device in (*mappings(devices), *mappings(service.get("gpus"))):
            if "count" not in device and "device_ids" not in device:
                device["count"] = "all"


def mappings(values: Any) -> list[Json]:
    """Return the mappings among the values of a mapping or list."""
    if isinstance(values, dict):
        values = list(values.values())
    return [value for value in values if isinstance(value, dict)] if values else []
