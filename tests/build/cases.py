"""Contexts of all kinds: trees, ignore files, options."""

from __future__ import annotations

import stat
from typing import NamedTuple

from tests.build.trees import (
    Device,
    Directory,
    File,
    HardLink,
    Link,
    Node,
    Pipe,
    Socket,
    Tree,
    empty_files,
)

FROM = "FROM scratch\n"
USUAL: Tree = {
    "Dockerfile": FROM,
    "a": "1",
    "b.txt": "2",
    "dir/a": "3",
    "dir/b.txt": "4",
    "dir/sub/a": "5",
    "dir/sub/b.md": "6",
    "dir/sub/deep/a": "7",
    "other/a": "8",
    "other/x.txt": "9",
    "empty": Directory(),
}
_P60, _P155 = "p" * 60, "p" * 155
_Q60, _Q100 = "q" * 60, "q" * 100
_LONG = "y" * 250


class Case(NamedTuple):
    """A context directory and how it is built."""

    tree: Tree
    ignore: str | bytes | None = None
    dockerfile: str = ""


def _of(tree: Tree | None = None, **more: Node) -> Case:
    named: Tree = {name: node for name, node in more.items()}  # noqa: C416 (widens the type)
    return Case({"Dockerfile": FROM, **(tree or {}), **named})


def _named(*names: str) -> Case:
    return _of(empty_files(*names))


def _ignoring(ignore: str | bytes, *names: str) -> Case:
    """An ignore file for empty files of these names, or for the usual tree."""
    return Case({"Dockerfile": FROM, **empty_files(*names)} if names else USUAL, ignore)


FILES = {
    "usual": Case(USUAL),
    "modes of files": _of(a=File(mode=0o4755), b=File(mode=0o2711), c=File(mode=0)),
    "modes of directories": _of(a=Directory(0o1777), b=Directory(0o2700), c=Directory(0)),
    "old": _of(a=File(mtime_seconds=-1000.5), b=File(mtime_seconds=0.75)),
    "far future": _of(a=File(mtime_seconds=8**11 + 5)),
    "links": _of(a="1", b=Link("a"), c=Link("/nowhere"), d=Link("../.."), e=Link("Dockerfile")),
    "long links": _of(a=Link("t" * 100), b=Link("t" * 101), c=Link("t/" * 400)),
    "hostile links": _of(a=Link("\n"), b=Link(b"\xff\xfe"), c=Link("ü"), d=Link("d")),
    "hard links": _of({"a": "1", "b": HardLink("a"), "dir/c": HardLink("a")}),
    "hard link with long names": _of({_LONG: "1", "z": HardLink(_LONG), "é": HardLink(_LONG)}),
    "hard link of link": _of(a=Link("t"), b=HardLink("a")),
    "hard link of pipe": _of(a=Pipe(), b=HardLink("a")),
    "hard link of what is left out": Case({"Dockerfile": FROM, "a": "1", "b": HardLink("a")}, "a"),
    "pipe": _of(a=Pipe()),
    "socket": _of(a=Socket(), b="1"),
    "devices": _of(c=Device(stat.S_IFCHR, 1, 7), d=Device(stat.S_IFBLK, 259, 1_000_000)),
    "sparse": _of(a=File(sparse_bytes=70_000), b="1"),
    "sizes around blocks": _of({f"f{n}": "x" * n for n in (1, 511, 512, 513, 1023, 1024, 1025)}),
    "sizes around chunks": _of({f"f{n}": "x" * n for n in (32767, 32768, 131073, 262144, 262145)}),
    "program": _of(run=File(b"#!/bin/sh\n", 0o755)),
}

NAMES = {
    "order": _named("a/x", "a.b", "a-b", "A", "ab", "a b", "a!", "ä", "Z/x", "0"),
    "odd names": _named(" ", "\n", "\t\\", "*", "[a]", "#x", "!y", "-rf", "'\"", "\x7f\x01"),
    "not ASCII": _named("ü", "dir-é/日本", "\U0001f433/x"),
    "not Unicode": _of({b"\xff": b"", b"d\xe9/x\x80": b"", b"l\xff": Link(b"\xff")}),
    "files of 100 bytes": _named("n" * 99, "n" * 100, "n" * 101),
    "directories of 100 bytes": _named(*("k" * n + "/x" for n in (98, 99, 100, 101))),
    "names in two fields": _named(f"{_P60}/{_Q60}", f"{_P155}/{_Q100}", f"{_P60}/{_P60}/{_Q60}"),
    "names too long for that": _named(f"{_P155}r/{_Q100}", f"{_P155}/{_Q100}r"),
    "directories in two fields": _named("p" * 90 + "/" + "q" * 90 + "/x", "r" * 99 + "/s/x"),
    "deep": _named("d/" * 120 + "f"),
    "long and not ASCII": _named("é" * 60 + "/" + "x" * 99 + "ü", "ü" * 120 + "/x"),
    "long and old": _of({f"{_P60}/{_Q60}": File(mtime_seconds=-5)}),
}

RULES = {
    "nothing": _ignoring("# only a comment\n\n   \n"),
    "names": _ignoring("a\ndir/b.txt\n"),
    "directory": _ignoring("dir\n"),
    "all": _ignoring("*\n"),
    "all but one": _ignoring("*\n!dir/sub/a\n"),
    "all but by wildcard": _ignoring("*\n!dir/*/a\n"),
    "all but anywhere": _ignoring("*\n!**/*.txt\n"),
    "everything but a directory": _ignoring("**\n!dir\n"),
    "stars in front": _ignoring("**/a\n*/b.txt\n"),
    "stars within": _ignoring("dir/**/a\nother/**\n"),
    "back and forth": _ignoring("dir\n!dir/sub\ndir/sub/deep\n!dir/sub/deep/a\n"),
    "parent forgotten": _ignoring("dir/*\n!dir\n"),
    "question marks": _ignoring("?\ndir/?.txt\n"),
    "classes": _ignoring("[a-b]\nd[^x]r/[!b]*\n"),
    "odd classes": _ignoring("[*]\n[[:alpha:]]\ndir/[\\]a]\n"),
    "escapes": _ignoring("\\a\n\\*\ndir\\/a\n\\d\n"),
    "unclean": _ignoring("./a\n/dir//sub/../b.txt/\nother/.\n../x\n"),
    "spaces": _ignoring("  a \t\r\n\u00a0b.txt\u3000\n! dir\n #a\n"),
    "byte order mark": _ignoring(b"\xef\xbb\xbfa\n"),
    "bytes": Case({"Dockerfile": FROM, b"\xff": "", b"\xfe": "", "\ufffd": ""}, b"\xff\n?\n"),
    "line breaks in names": _ignoring("a*\n!a?b\n**/b\n", "a\nb", "ab", "\n/b"),
    "special in expressions": _ignoring("a.?\na+\n(*)\n$*\n", "a.b", "axb", "a+", "(a)", "$"),
    "carets": _ignoring("^a\n?^\n", "^a", "a^", "^"),
    "the Dockerfile": _ignoring("Dockerfile\n.dockerignore\n"),
    "the Dockerfile by wildcard": _ignoring("D*\n.*\n"),
    "exceptions to nothing": _ignoring("!a\n!dir\n"),
    "two signs": _ignoring("!!a\n/!b.txt\n*\n"),
    "no last line break": _ignoring("a"),
    "no rule": _ignoring(""),
    "refused": _ignoring("a\n[\n"),
    "refused later": _ignoring("zzz\n\\q\n"),
    "a sign alone": _ignoring("a\n!\n"),
}

DOCKERFILES = {
    "named": Case({**USUAL, "dir/My": FROM}, "dir\n", "dir/My"),
    "in lower case": Case({"dockerfile": FROM, "a": ""}, "d*\n"),
    "a link": Case({"Dockerfile": Link("real"), "real": FROM}, "*\n"),
    "missing": Case({"a": ""}),
    "named and missing": Case(USUAL, None, "dir/Missing"),
    "a link to nothing": Case({"Dockerfile": Link("gone")}),
    "a link to itself": Case({"Dockerfile": Link("Dockerfile")}),
    "of a name that is not Unicode": Case({b"D\xff": FROM}, None, "D\udcff"),
    "rules in a linked file": Case({**USUAL, ".dockerignore": Link("rules"), "rules": "a\n"}),
    "rules in a directory": Case({**USUAL, ".dockerignore": Directory()}),
    "rules in a link to itself": Case({**USUAL, ".dockerignore": Link(".dockerignore")}),
    "rules in a link to nothing": Case({**USUAL, ".dockerignore": Link("gone")}),
}

CASES = {
    f"{group}: {name}": case
    for group, cases in {
        "files": FILES,
        "names": NAMES,
        "rules": RULES,
        "dockerfile": DOCKERFILES,
    }.items()
    for name, case in cases.items()
}
