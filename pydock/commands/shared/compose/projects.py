"""The projects of an engine, found by the labels of their containers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pydock.api.engine import Engine
from pydock.commands.shared.compose.containers import list_labelled
from pydock.compose.errors import ComposeError
from pydock.compose.observed import Container, observed
from pydock.compose.requests import labels


class FoundProject(NamedTuple):
    """A project: its name, the states of its containers, and its files."""

    name: str
    status: str
    config_files: str


def list_projects(engine: Engine, *, all: bool, names: Sequence[str]) -> list[FoundProject]:
    """Return projects with running containers, or all, of names that match. ComposeError."""
    label_filters = [labels.PROJECT, labels.CONFIG_HASH]
    found: dict[str, list[Container]] = {}
    for one in map(observed, list_labelled(engine, label_filters, all=all)):
        found.setdefault(one.labels.get(labels.PROJECT, ""), []).append(one)
    return [
        FoundProject(name, _status(found[name]), _files(found[name]))
        for name in sorted(found)
        if _is_selected(name, names)
    ]


def _is_selected(name: str, patterns: Sequence[str]) -> bool:
    """Return whether a name matches one of some patterns, which may be parts of it."""
    try:
        return not patterns or any(one == name or re.search(one, name) for one in patterns)
    except re.error as error:
        raise ComposeError(f"invalid filter: {error}") from None


def _status(found: Sequence[Container]) -> str:
    """Return the states of containers with their numbers: "exited(1), running(2)"."""
    counts = Counter(one.state for one in found)
    return ", ".join(f"{state}({counts[state]})" for state in sorted(counts))


def _files(found: Sequence[Container]) -> str:
    files: dict[str, None] = {}
    for one in found:
        if labels.CONFIG_FILES not in one.labels:
            return "N/A"
        files |= dict.fromkeys(one.labels[labels.CONFIG_FILES].split(","))
    return ",".join(files)
