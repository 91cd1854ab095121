"""The files of an image's layers, stacked: what is added, replaced and wasted.

Efficiency and wasted bytes are those of dive (0.13), path by path over the tars of all layers:

- A path counts in each layer that has it as a file or a directory without anything below. The
  removal of a directory counts as all that was below, that of a file as 0 bytes.
- efficiency: the least sizes of all paths, in relation to the sum of all their sizes
- wasted: all sizes of the paths that count more than once, the last one included

So files that are removed with their directory are not wasted; `hidden_bytes` has all files that a
later layer replaces or removes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from heapq import nlargest
from typing import NamedTuple

_WHITEOUT = b".wh."
_OPAQUE = b".wh..wh..opq"
#: entries of AUFS about itself, which are no files of the image
_RESERVED = b".wh..wh."
_LARGEST = 5
_MOST_NODES = 4_000_000


class TooManyFiles(ValueError):
    """An image with more files than memory is spent on."""


class File(NamedTuple):
    """A file of any type in a layer."""

    #: "file", "directory", "symlink", "hard link", "device" or "fifo"
    type: str
    mode: int
    uid: int
    gid: int
    size: int
    link_name: bytes = b""
    #: of the content, where it is requested
    digest: bytes = b""
    #: why it looks like a secret, or ""
    secret: str = ""

    @property
    def is_directory(self) -> bool:
        return self.type == "directory"


class Layer:
    """The entries of a layer, by their paths without a slash at the beginning."""

    def __init__(self) -> None:
        self.files: dict[bytes, File] = {}
        #: paths of lower layers that this one removes
        self.removed: set[bytes] = set()
        #: directories whose content in lower layers this one removes
        self.emptied: set[bytes] = set()
        #: of the content of all entries
        self.size = 0
        #: packages and their versions, by the path of the list; where they are requested
        self.packages: dict[bytes, dict[str, str]] = {}

    @staticmethod
    def path(name: bytes) -> bytes:
        """Return the path of an entry: no name leads out of the image."""
        return posixpath.normpath(b"/" + name).lstrip(b"/")

    def add(self, name: bytes, file: File) -> None:
        """Add the entry of a file, or one that removes files of lower layers."""
        path = self.path(name)
        directory, _, base = path.rpartition(b"/")
        self.size += file.size
        if base == _OPAQUE:
            self.emptied.add(directory)
        elif path.startswith(_RESERVED) or base in (b"", _WHITEOUT):
            return
        elif base.startswith(_WHITEOUT):
            self.removed.add(posixpath.join(directory, base[len(_WHITEOUT) :]))
        else:
            self.files[path] = file


class Changes(NamedTuple):
    """Changes of a layer to the files below it; directories are not counted."""

    size: int
    files: int
    added: int
    changed: int
    removed: int
    #: the largest files, first the largest
    largest: list[tuple[bytes, int]]


class Waste(NamedTuple):
    """A path that several layers have, with its size in all of them."""

    path: bytes
    layers: int
    size: int


class SecretFile(NamedTuple):
    """A file that looks like a secret, and its layer; layers count from 1."""

    path: bytes
    layer: int
    reason: str
    #: the layer that replaces or removes it, 0 for none
    hidden_by: int


class Stack(NamedTuple):
    """The files of an image, from its layers, and their statistics."""

    layers: list[Changes]
    size: int
    efficiency: float
    #: first the largest
    wasted: list[Waste]
    hidden_bytes: int
    secrets: list[SecretFile]

    @property
    def wasted_bytes(self) -> int:
        return sum(one.size for one in self.wasted)


class Tree:
    """The files that a container of some layers has."""

    def __init__(self) -> None:
        self._root = _Node()
        self._count = 0

    def file(self, path: bytes) -> File | None:
        """Return what is at a path."""
        node = self._find(path)
        return node.file if node else None

    def files(self, path: bytes = b"") -> Iterator[tuple[bytes, File]]:
        """Yield a path and all below it that are there."""
        node = self._find(path)
        pending = [(path, node)] if node else []
        while pending:
            path, node = pending.pop()
            if node.file is not None:
                yield path, node.file
            prefix = path + b"/" if path else b""
            pending += [(prefix + name, child) for name, child in node.children.items()]

    def apply(self, layer: Layer) -> None:
        """Put a layer upon the others. Raises TooManyFiles."""
        for path in layer.removed:
            parent = self._find(posixpath.dirname(path))
            if parent:
                parent.children.pop(posixpath.basename(path), None)
        for path in layer.emptied:
            if node := self._find(path):
                node.children.clear()
        for path, file in layer.files.items():
            self._put(path, file)

    def _put(self, path: bytes, file: File) -> None:
        node = self._root
        for name in path.split(b"/"):
            if node.file and not node.file.is_directory:
                node.file = None  # a directory takes the place of a file
            child = node.children.get(name)
            if child is None:
                child = node.children[name] = _Node()
                self._count += 1
                if self._count > _MOST_NODES:
                    raise TooManyFiles("the image has too many files")
            node = child
        node.file = file
        if not file.is_directory:
            node.children.clear()

    def _find(self, path: bytes) -> _Node | None:
        node: _Node | None = self._root
        for name in path.split(b"/") if path else ():
            node = node.children.get(name) if node else None
        return node


class _Node:
    __slots__ = ("children", "file")

    def __init__(self) -> None:
        self.children: dict[bytes, _Node] = {}
        self.file: File | None = None


def stacked(layers: Sequence[Layer]) -> Stack:
    """Return the stack of layers, lowest first. Raises TooManyFiles."""
    tree = Tree()
    sizes: dict[bytes, list[int]] = {}
    changes = []
    for layer in layers:
        for path, size in _counted(layer, tree):
            sizes.setdefault(path, []).append(size)
        changes.append(_changes(layer, tree))
        tree.apply(layer)
    least, total = sum(map(min, sizes.values())), sum(map(sum, sizes.values()))
    wasted = [Waste(path, len(all), sum(all)) for path, all in sizes.items() if len(all) > 1]
    size = sum(layer.size for layer in layers)
    return Stack(
        changes,
        size,
        least / total if total else 1.0,
        sorted((one for one in wasted if one.size), key=lambda one: (-one.size, one.path)),
        size - sum(file.size for _, file in tree.files()),
        list(_secrets(layers)),
    )


def _counted(layer: Layer, tree: Tree) -> Iterator[tuple[bytes, int]]:
    """Yield the paths of a layer that count, and their sizes; `tree` is of the lower ones."""
    parents: set[bytes] = set()
    for paths in (layer.files, layer.removed):
        for path in paths:
            while (path := path.rpartition(b"/")[0]) and path not in parents:
                parents.add(path)
    for path, file in layer.files.items():
        if path not in parents:
            yield path, file.size
    for path in layer.removed:
        found = tree.file(path)
        is_directory = found is not None and found.is_directory
        yield path, sum(file.size for _, file in tree.files(path)) if is_directory else 0


def _changes(layer: Layer, tree: Tree) -> Changes:
    """Return what a layer changes; `tree` is of the lower ones."""
    files = {path: file for path, file in layer.files.items() if not file.is_directory}
    changed = sum(1 for path in files if (old := tree.file(path)) and not old.is_directory)
    removed = {
        path
        for top in (*layer.removed, *layer.emptied)
        for path, file in tree.files(top)
        if not file.is_directory and path not in files
    }
    found = nlargest(_LARGEST, files.items(), key=lambda item: item[1].size)
    largest = [(path, file.size) for path, file in found if file.size]
    added = len(files) - changed
    return Changes(layer.size, len(files), added, changed, len(removed), largest)


def _secrets(layers: Sequence[Layer]) -> Iterator[SecretFile]:
    for number, layer in enumerate(layers, 1):
        for path, file in sorted(layer.files.items()):
            if file.secret:
                later = enumerate(layers[number:], number + 1)
                hidden_by = next((above for above, one in later if _hides(one, path)), 0)
                yield SecretFile(path, number, file.secret, hidden_by)


def _hides(layer: Layer, path: bytes) -> bool:
    """Return whether a layer replaces or removes a file of a lower one."""
    if path in layer.files or path in layer.removed:
        return True
    while path:
        path = path.rpartition(b"/")[0]
        above = layer.files.get(path)
        if path in layer.removed or path in layer.emptied or (above and not above.is_directory):
            return True
    return False
