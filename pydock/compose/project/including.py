"""`include`: the models of other files, with their own directories and variables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydock.compose.errors import ComposeError
from pydock.compose.go_values import printed, type_name
from pydock.compose.project.decoders import wrong

Json = dict[str, Any]

SECTIONS = ("services", "volumes", "networks", "secrets", "configs", "models")


class Include(NamedTuple):
    """One entry: the first path is the main file, those behind it override it."""

    paths: list[str]
    project_directory: str
    env_files: list[str]


def includes(value: Any) -> list[Include]:
    """Return the entries of a document. Raises ComposeError."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise ComposeError(f"`include` must be a list, got {printed(value)}")
    return [_include(item, number) for number, item in enumerate(value)]


def _include(value: Any, number: int) -> Include:
    if isinstance(value, str):
        value = {"path": value}
    if not isinstance(value, dict):
        raise wrong((f"[{number}]",), f'expected a map or struct, got "{type_name(value)}"')
    directory = value.get("project_directory")
    if not isinstance(directory, str | None):
        kind = type_name(directory)
        raise wrong(
            (f"[{number}]", "project_directory"),
            f"expected type 'string', got unconvertible type '{kind}'",
        )
    return Include(_texts(value.get("path")), directory or "", _texts(value.get("env_file")))


def _texts(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def add_included(model: Json, document: Json) -> None:
    """Add the objects of an included model to a document. Raises ComposeError on a conflict."""
    for section in SECTIONS:
        if model.get(section) is None:
            continue
        known = document.setdefault(section, {})
        for name, item in model[section].items():
            if name in known and known[name] != item:
                raise ComposeError(f"{section}.{name} conflicts with imported resource")
            known[name] = item


def cycle(included: Sequence[str], path: str) -> ComposeError:
    """Return the error for a file that includes itself through others."""
    first, *others = (*included, path)
    lines = "\n include ".join(others)
    return ComposeError(f"include cycle detected:\n{first}\n include {lines}")
