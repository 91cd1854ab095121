"""The directories of pydock are its architecture: every import must follow it, without cycles."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

HELPERS = {"archive", "build", "compose", "config", "progress", "terminal", "views"}

PURE = {"golang", "oci", "options", "spec"}

MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "errors": set(),
    "catalog": set(),
    "bundle": {"__main__"},
    "transport": {"__init__", "errors"},
    "golang": set(),
    "manual": set(),
    "oci": {"golang"},
    "options": {"__init__", "errors", "golang", "oci"},
    "spec": {"__init__", "errors", *PURE},
    **{helper: {"__init__", "errors", *PURE, *HELPERS} for helper in HELPERS},
    # the protocols of a connection, which the package `pydock.transport` itself holds
    **{
        helper: {"__init__", "errors", "transport", *PURE, *HELPERS}
        for helper in ("build", "terminal")
    },
    "api": {"__init__", "errors", "transport", *PURE, *HELPERS},
    "cli": {"__init__", "errors", "catalog", "manual", "api", "transport", *PURE, *HELPERS},
    "commands": {"__init__", "errors", "catalog", "cli", "api", "transport", *PURE, *HELPERS},
    "__main__": {"__init__", "errors", "cli", "terminal"},
}
"""Part of pydock -> the other parts that it may import. A part may always import itself."""

LIBRARIES: dict[str, set[str]] = {
    "click": {"cli", "commands"},
    "requests": {"transport"},
    "requests_unixsocket": {"transport"},
    "h2": {"build"},
    "hpack": {"build"},
    "rich": {"progress", "build"},
    "urllib3": {"transport"},
    "yaml": {"compose"},
}
"""Library -> the parts of pydock that may import it."""

SOURCES = sorted((ROOT / "pydock").rglob("*.py"))


def name_of(source: Path) -> str:
    """The dotted name of a module; of a package for its `__init__`."""
    name = ".".join(source.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


NAMES = {name_of(source) for source in SOURCES}


def test_imports_follow_the_architecture() -> None:
    found = [
        violation
        for source in SOURCES
        for violation in violations(source.relative_to(ROOT), source.read_text())
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("pydock/api/a.py", "import pydock.cli.app", "api imports cli"),
        ("pydock/transport/a.py", "from pydock import api", "transport imports api"),
        (
            "pydock/options/a.py",
            "def f():\n  from pydock.transport.x import y",
            "imports transport",
        ),
        ("pydock/views/a.py", "from ..cli import app", "views imports cli"),
        ("pydock/views/a.py", "import json\nfrom click import echo", "views imports click"),
        ("pydock/api/a.py", "import requests.adapters", "api imports requests"),
        ("pydock/cli/ps.py", "from rich.table import Table", "cli imports rich"),
        ("pydock/catalog.py", "from pydock import errors", "catalog imports errors"),
    ],
)
def test_an_import_against_it_is_found(path: str, text: str, words: str) -> None:
    (found,) = violations(Path(path), text)
    assert words in found


def test_no_module_imports_itself_through_others() -> None:
    """Imports inside functions and for types count as well."""
    graph = {name_of(source): imports_of(source) for source in SOURCES}
    assert cycles(graph) == []


def test_no_package_imports_itself_through_others() -> None:
    graph: dict[str, set[str]] = {}
    for source in SOURCES:
        package = package_of(name_of(source))
        others = {package_of(module) for module in imports_of(source)} - {package}
        graph.setdefault(package, set()).update(others)
    assert cycles(graph) == []


def test_a_cycle_is_found() -> None:
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [["b", "c"]]


def package_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


@cache
def import_statements(text: str) -> list[ast.Import | ast.ImportFrom]:
    """Those of a module, inside functions too."""
    nodes = ast.walk(ast.parse(text))
    return [node for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]


@cache
def imports_of(source: Path) -> set[str]:
    """The other modules of pydock that a module imports anywhere."""
    found = set()
    for node in import_statements(source.read_text()):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pydock"):
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                found.add(full if full in NAMES else str(node.module))
    return found - {name_of(source)}


def cycles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The names that reach themselves, each group of them sorted."""

    def reachable(start: str) -> set[str]:
        found: set[str] = set()
        pending = list(graph.get(start, ()))
        while pending:
            name = pending.pop()
            if name not in found:
                found.add(name)
                pending += graph.get(name, ())
        return found

    reached = {name: reachable(name) for name in graph}
    on_cycle = sorted(name for name in graph if name in reached[name])
    groups = {
        tuple(other for other in on_cycle if other in reached[name] and name in reached[other])
        for name in on_cycle
    }
    return [list(group) for group in sorted(groups)]


def violations(path: Path, text: str) -> list[str]:
    """Every import in the text that the part which the path belongs to may not make."""
    part = path.with_suffix("").parts[1]
    wrong = []
    for line, module in imported_modules(path, text):
        first, _, rest = module.partition(".")
        target = rest.partition(".")[0] or "__init__" if first == "pydock" else first
        allowed = MAY_IMPORT[part] | {part} if first == "pydock" else _parts_with(target, part)
        if target not in allowed:
            wrong.append(f"{path}:{line}: {part} imports {target}")
    return wrong


def imported_modules(path: Path, text: str) -> Iterator[tuple[int, str]]:
    """The line and full name of every module imported, inside functions too."""
    for node in import_statements(text):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        else:
            package = ".".join(path.parts[: -node.level]) if node.level else ""
            base = ".".join(part for part in (package, node.module) if part)
            if base != "pydock":
                yield node.lineno, base
                continue
            for alias in node.names:  # `from pydock import api` names a part, or a value
                known = alias.name in MAY_IMPORT
                yield node.lineno, f"pydock.{alias.name}" if known else "pydock"


def _parts_with(library: str, part: str) -> set[str]:
    """The library itself when the part may have it, nothing when it may not."""
    return {library} if part in LIBRARIES.get(library, {part}) else set()
