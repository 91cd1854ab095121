"""Reads the documents of a Compose file, with what its tags !reset and !override remove."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydock.compose.errors import ComposeError, YamlError
from pydock.compose.scalars import MERGE, Timestamp
from pydock.compose.yaml_nodes import Alias, Mapping, Node, Scalar, Sequence
from pydock.compose.yaml_reader import Builder, scalar_value
from pydock.golang.strconv.quoting import quote

Json = dict[str, Any]
Location = tuple[str, ...]

#: limit of aliases of nodes with these tags, which are visited at each location
_MAX_VISITS = 10_000
RESET, OVERRIDE = "!reset", "!override"


class Document(NamedTuple):
    """A document, and the locations of values to remove from earlier files and base services."""

    value: Json
    removed: tuple[Location, ...]

    def remove_from(self, target: Any) -> None:
        """Remove the values at the locations from another document."""
        for location in self.removed:
            *parents, last = location
            found = target
            for key in parents:
                found = found.get(key) if isinstance(found, dict) else None
            if isinstance(found, dict):
                found.pop(last, None)


def documents(roots: Iterable[Node], path: str) -> Iterator[Document]:
    """Yield the documents of a file's nodes. Raises ComposeError."""
    for root in roots:
        resolver = _Resolver()
        try:
            node = resolver.resolved(root, ())
            value = None if node is None else Builder().build(node)
        except (_InvalidNode, YamlError) as error:
            raise ComposeError(f"failed to parse {path}: {error.message}") from None
        if not isinstance(value, dict):
            raise ComposeError("top-level object must be a mapping")
        yield Document(value, tuple(resolver.removed))


class _InvalidNode(ComposeError):
    """A node that cannot be resolved."""


class _Resolver:
    """Removes nodes with the tag !reset and notes their locations, and those of !override."""

    def __init__(self) -> None:
        self.removed: list[Location] = []
        self._visits = 0
        self._seen: dict[int, tuple[Node | None, bool]] = {}

    def resolved(self, node: Node, location: Location) -> Node | None:
        """Return the node without those that are reset; None for one that is reset itself."""
        if isinstance(node, Alias):
            return self._alias(node, location)
        if node.tag == RESET:
            self.removed.append(_without_merges(location))
            return None
        if node.tag == OVERRIDE:
            self.removed.append(_without_merges(location))
            return node
        if isinstance(node, Sequence):
            return self._sequence(node, location)
        return self._mapping(node, location) if isinstance(node, Mapping) else node

    def _alias(self, alias: Alias, location: Location) -> Node | None:
        """Visit the node of an alias at a second location, unless it had nothing to note."""
        if alias.node is None:
            again = (*location, *location[-alias.levels :])
            raise _InvalidNode(
                f"cycle detected: node at path {'.'.join(again)} references node at path"
                f" {'.'.join(location)}"
            )
        known = self._seen.get(id(alias.node))
        if known is not None and known[1]:
            return alias._replace(node=known[0])
        self._visits += 1
        if self._visits > _MAX_VISITS:
            raise _InvalidNode("document contains excessive aliasing")
        before = len(self.removed)
        node = self.resolved(alias.node, location)
        self._seen[id(alias.node)] = node, len(self.removed) == before
        return None if node is None else alias._replace(node=node)

    def _sequence(self, node: Sequence, location: Location) -> Node:
        items = [self.resolved(item, (*location, str(i))) for i, item in enumerate(node.items)]
        return node._replace(items=[item for item in items if item is not None])

    def _mapping(self, node: Mapping, location: Location) -> Node:
        pairs: list[tuple[Node, Node]] = []
        lines: dict[str, int] = {}
        for key, value in node.pairs:
            name = _key(key, location)
            if name in lines:
                raise _InvalidNode(
                    f"line {key.line}: mapping key {quote(name)} already defined at line"
                    f" {lines[name]}"
                )
            lines[name] = key.line
            kept = self.resolved(value, (*location, name))
            if kept is not None:
                pairs.append((key, kept))
        return node._replace(pairs=pairs)


def _without_merges(location: Location) -> Location:
    """Return the location that a value below merge keys is merged into."""
    return tuple(key for key in location if key != MERGE)


def _key(key: Node, location: Location) -> str:
    """Return a key. Raises ComposeError unless it is a text."""
    value = scalar_value(key) if isinstance(key, Scalar) else key
    if isinstance(value, str) and not isinstance(value, Timestamp):
        return value
    where = f"in {_shown(location)}" if location else "at top level"
    shown = "<nil>" if value is None else str(value).lower()
    raise ComposeError(f"non-string key {where}: {shown}")


def _shown(location: Location) -> str:
    """Return a location with the indexes of lists in brackets."""
    shown = ""
    for key in location:
        shown += f"[{key}]" if key.isdecimal() and shown else f".{key}" if shown else key
    return shown
