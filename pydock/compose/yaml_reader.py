"""Reads YAML as docker does: nodes of PyYAML's events, values by the rules of yaml.v3.

PyYAML alone resolves values of YAML 1.1, accepts duplicate keys, and expands aliases without
limit.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence as LocationTable
from math import isfinite
from typing import Any

from pydock.compose.errors import YamlError
from pydock.compose.scalars import MERGE, Timestamp, resolve
from pydock.compose.yaml_nodes import (
    MAX_DEPTH,
    Alias,
    Mapping,
    Node,
    Scalar,
    Sequence,
    read_nodes,
    too_deep,
)
from pydock.golang.strconv.quoting import quote


class LinedMapping(dict[str, Any]):
    """Mapping with the lines of its keys."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


def line_of(document: Any, location: LocationTable[str]) -> int:
    """Return the line of a path, whose keys may have dots, or of its nearest parent, or 0."""
    line, key = 0, ""
    for part in location:
        key = f"{key}.{part}" if key else part
        if isinstance(document, LinedMapping) and key in document:
            line = document.lines[key]
            document, key = document[key], ""
        elif isinstance(document, list) and key.isdecimal() and int(key) < len(document):
            document, key = document[int(key)], ""
            if isinstance(document, LinedMapping):
                line = next(iter(document.lines.values()), line)
    return line


def read_yaml(data: bytes) -> Any:
    """Return the first document's value. Raises YamlError, also for excessive depth or size."""
    return Builder().build(next(read_nodes(data), None))


class Builder:
    """Builds values of nodes; limits the expansion of aliases as yaml.v3 does."""

    def __init__(self) -> None:
        self.read = 0
        self.read_by_alias = 0
        self.depth = 0
        self.alias_depth = 0
        self.problems: list[str] = []

    def build(self, node: Node | None) -> Any:
        value = None if node is None else self.value(node)
        if self.problems:
            raise YamlError("\n  ".join(["unmarshal errors:", *self.problems]))
        return value

    def value(self, node: Node) -> Any:
        self.count()
        if isinstance(node, Scalar):
            return scalar_value(node)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise too_deep(node.line)
        found: Any
        if isinstance(node, Alias):
            found = self.unfolded(node)
        elif isinstance(node, Sequence):
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

    def unfolded(self, alias: Alias) -> Any:
        if alias.node is None:
            raise YamlError(f"anchor '{alias.name}' value contains itself")
        self.alias_depth += 1
        value = self.value(alias.node)
        self.alias_depth -= 1
        return value

    def mapping(self, node: Mapping) -> LinedMapping:
        found = LinedMapping()
        if not self.has_each_key_once(node):
            return found
        merged = None
        for key, value in node.pairs:
            if isinstance(key, Scalar) and key.text == MERGE and key.tag in ("", "merge"):
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

    def key(self, node: Node) -> str:
        value = self.value(node)
        if isinstance(value, str):
            return value
        shown = f"the key {node.text}" if isinstance(node, Scalar) else "a list or mapping as a key"
        raise YamlError(f"{shown} is not a string", node.line)

    def merged(self, node: Node) -> list[LinedMapping]:
        """Return the mappings of `<<`, in order of precedence."""
        target = node.node if isinstance(node, Alias) else node
        value = self.value(node)
        found = value if isinstance(target, Sequence) else [value]
        if not all(isinstance(item, dict) for item in found):
            raise YamlError("map merge requires map or sequence of maps as the value")
        return found

    def has_each_key_once(self, node: Mapping) -> bool:
        before = len(self.problems)
        lines: dict[str, int] = {}
        for key, _ in node.pairs:
            if not isinstance(key, Scalar):
                continue
            if key.text in lines:
                first = lines[key.text]
                self.problems.append(
                    f"line {key.line}: mapping key {quote(key.text)} already defined at"
                    f" line {first}"
                )
            lines.setdefault(key.text, key.line)
        return len(self.problems) == before


def scalar_value(node: Scalar) -> Any:
    """Return the value of a scalar. Raises YamlError, also for infinity and NaN."""
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
