"""The walk: its order, and what it does not enter."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pydock.build.ignore import EXCLUDED, IgnoreRules, read_ignore_file
from pydock.build.walk import walk
from pydock.errors import PydockError
from tests.build.trees import Directory, Link, plant


def test_order_is_by_bytes_and_directories_come_first(tmp_path: Path) -> None:
    plant(tmp_path, {"a/z": "", "a.b": "", "B": "", b"\xff": b"", "a/b/c": "", "é": ""})
    names = [found.name for found in walk(os.fsencode(tmp_path), IgnoreRules())]
    assert names == [b"B", b"a", b"a/b", b"a/b/c", b"a/z", b"a.b", "é".encode(), b"\xff"]


def test_an_excluded_directory_is_not_entered(tmp_path: Path) -> None:
    plant(tmp_path, {"a/b/c": "", "d/e": "", "keep": ""})
    rules = read_ignore_file(b"a\nd\n!d/e")
    found = {f.name: bool(f.verdict & EXCLUDED) for f in walk(os.fsencode(tmp_path), rules)}
    assert found == {b"a": True, b"d": True, b"d/e": False, b"keep": False}


def test_a_link_to_a_directory_is_not_followed(tmp_path: Path) -> None:
    plant(tmp_path, {"a/b": "", "link": Link("a"), "loop": Link(".")})
    names = [found.name for found in walk(os.fsencode(tmp_path), IgnoreRules())]
    assert names == [b"a", b"a/b", b"link", b"loop"]


def test_an_unreadable_directory_is_named(directory_of_plain_user: Path) -> None:
    plant(directory_of_plain_user, {"a": Directory(0o000)})
    with pytest.raises(PydockError) as caught:
        list(walk(os.fsencode(directory_of_plain_user), IgnoreRules()))
    assert caught.value.message == f"checking context: can't stat '{directory_of_plain_user}/a'"


def test_an_unreadable_directory_that_is_excluded_does_no_harm(
    directory_of_plain_user: Path,
) -> None:
    plant(directory_of_plain_user, {"a": Directory(0o000), "b": ""})
    (a, b) = walk(os.fsencode(directory_of_plain_user), read_ignore_file(b"a"))
    assert (a.verdict & EXCLUDED, b.verdict & EXCLUDED) == (EXCLUDED, 0)


def test_a_directory_that_vanishes_is_named(tmp_path: Path) -> None:
    plant(tmp_path, {"a/b": ""})
    found = walk(os.fsencode(tmp_path), IgnoreRules())
    assert next(found).name == b"a"
    (tmp_path / "a" / "b").unlink()
    (tmp_path / "a").rmdir()
    with pytest.raises(PydockError, match=f"{tmp_path}/a"):
        next(found)
