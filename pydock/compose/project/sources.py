"""Compose files as nodes of YAML, each parsed once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pydock.compose.errors import ComposeError, YamlError
from pydock.compose.project.documents import Document, documents
from pydock.compose.scalars import resolve
from pydock.compose.yaml_nodes import Mapping, Node, Scalar, Sequence, read_nodes
from pydock.golang.os_errors import path_error
from pydock.golang.strconv.quoting import quote


class Sources:
    """The files of a project, those that it includes, and those whose services are extended."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._data: dict[str, bytes] = {}
        self._nodes: dict[str, list[Node]] = {}

    def read_all(self, paths: Iterable[str]) -> None:
        """Read files. Raises ComposeError for one that cannot be read."""
        for path in paths:
            try:
                self._data[path] = self._read(path)
            except OSError as error:
                raise ComposeError(path_error(error, path)) from None

    def _roots(self, path: str) -> list[Node]:
        if path not in self._data:
            self.read_all([path])
        if path not in self._nodes:
            self._nodes[path] = list(read_nodes(self._data[path]))
        return self._nodes[path]

    def documents(self, path: str) -> list[Document]:
        """Return the documents of a file. Raises ComposeError."""
        try:
            roots = self._roots(path)
        except YamlError as error:
            raise ComposeError(f"failed to parse {path}: {error.message}") from None
        return list(documents(roots, path))

    def name(self, path: str) -> str:
        """Return the name of the project in a file, "" without one. Raises ComposeError."""
        name = ""
        for root in self._roots(path)[:1]:
            name = _name(root)
        return name


def _name(root: Node) -> str:
    """Return the name at the top level, whose keys and type are checked."""
    if not isinstance(root, Mapping):
        if isinstance(root, Scalar) and _kind(root) == "null":
            return ""
        raise _unmarshal_error(root, f"cannot unmarshal {_shown(root)} into cli.named")
    lines: dict[str, int] = {}
    found = ""
    for key, value in root.pairs:
        if not isinstance(key, Scalar):
            continue
        if key.text in lines:
            first = lines[key.text]
            raise _unmarshal_error(
                key, f"mapping key {quote(key.text)} already defined at line {first}"
            )
        lines[key.text] = key.line
        if key.text == "name":
            if not isinstance(value, Scalar):
                raise _unmarshal_error(value, f"cannot unmarshal {_shown(value)} into string")
            found = "" if _kind(value) == "null" else value.text
    return found


def _unmarshal_error(node: Node, reason: str) -> ComposeError:
    return ComposeError(f"yaml: unmarshal errors:\n  line {node.line}: {reason}")


def _kind(node: Scalar) -> str:
    value = node.text if node.tag else resolve(node.text)
    kinds = {type(None): "null", bool: "bool", int: "int", float: "float"}
    return kinds.get(type(value), "str")


def _shown(node: Node) -> str:
    """Return the tag of a node, with the text of a scalar."""
    if isinstance(node, Scalar):
        text = node.text if len(node.text) <= 10 else f"{node.text[:7]}..."
        return f"!!{_kind(node)} `{text}`"
    return "!!seq" if isinstance(node, Sequence) else "!!map"
