"""`image tree`: images by the layers that they share, and what removing each would free."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from posixpath import commonprefix
from typing import NamedTuple

from pydock.golang.tabwriter import align
from pydock.golang.units import human_size
from pydock.views.shorten import short_id

_UNTAGGED = "<untagged>"
_UNKNOWN = "N/A"
_MOST_NAMES = 2


class SharingImage(NamedTuple):
    """An image, its layers, and the part of its size that no other image has."""

    id: str
    names: Sequence[str]
    diff_ids: Sequence[str]
    size: int
    #: None where the engine does not report it
    unique_size: int | None
    containers: int

    @property
    def title(self) -> str:
        """The first names, and how many more there are."""
        first = ", ".join(sorted(self.names)[:_MOST_NAMES]) or _UNTAGGED
        more = len(self.names) - _MOST_NAMES
        return f"{first} and {more} more" if more > 0 else first

    @property
    def frees(self) -> int | None:
        """Return the bytes that removing the image frees: 0 while containers use it."""
        return 0 if self.containers else self.unique_size


def with_steps(
    images: Sequence[SharingImage], step_sizes: Mapping[tuple[str, ...], int]
) -> list[SharingImage]:
    """Return images with unique sizes as if the steps of builds were gone, by their layers.

    The engine counts a layer as shared that only such a step has besides.
    """
    prefixes = Counter(
        tuple(image.diff_ids[:end]) for image in images for end in range(len(image.diff_ids) + 1)
    )
    sizes = {**step_sizes, **{tuple(image.diff_ids): image.size for image in images}}
    found = []
    for image in images:
        layers = tuple(image.diff_ids)
        shared = next(
            (layers[:end] for end in range(len(layers), 0, -1) if prefixes[layers[:end]] > 1), ()
        )
        size = sizes.get(shared) if shared else 0
        if size is not None:
            # images of the same layers differ by the sizes of their configurations
            image = image._replace(unique_size=max(0, image.size - size))
        found.append(image)
    return found


class _Node:
    """Images of the same layers, upon which others may have more."""

    def __init__(self, layers: int, image: SharingImage | None = None) -> None:
        self.layers = layers
        self.image = image
        self.children: list[_Node] = []


def sharing_tree_text(images: Iterable[SharingImage]) -> str:
    """Return a table whose first column is the tree."""
    rows = ["IMAGE\tIMAGE ID\tLAYERS\tSIZE\tFREES\tCONTAINERS"]
    for branches, node, parent in _lines(images):
        more = node.layers - (parent.layers if parent else 0)
        layers = f"+{more}" if parent and parent.layers else str(more)
        image = node.image
        if image is None:
            title = "1 shared layer" if node.layers == 1 else f"{node.layers} shared layers"
            rows.append(f"{branches}({title})\t\t{layers}\t\t\t")
            continue
        frees = _UNKNOWN if image.frees is None else human_size(image.frees, 3)
        rows.append(
            f"{branches}{image.title}\t{short_id(image.id)}\t{layers}"
            f"\t{human_size(image.size, 3)}\t{frees}\t{image.containers or ''}"
        )
    return "".join(f"{line.rstrip()}\n" for line in align("\n".join(rows)).split("\n"))


def sharing_tree_json(images: Iterable[SharingImage]) -> str:
    """Return a JSON object for each image, one a line."""
    lines = []
    for _, node, parent in _lines(images):
        if (image := node.image) is not None:
            found = {
                "Id": image.id,
                "Names": sorted(image.names),
                "Layers": len(image.diff_ids),
                "SharedLayers": parent.layers if parent else 0,
                "Parent": parent.image.id if parent and parent.image else None,
                "Size": image.size,
                "Frees": image.frees,
                "Containers": image.containers,
            }
            lines.append(json.dumps(found, separators=(",", ":")))
    return "".join(f"{line}\n" for line in lines)


def _lines(images: Iterable[SharingImage]) -> Iterator[tuple[str, _Node, _Node | None]]:
    """Yield the branches before a node, the node and its parent, None for those at the top."""
    pending: list[tuple[str, str, _Node, _Node | None]] = []

    def add(indent: str, parent: _Node, *, is_top: bool) -> None:
        children = sorted(parent.children, key=lambda one: one.image.title if one.image else "")
        for child in reversed(children):
            is_last = child is children[-1]
            branch, below = ("└─ ", "   ") if is_last else ("├─ ", "│  ")
            if is_top:
                branch = below = ""
            pending.append((indent + branch, indent + below, child, None if is_top else parent))

    add("", _tree(images), is_top=True)
    while pending:
        branches, indent, node, parent = pending.pop()
        yield branches, node, parent
        add(indent, node, is_top=False)


def _tree(images: Iterable[SharingImage]) -> _Node:
    """Return a node without layers, with all images below it."""
    root = _Node(0)
    path, previous = [root], list[str]()
    for image in sorted(images, key=lambda one: (list(one.diff_ids), one.title, one.id)):
        diff_ids = list(image.diff_ids)
        shared = len(commonprefix([diff_ids, previous]))
        previous, last = diff_ids, None
        while path[-1].layers > shared:
            last = path.pop()
        if last and path[-1].layers < shared:
            # the last one and this image share layers that are no image
            between = _Node(shared)
            path[-1].children[-1] = between
            between.children.append(last)
            path.append(between)
        node = _Node(len(diff_ids), image)
        path[-1].children.append(node)
        if len(diff_ids) > path[-1].layers:
            path.append(node)
    return root
