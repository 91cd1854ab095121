"""The folders of pydock are its architecture: every import must follow it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

HELPERS = {"archive", "build", "compose", "config", "progress", "terminal", "views"}

PURE = {"golang", "oci", "options", "spec"}

MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "errors": set(),
    "catalog": set(),
    "transport": {"__init__", "errors"},
    "golang": set(),
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
    "cli": {"__init__", "errors", "catalog", "api", "transport", *PURE, *HELPERS},
    "commands": {"__init__", "errors", "catalog", "cli", "api", "transport", *PURE, *HELPERS},
    "__main__": {"__init__", "errors", "cli"},
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


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_follow_the_architecture(source: Path) -> None:
    assert violations(source.relative_to(ROOT), source.read_text()) == []


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
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
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
