"""Parses YAML as docker does: events of PyYAML's safe loader, values by the rules of yaml.v3.

PyYAML alone resolves values of YAML 1.1, accepts duplicate keys, and expands aliases without
limit.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any, NamedTuple

import yaml

from pydock.compose import MAX_BYTES
from pydock.compose.errors import YamlError
from pydock.compose.scalars import Timestamp, resolve
from pydock.golang.strconv.quoting import quote

#: libyaml's parser if available: it is faster, and docker's is a port of it
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 100


class LinedMapping(dict[str, Any]):
    """Mapping with the lines of its keys."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


def line_of(document: Any, place: Sequence[str]) -> int:
    """Return the line of a path, whose keys may have dots, or of its nearest parent, or 0."""
    line, key = 0, ""
    for part in place:
        key = f"{key}.{part}" if key else part
        if isinstance(document, LinedMapping) and key in document:
            line = document.lines[key]
            document, key = document[key], ""
        elif isinstance(document, list) and key.isdecimal() and int(key) < len(document):
            document, key = document[int(key)], ""
            if isinstance(document, LinedMapping):
                line = next(iter(document.lines.values()), line)
    return line


class _Scalar(NamedTuple):
    text: str
    tag: str  # "" for a plain scalar without a tag
    line: int


class _Sequence(NamedTuple):
    items: list[_Node]
    line: int


class _Mapping(NamedTuple):
    pairs: list[tuple[_Node, _Node]]
    line: int


class _Alias(NamedTuple):
    name: str
    node: _Node | None  # None inside of its own anchor
    line: int


_Node = _Scalar | _Sequence | _Mapping | _Alias

_TAG_PREFIX = "tag:yaml.org,2002:"
_MERGE = "<<"


def read_yaml(data: bytes) -> Any:
    """Return the first document's value. Raises YamlError, also for excessive depth or size."""
    if len(data) > MAX_BYTES:
        raise YamlError(f"file is larger than {MAX_BYTES >> 20} MiB")
    try:
        loader = _Loader(data)
        try:
            return _Builder().build(_Composer(loader).document())
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise YamlError(_reason(error), _line(error)) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise YamlError(_encoding_reason(data, error)) from None


def _reason(error: yaml.MarkedYAMLError) -> str:
    return str(error.problem or error.context or "unknown problem parsing YAML content")


def _line(error: yaml.MarkedYAMLError) -> int:
    for mark in (error.context_mark, error.problem_mark):
        if mark is not None and mark.line:
            return int(mark.line) + 1
    return 1


def _encoding_reason(data: bytes, error: Exception) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return f"invalid UTF-8 at byte {wrong.start}"
    return "control characters are not allowed"


def _too_deep(line: int) -> YamlError:
    return YamlError(f"exceeded max depth of {MAX_DEPTH}", line)


class _Composer:
    """Composes nodes of events; aliases are not expanded."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader
        self.anchors: dict[str, _Node | None] = {}
        self.depth = 0

    def document(self) -> _Node | None:
        self.loader.get_event()
        if self.loader.check_event(yaml.StreamEndEvent):
            return None
        self.loader.get_event()
        return self.node()

    def node(self) -> _Node:
        event = self.loader.get_event()
        line = event.start_mark.line + 1
        anchor = event.anchor
        if isinstance(event, yaml.AliasEvent):
            if anchor not in self.anchors:
                raise YamlError(f"unknown anchor '{anchor}' referenced")
            return _Alias(anchor, self.anchors[anchor], line)
        if anchor is not None:
            self.anchors[anchor] = None
        found = self.scalar(event, line) or self.collection(event, line)
        if anchor is not None:
            self.anchors[anchor] = found
        return found

    def scalar(self, event: Any, line: int) -> _Scalar | None:
        if not isinstance(event, yaml.ScalarEvent):
            return None
        tag = (event.tag or "").removeprefix(_TAG_PREFIX)
        plain = not event.style
        return _Scalar(event.value, tag if tag not in ("", "!") else "" if plain else "str", line)

    def collection(self, event: Any, line: int) -> _Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _too_deep(line)
        found: _Node
        if isinstance(event, yaml.SequenceStartEvent):
            found = _Sequence(list(self.until(yaml.SequenceEndEvent)), line)
        else:
            nodes = list(self.until(yaml.MappingEndEvent))
            found = _Mapping(list(zip(nodes[::2], nodes[1::2], strict=True)), line)
        self.depth -= 1
        return found

    def until(self, end: type[yaml.Event]) -> Iterator[_Node]:
        while not self.loader.check_event(end):
            yield self.node()
        self.loader.get_event()


class _Builder:
    """Builds values of nodes; limits the expansion of aliases as yaml.v3 does."""

    def __init__(self) -> None:
        self.read = 0
        self.read_by_alias = 0
        self.depth = 0
        self.alias_depth = 0
        self.problems: list[str] = []

    def build(self, node: _Node | None) -> Any:
        value = None if node is None else self.value(node)
        if self.problems:
            raise YamlError("\n  ".join(["unmarshal errors:", *self.problems]))
        return value

    def value(self, node: _Node) -> Any:
        self.count()
        if isinstance(node, _Scalar):
            return _scalar_value(node)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _too_deep(node.line)
        found: Any
        if isinstance(node, _Alias):
            found = self.unfolded(node)
        elif isinstance(node, _Sequence):
            found = [self.value(item) for item in node.items]
        else:
            found = self.mapping(node)
        self.depth -= 1
        return found

    def count(self) -> None:
        self.read += 1
        self.read_by_alias += bool(self.alias_depth)
        if self.read_by_alias > 100 and self.read > 1000:
            share = self.read_by_alias / self.read
            many = min(max(self.read - 400_000, 0) / 3_600_000, 1)
            if share > 0.99 - 0.89 * many:
                raise YamlError("document contains excessive aliasing")

    def unfolded(self, alias: _Alias) -> Any:
        if alias.node is None:
            raise YamlError(f"anchor '{alias.name}' value contains itself")
        self.alias_depth += 1
        value = self.value(alias.node)
        self.alias_depth -= 1
        return value

    def mapping(self, node: _Mapping) -> LinedMapping:
        found = LinedMapping()
        if not self.has_each_key_once(node):
            return found
        merged = None
        for key, value in node.pairs:
            if isinstance(key, _Scalar) and key.text == _MERGE and key.tag in ("", "merge"):
                merged = value
            else:
                name = self.key(key)
                found[name] = self.value(value)
                found.lines[name] = key.line
        if merged is not None:
            for mapping in self.merged(merged):
                for name in mapping.keys() - found.keys():
                    found[name] = mapping[name]
                    found.lines[name] = mapping.lines[name]
        return found

    def key(self, node: _Node) -> str:
        value = self.value(node)
        if isinstance(value, str):
            return value
        shown = (
            f"the key {node.text}" if isinstance(node, _Scalar) else "a list or mapping as a key"
        )
        raise YamlError(f"{shown} is not a string", node.line)

    def merged(self, node: _Node) -> list[LinedMapping]:
        """Return the mappings of `<<`, in order of precedence."""
        target = node.node if isinstance(node, _Alias) else node
        value = self.value(node)
        found = value if isinstance(target, _Sequence) else [value]
        if not all(isinstance(item, dict) for item in found):
            raise YamlError("map merge requires map or sequence of maps as the value")
        return found

    def has_each_key_once(self, node: _Mapping) -> bool:
        before = len(self.problems)
        lines: dict[str, int] = {}
        for key, _ in node.pairs:
            if not isinstance(key, _Scalar):
                continue
            if key.text in lines:
                first = lines[key.text]
                self.problems.append(
                    f"line {key.line}: mapping key {quote(key.text)} already defined at"
                    f" line {first}"
                )
            lines.setdefault(key.text, key.line)
        return len(self.problems) == before


def _scalar_value(node: _Scalar) -> Any:
    value = _tagged(*node)
    if isinstance(value, float) and not isfinite(value):
        raise YamlError(f"unsupported number {node.text}", node.line)
    return value


def _tagged(text: str, tag: str, line: int) -> Any:
    """Resolve a scalar with a tag; "" is a plain scalar without one."""
    if tag == "":
        return resolve(text)
    if tag == "binary":
        try:
            return b64decode("".join(text.split()), validate=True).decode("utf-8")
        except ValueError:
            raise YamlError("!!binary value contains invalid base64 data", line) from None
    if tag not in ("int", "float", "bool", "null", "timestamp"):
        return text  # other tags are ignored
    value = resolve(text)
    kind = _kind(value)
    if tag == "float" and kind == "int":
        return float(str(value))
    if tag != kind:
        raise YamlError(f"cannot decode !!{kind} `{text}` as a !!{tag}", line)
    return value


def _kind(value: object) -> str:
    kinds = {type(None): "null", bool: "bool", int: "int", float: "float"}
    return kinds.get(type(value), "timestamp" if isinstance(value, Timestamp) else "str")
