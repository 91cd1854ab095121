"""Which services depend on which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydock.compose.errors import ComposeError
from pydock.compose.project.cycles import find_cycle
from pydock.compose.project.selection import service_of, with_selected
from pydock.compose.project.service_parts import Dependency
from pydock.compose.project.types import Project

#: name of a service -> names of others
Edges = dict[str, list[str]]


def dependencies(project: Project) -> Edges:
    """Return what each service depends on, optional services that are missing left out.

    Raises ComposeError for a service that is missing or disabled, and for a cycle.
    """
    edges = {
        name: [
            other
            for other, one in service.get("depends_on", {}).items()
            if _exists(project, name, other, one)
        ]
        for name, service in project.services.items()
    }
    check_cycles(edges)
    return edges


def dependents(edges: Mapping[str, Iterable[str]]) -> Edges:
    """Return the services that depend on each one."""
    found: Edges = {name: [] for name in edges}
    for name, others in edges.items():
        for other in others:
            found[other].append(name)
    return found


def reachable(edges: Mapping[str, Iterable[str]], names: Iterable[str]) -> list[str]:
    """Return names and all that they lead to, each once."""
    found: dict[str, None] = {}
    pending = list(names)
    while pending:
        name = pending.pop(0)
        if name not in found:
            found[name] = None
            pending += edges.get(name, ())
    return list(found)


def with_dependents(project: Project, names: Sequence[str]) -> Project:
    """Return the project with some services and those that depend on them. ComposeError."""
    for name in names:
        service_of(project, name)
    kept = reachable(dependents(dependencies(project)), names)
    return with_selected(project, kept, with_dependencies=False)


def _exists(project: Project, name: str, other: str, dependency: Dependency) -> bool:
    if other in project.services:
        return True
    if not dependency.get("required", True):
        return False
    disabled = project.disabled_services.get(other)
    if disabled is not None:
        profiles = " ".join(disabled.get("profiles", []))
        raise ComposeError(
            f"service {other} is required by {name} but is disabled."
            f" Can be enabled by profiles [{profiles}]"
        )
    raise ComposeError(f"could not find {other}: not found")


def check_cycles(edges: Edges) -> None:
    """Raise ComposeError with a cycle's services if there is one."""
    cycle = find_cycle(edges)
    if cycle:
        raise ComposeError(f"cycle found: {' -> '.join(cycle)}")
