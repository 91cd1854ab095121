"""Resolves the files of services: `env_file` into `environment`, `label_file` into `labels`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydock.compose.errors import ComposeError
from pydock.compose.key_order import sorted_keys
from pydock.compose.project.types import SERVICE, Project, Service
from pydock.compose.project.variable_files import ReadFile, Warn, read_file
from pydock.golang.os_errors import os_reason, path_error

if TYPE_CHECKING:
    from pydock.options.interpolation import Lookup


def with_environment(project: Project, read: ReadFile, warn: Warn) -> Project:
    """Return the project with all variables of its services. Raises ComposeError."""
    services = {
        name: _with_variables(service, project.environment, read, warn)
        for name, service in project.services.items()
    }
    return project._replace(services=services)


def _with_variables(
    service: Service, environ: Mapping[str, str], read: ReadFile, warn: Warn
) -> Service:
    own = {
        key: environ.get(key) if value is None else value
        for key, value in service.get("environment", {}).items()
    }

    def lookup(name: str) -> str | None:
        return environ[name] if name in environ else own.get(name)

    found = {key: value for key, value in own.items() if value is not None}
    for file in service.get("env_file", ()):
        path = file["path"]
        try:
            if file.get("format") == "raw":
                found |= _raw_variables(path, read, lookup)
            elif file.get("format"):
                raise ComposeError(f'unsupported env_file format "{file["format"]}"')
            else:
                found = read_file(path, read, lookup, found, warn)
        except FileNotFoundError as error:
            if file.get("required", True):
                reason = f"stat {path}: {os_reason(error)}"
                raise ComposeError(f"env file {path} not found: {reason}") from None
        except OSError as error:
            raise ComposeError(f"failed to read {path}: {path_error(error, path)}") from None
    return _changed(service, "env_file", "environment", {**found, **own})


def _raw_variables(path: str, read: ReadFile, lookup: Lookup) -> dict[str, str]:
    """Return the variables of a file without quotes and references, as `run --env-file` has it."""
    from pydock.options.environment import key_value_lines

    found = {}
    data = read(path)
    try:
        for line in key_value_lines(path, lambda _: data):
            key, equals, value = line.partition("=")
            known = value if equals else lookup(key)
            if known is not None:
                found[key] = known
    except ValueError as error:
        reason = str(error).removeprefix(f"invalid env file ({path}): ")
        raise ComposeError(f"failed to parse env_file {path}: {reason}") from None
    return found


def with_labels(
    project: Project, read: ReadFile, warn: Warn, *, keeps_names: bool = False
) -> Project:
    """Return the project with all labels of its services. Raises ComposeError.

    With `keeps_names` the names of their files stay too: docker compose has them in the hashes of
    containers, and not in those that `config` prints.
    """
    services = {}
    for name, service in project.services.items():
        found: dict[str, str] = {}
        for path in service.get("label_file", ()):
            try:
                found = read_file(path, read, found.get, found, warn)
            except FileNotFoundError as error:
                reason = f"stat {path}: {os_reason(error)}"
                raise ComposeError(f"label file {path} not found: {reason}") from None
            except OSError as error:
                raise ComposeError(f"failed to read {path}: {path_error(error, path)}") from None
        labels = {**found, **service.get("labels", {})}
        services[name] = _changed(service, "label_file", "labels", labels)
        if keeps_names and "label_file" in service:
            kept: Service = {**services[name], "label_file": service["label_file"]}
            services[name] = SERVICE.in_order(kept)
    return project._replace(services=services)


def _changed(service: Service, file_key: str, key: str, values: Mapping[str, object]) -> Service:
    """Return the service with the values of its files, and without the files."""
    changed: Any = {name: item for name, item in service.items() if name not in (file_key, key)}
    if values:
        changed[key] = sorted_keys(values, deep=False)
    found: Service = SERVICE.in_order(changed)
    return found
