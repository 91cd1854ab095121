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
Place = tuple[str, ...]

#: limit of aliases of nodes with these tags, which are visited at each place
_MAX_VISITS = 10_000
RESET, OVERRIDE = "!reset", "!override"


class Document(NamedTuple):
    """One document, and the places whose values in earlier files and base services are removed."""

    value: Json
    removed: tuple[Place, ...]

    def remove_from(self, target: Any) -> None:
        """Remove the values at the places from another document."""
        for place in self.removed:
            *parents, last = place
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
    """Removes nodes with the tag !reset and notes their places, and those of !override."""

    def __init__(self) -> None:
        self.removed: list[Place] = []
        self._visits = 0
        self._seen: dict[int, tuple[Node | None, bool]] = {}

    def resolved(self, node: Node, place: Place) -> Node | None:
        """Return the node without those that are reset; None for one that is reset itself."""
        if isinstance(node, Alias):
            return self._alias(node, place)
        if node.tag == RESET:
            self.removed.append(_without_merges(place))
            return None
        if node.tag == OVERRIDE:
            self.removed.append(_without_merges(place))
            return node
        if isinstance(node, Sequence):
            return self._sequence(node, place)
        return self._mapping(node, place) if isinstance(node, Mapping) else node

    def _alias(self, alias: Alias, place: Place) -> Node | None:
        """Visit the node of an alias at a second place, unless it had nothing to note."""
        if alias.node is None:
            again = (*place, *place[-alias.levels :])
            raise _InvalidNode(
                f"cycle detected: node at path {'.'.join(again)} references node at path"
                f" {'.'.join(place)}"
            )
        known = self._seen.get(id(alias.node))
        if known is not None and known[1]:
            return alias._replace(node=known[0])
        self._visits += 1
        if self._visits > _MAX_VISITS:
            raise _InvalidNode("document contains excessive aliasing")
        before = len(self.removed)
        node = self.resolved(alias.node, place)
        self._seen[id(alias.node)] = node, len(self.removed) == before
        return None if node is None else alias._replace(node=node)

    def _sequence(self, node: Sequence, place: Place) -> Node:
        items = [self.resolved(item, (*place, str(i))) for i, item in enumerate(node.items)]
        return node._replace(items=[item for item in items if item is not None])

    def _mapping(self, node: Mapping, place: Place) -> Node:
        pairs: list[tuple[Node, Node]] = []
        lines: dict[str, int] = {}
        for key, value in node.pairs:
            name = _key(key, place)
            if name in lines:
                raise _InvalidNode(
                    f"line {key.line}: mapping key {quote(name)} already defined at line"
                    f" {lines[name]}"
                )
            lines[name] = key.line
            kept = self.resolved(value, (*place, name))
            if kept is not None:
                pairs.append((key, kept))
        return node._replace(pairs=pairs)


def _without_merges(place: Place) -> Place:
    """Return the place that a value below merge keys is merged into."""
    return tuple(key for key in place if key != MERGE)


def _key(key: Node, place: Place) -> str:
    """Return a key. Raises ComposeError unless it is a text."""
    value = scalar_value(key) if isinstance(key, Scalar) else key
    if isinstance(value, str) and not isinstance(value, Timestamp):
        return value
    where = f"in {_shown(place)}" if place else "at top level"
    shown = "<nil>" if value is None else str(value).lower()
    raise ComposeError(f"non-string key {where}: {shown}")


def _shown(place: Place) -> str:
    """Return a place with the indexes of lists in brackets."""
    shown = ""
    for key in place:
        shown += f"[{key}]" if key.isdecimal() and shown else f".{key}" if shown else key
    return shown
