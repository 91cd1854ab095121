"""Project: the objects of a stack in the normal form (docker's long forms, in its order)."""

from dataclasses import dataclass, field
from typing import Any

from pydock.compose.key_order import sorted_keys
from pydock.compose.stack.decoding import Memory
from pydock.compose.yaml_writer import write_yaml

Json = dict[str, Any]

#: sections of a file, in the order of the output
SECTIONS = ("services", "networks", "volumes", "secrets", "configs")


@dataclass
class Project:
    """One Compose file, or several merged ones."""

    version: str
    services: dict[str, Json] = field(default_factory=dict)
    networks: dict[str, Json] = field(default_factory=dict)
    volumes: dict[str, Json] = field(default_factory=dict)
    secrets: dict[str, Json] = field(default_factory=dict)
    configs: dict[str, Json] = field(default_factory=dict)
    #: extensions (x-), unchanged
    extras: Json = field(default_factory=dict)
    #: warnings for the user
    warnings: list[str] = field(default_factory=list)

    def section(self, name: str) -> dict[str, Json]:
        found: dict[str, Json] = getattr(self, name)
        return found

    def as_yaml(self) -> str:
        """Return the project as one Compose file."""
        document: Json = {"version": self.version}
        for name in SECTIONS:
            section = self.section(name)
            if section or name == "services":
                document[name] = {key: _written(item) for key, item in _sorted(section).items()}
        return write_yaml(document | sorted_keys(self.extras))


#: fields of a service that docker does not write
_UNWRITTEN = ("oom_score_adj",)


def _sorted(section: dict[str, Json]) -> dict[str, Json]:
    order: dict[str, Any] = sorted_keys(dict.fromkeys(section))
    return {key: section[key] for key in order}


def _written(item: Json) -> Json:
    """Return an object of a section, with user-defined keys sorted."""
    fields = {key: value for key, value in item.items() if not is_extra(key)}
    extras = {key: value for key, value in item.items() if is_extra(key)}
    for key in _UNWRITTEN:
        fields.pop(key, None)
    written = {key: _value(value, key) for key, value in fields.items()}
    written |= sorted_keys(extras)
    return written


def is_extra(key: str) -> bool:
    """Is it an extension?"""
    return key.startswith("x-") and key != "x-cluster-spec"


#: fields with user-defined keys
_MAPS = frozenset(
    (
        "args", "driver_opts", "environment", "labels", "networks", "options", "segments",
        "sysctls", "ulimits",
    )
)  # fmt: skip


def _value(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        ordered = _sorted(value) if name in _MAPS else value
        return {key: _value(item, key) for key, item in ordered.items()}
    if isinstance(value, list):
        return [_value(item, name) for item in value]
    return str(value) if isinstance(value, Memory) else value
