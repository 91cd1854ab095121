"""Makes trees of files of every kind that a context can hold."""

# ruff: noqa: PTH101, PTH103, PTH118, PTH120, PTH123, PTH211 (pathlib knows no paths of bytes)

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_MTIME_SECONDS = 1_600_000_000


class Link(NamedTuple):
    """A symbolic link."""

    target: str | bytes


class HardLink(NamedTuple):
    """A further name of a file that was made before."""

    name: str


class Pipe(NamedTuple):
    """A named pipe."""


class Socket(NamedTuple):
    """A socket that a server left behind."""


class Device(NamedTuple):
    """A character or block device; only root can make one."""

    kind: int
    major: int
    minor: int


class File(NamedTuple):
    """A file of which more than the content matters; a sparse one has a size alone."""

    content: bytes = b""
    mode: int = 0o644
    mtime_seconds: float = _MTIME_SECONDS
    sparse_bytes: int = 0


class Directory(NamedTuple):
    """An empty directory, or the mode of one that has content."""

    mode: int = 0o755


Node = str | bytes | Link | HardLink | Pipe | Socket | Device | File | Directory
Tree = Mapping[str | bytes, Node]


def empty_files(*names: str) -> dict[str | bytes, Node]:
    """A tree of empty files."""
    return dict.fromkeys(names, "")


def plant(root: Path, tree: Tree) -> None:
    """Make the tree below a directory: names to what they are; text is the content of a file.

    Every entry has the same time, unless a `File` has one of its own.
    """
    modes: list[tuple[bytes, int]] = []
    for name, node in tree.items():
        path = os.path.join(os.fsencode(root), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        _make(os.fsencode(root), path, node)
        if isinstance(node, Directory):
            modes.append((path, node.mode))
    for directory, names, others in os.walk(os.fsencode(root), topdown=False):
        for path in (*(os.path.join(directory, name) for name in (*names, *others)), directory):
            if not stat.S_ISREG(os.lstat(path).st_mode):
                os.utime(path, (_MTIME_SECONDS, _MTIME_SECONDS), follow_symlinks=False)
    for path, mode in modes:
        os.chmod(path, mode)


def _make(root: bytes, path: bytes, node: Node) -> None:
    if isinstance(node, Link):
        os.symlink(os.fsencode(node.target), path)
    elif isinstance(node, HardLink):
        os.link(os.path.join(root, os.fsencode(node.name)), path, follow_symlinks=False)
    elif isinstance(node, Pipe):
        os.mkfifo(path)
    elif isinstance(node, Socket):
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path)
    elif isinstance(node, Device):
        os.mknod(path, node.kind | 0o640, os.makedev(node.major, node.minor))
    elif isinstance(node, Directory):
        os.makedirs(path, exist_ok=True)
    else:
        _write(
            path,
            File(node.encode() if isinstance(node, str) else node)
            if isinstance(node, (str, bytes))
            else node,
        )


def _write(path: bytes, file: File) -> None:
    with open(path, "wb") as opened:
        opened.write(file.content)
        if file.sparse_bytes:
            opened.truncate(file.sparse_bytes)
    os.chmod(path, file.mode)
    nanoseconds = int(file.mtime_seconds * 10**9)
    os.utime(path, ns=(nanoseconds, nanoseconds))
