"""What a context holds, as users see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.build.context_listing import ContextEntry, list_context
from pydock.build.dockerfile import context_rules, find_dockerfile
from pydock.errors import PydockError
from tests.build.trees import HardLink, Link, Socket, Tree, plant


def listed(directory: Path, tree: Tree, dockerfile: str = "") -> list[ContextEntry]:
    plant(directory, {"Dockerfile": "FROM x\n", **tree})
    given = str(directory / dockerfile) if dockerfile else ""
    found = find_dockerfile(str(directory), given)
    return list(list_context(str(directory), context_rules(str(directory), found)))


def test_sizes_and_kinds(tmp_path: Path) -> None:
    tree: Tree = {"a": "12345", "dir/b": "1", "link": Link("a"), "same": HardLink("a")}
    assert listed(tmp_path, {**tree, "sock": Socket()}) == [
        ContextEntry("Dockerfile", True, False, 7, ""),
        ContextEntry("a", True, False, 5, ""),
        ContextEntry("dir/", True, True, 0, ""),
        ContextEntry("dir/b", True, False, 1, ""),
        ContextEntry("link", True, False, 0, ""),
        ContextEntry("same", True, False, 0, "the same file as one above"),
        ContextEntry("sock", False, False, 0, "a socket"),
    ]


def test_rules_that_decided(tmp_path: Path) -> None:
    rules = "# all but one\n*\n!dir/keep\n"
    assert listed(tmp_path, {".dockerignore": rules, "dir/keep": "1", "dir/x": "2"}) == [
        ContextEntry(".dockerignore", True, False, len(rules), "always sent"),
        ContextEntry("Dockerfile", True, False, 7, "always sent"),
        ContextEntry("dir/", False, True, 0, ".dockerignore:2: *"),
        ContextEntry("dir/keep", True, False, 1, ".dockerignore:3: !dir/keep"),
        ContextEntry("dir/x", False, False, 0, ".dockerignore:2: *"),
    ]


def test_rules_of_a_dockerfile_are_named(tmp_path: Path) -> None:
    tree: Tree = {"D": "FROM x\n", "D.dockerignore": "a\n", "a": "1"}
    (found,) = [one for one in listed(tmp_path, tree, "D") if not one.is_sent]
    assert found == ContextEntry("a", False, False, 0, "D.dockerignore:1: a")


def test_names_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    tree: Tree = {"\x1b[2J\n": "", ".dockerignore": "\x1b*\n"}
    first = listed(tmp_path, tree)[0]
    assert first.name == "\\x1b[2J\\n"
    assert first.why == ".dockerignore:1: \\x1b*"


def test_what_vanishes_is_named(tmp_path: Path) -> None:
    plant(tmp_path, {"Dockerfile": "", "gone": ""})
    found = find_dockerfile(str(tmp_path), "")
    listing = list_context(str(tmp_path), context_rules(str(tmp_path), found))
    next(listing)
    (tmp_path / "gone").unlink()
    with pytest.raises(PydockError, match="gone"):
        next(listing)
