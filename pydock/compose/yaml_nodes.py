"""Parses YAML into nodes, from the events of PyYAML's safe loader; aliases are not expanded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import yaml

from pydock.compose import MAX_BYTES
from pydock.compose.errors import YamlError

#: libyaml's parser if available: it is faster, and docker's is a port of it
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 100


class Scalar(NamedTuple):
    text: str
    tag: str  # "" for a plain scalar without a tag
    line: int


class Sequence(NamedTuple):
    items: list[Node]
    line: int
    tag: str = ""  # as written, "" without one


class Mapping(NamedTuple):
    pairs: list[tuple[Node, Node]]
    line: int
    tag: str = ""


class Alias(NamedTuple):
    name: str
    node: Node | None  # None inside of its own anchor
    line: int
    #: inside of its own anchor: how far below it
    levels: int = 0


Node = Scalar | Sequence | Mapping | Alias

_TAG_PREFIX = "tag:yaml.org,2002:"


def read_nodes(data: bytes) -> Iterator[Node]:
    """Yield the root of each document. Raises YamlError, also for excessive depth or size."""
    if len(data) > MAX_BYTES:
        raise YamlError(f"file is larger than {MAX_BYTES >> 20} MiB")
    with _errors(data):
        loader = _Loader(data)
        try:
            loader.get_event()
            while not loader.check_event(yaml.StreamEndEvent):
                yield Composer(loader).document()
        finally:
            loader.dispose()


@contextmanager
def _errors(data: bytes) -> Iterator[None]:
    try:
        yield
    except yaml.MarkedYAMLError as error:
        raise YamlError(_reason(error), _line(error)) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise YamlError(_encoding_reason(data, error)) from None


def _reason(error: yaml.MarkedYAMLError) -> str:
    return str(error.problem or error.context or "unknown problem parsing YAML content")


def _line(error: yaml.MarkedYAMLError) -> int:
    """Return the line that yaml.v3 reports, 0 for the first: that before errors of the parser."""
    for mark in (error.context_mark, error.problem_mark):
        if mark is not None and mark.line:
            return int(mark.line) + isinstance(error, yaml.scanner.ScannerError)
    return 0


def _encoding_reason(data: bytes, error: Exception) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return f"invalid UTF-8 at byte {wrong.start}"
    return "control characters are not allowed"


def too_deep(line: int) -> YamlError:
    """Return the error for a node, at a line, that is too deep in others."""
    return YamlError(f"exceeded max depth of {MAX_DEPTH}", line)


class Composer:
    """Composes nodes of events; aliases are not expanded."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader
        self.anchors: dict[str, Node | None] = {}
        #: of the anchors
        self.depths: dict[str, int] = {}
        self.depth = 0

    def document(self) -> Node:
        self.loader.get_event()
        found = self.node()
        self.loader.get_event()
        return found

    def node(self) -> Node:
        event = self.loader.get_event()
        line = event.start_mark.line + 1
        anchor = event.anchor
        if isinstance(event, yaml.AliasEvent):
            if anchor not in self.anchors:
                raise YamlError(f"unknown anchor '{anchor}' referenced")
            levels = self.depth - self.depths[anchor]
            return Alias(anchor, self.anchors[anchor], line, levels)
        if anchor is not None:
            self.anchors[anchor] = None
            self.depths[anchor] = self.depth
        found = self.scalar(event, line) or self.collection(event, line)
        if anchor is not None:
            self.anchors[anchor] = found
        return found

    def scalar(self, event: Any, line: int) -> Scalar | None:
        if not isinstance(event, yaml.ScalarEvent):
            return None
        tag = (event.tag or "").removeprefix(_TAG_PREFIX)
        plain = not event.style
        return Scalar(event.value, tag if tag not in ("", "!") else "" if plain else "str", line)

    def collection(self, event: Any, line: int) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise too_deep(line)
        found: Node
        if isinstance(event, yaml.SequenceStartEvent):
            found = Sequence(list(self.until(yaml.SequenceEndEvent)), line, event.tag or "")
        else:
            nodes = list(self.until(yaml.MappingEndEvent))
            pairs = list(zip(nodes[::2], nodes[1::2], strict=True))
            found = Mapping(pairs, line, event.tag or "")
        self.depth -= 1
        return found

    def until(self, end: type[yaml.Event]) -> Iterator[Node]:
        while not self.loader.check_event(end):
            yield self.node()
        self.loader.get_event()
