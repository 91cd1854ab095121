"""Patterns for names in a container."""

from __future__ import annotations

import pytest

from pydock.archive.globs import Pattern, pattern
from pydock.archive.tar_headers import DIRECTORY, Entry

CONTENT = [
    Entry(b"./", DIRECTORY),
    Entry(b"./a.log"),
    Entry(b"./b.log"),
    Entry(b"./b.txt"),
    Entry(b"./.hidden.log"),
    Entry(b"./sub/", DIRECTORY),
    Entry(b"./sub/c.log"),
    Entry(b"./sub/deep/", DIRECTORY),
    Entry(b"./sub/deep/d.log"),
    Entry(b"./[x].log"),
    Entry(b"./\xff.log"),
]


@pytest.mark.parametrize(
    ("path", "directory", "found"),
    [
        (b"/var/*.log", b"/var", [b"a.log", b"b.log", b"[x].log", b"\xff.log"]),
        (b"/var/?.log", b"/var", [b"a.log", b"b.log", b"\xff.log"]),
        (b"/var/[ab].*", b"/var", [b"a.log", b"b.log", b"b.txt"]),
        (b"/var/[!a].log", b"/var", [b"b.log", b"\xff.log"]),
        (b"/var/[[]x].log", b"/var", [b"[x].log"]),
        (b"/var/.*", b"/var", [b".hidden.log"]),
        (b"/var/*/*.log", b"/var", [b"sub/c.log"]),
        (b"/var/s*/deep/?.log", b"/var", [b"sub/deep/d.log"]),
        (b"/var/*/", b"/var", [b"sub/"]),
        (b"/var/*/.", b"/var", [b"sub/."]),
        (b"var//./*.txt", b"/var", [b"b.txt"]),
        (b"*.txt", b"/", [b"b.txt"]),
        (b"/var/*.none", b"/var", []),
        (b"/var/**", b"/var", [b"a.log", b"b.log", b"b.txt", b"sub", b"[x].log", b"\xff.log"]),
    ],
)
def test_what_a_pattern_finds(path: bytes, directory: bytes, found: list[bytes]) -> None:
    read = pattern(path)
    assert read is not None
    assert read.directory == directory
    assert read.matches(CONTENT) == [directory.rstrip(b"/") + b"/" + name for name in found]


@pytest.mark.parametrize("path", [b"/var/log", b"", b".", b"/a.b", b"a]b", b"a{b}"])
def test_texts_without_a_pattern(path: bytes) -> None:
    assert pattern(path) is None


def test_the_directory_to_list_is_the_last_one_without_a_pattern() -> None:
    assert pattern(b"/a/b*/c/d") == Pattern(b"/a", [b"b*", b"c", b"d"], b"")
