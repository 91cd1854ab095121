"""Shows a project as YAML or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.compose.key_order import sorted_keys
from pydock.compose.project.shape import MapOf, Shape
from pydock.compose.project.types import (
    FILE_OBJECT,
    MODEL,
    NETWORK,
    SERVICE,
    VOLUME,
    FileObject,
    Project,
    Service,
)
from pydock.compose.scalars import Timestamp
from pydock.golang import gojson

Json = dict[str, Any]

_SHAPES: dict[str, Shape] = {
    "services": SERVICE,
    "networks": NETWORK,
    "volumes": VOLUME,
    "secrets": FILE_OBJECT,
    "configs": FILE_OBJECT,
    "models": MODEL,
}


def as_yaml(project: Project) -> str:
    """Return the project as one file."""
    from pydock.compose.yaml_writer import write_yaml

    found: Json = {"name": project.name} if project.name else {}
    for name, section in _sections(project).items():
        if name == "services":
            section = {key: _written(item) for key, item in section.items()}
        if section or name == "services":
            found[name] = section
    return write_yaml(found | sorted_keys(project.extensions))


def as_json(project: Project) -> str:
    """Return the project as JSON, which lacks models, and extensions but those of the top level."""
    found: Json = {"name": project.name}
    for name, section in _sections(project).items():
        if name != "models" and (section or name == "services"):
            found[name] = MapOf(_SHAPES[name]).json(section)
    found |= {key: _extension_json(value) for key, value in project.extensions.items()}
    ordered = {key: found[key] for key in sorted(found)}
    return gojson.encode(ordered, 2, html=True, sort_keys=False)


def service_json(service: Service) -> str:
    """Return a service as compact JSON."""
    return gojson.encode(SERVICE.json(dict(service)), html=True, sort_keys=False)


def _extension_json(value: Any) -> Any:
    """Return an extension as JSON shows it: keys in order, and null for an empty list."""
    if isinstance(value, dict):
        return {key: _extension_json(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_extension_json(item) for item in value] or None
    return value.rfc3339 if isinstance(value, Timestamp) else value


def _sections(project: Project) -> dict[str, Json]:
    return {
        "services": dict(project.services),
        "networks": dict(project.networks),
        "volumes": dict(project.volumes),
        "secrets": {key: _without_content(item) for key, item in project.secrets.items()},
        "configs": {
            key: _without_content(item) if item.get("environment") else dict(item)
            for key, item in project.configs.items()
        },
        "models": dict(project.models),
    }


def _without_content(item: FileObject) -> Json:
    return {key: value for key, value in item.items() if key != "content"}


def _written(service: Mapping[str, Any]) -> Json:
    """Return a service as YAML shows it."""
    found = dict(service)
    if "env_file" in found:
        found["env_file"] = [
            file["path"] if file["required"] else {"path": file["path"], "required": False}
            for file in found["env_file"]
        ]
    return found
