"""Convert JSON into docker's Go structs, the values of `inspect --format`.

A struct prints its fields in the order of their declaration, under Go names that differ from
those of the JSON, with zero values for absent fields. A shape declares such a struct as text, its
fields separated by ";":

    NAME TYPE [JSON-NAME] [?] [~]    "?" if JSON omits it when it is empty, "~" for a former field:
                                     templates can name it, it is not printed
    +TYPE                            an embedded struct: its fields are also the outer one's

and a TYPE is string, int, float, mode, bool, any, bytes, time, duration, version, []TYPE, map[]TYPE
(keys are texts), *TYPE or the name of another shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any, ClassVar, NamedTuple

from pydock.golang.reflect import (
    MISSING,
    Bytes,
    Field,
    FileMode,
    Interface,
    Map,
    Member,
    Nil,
    Object,
    Slice,
    Struct,
)
from pydock.golang.time.duration import Duration
from pydock.golang.time.instant import ZERO_SECONDS, Time

#: kind of object -> module and outermost struct of its shape
KINDS = {
    "container": ("container", "container.InspectResponse"),
    "image": ("image", "image.InspectResponse"),
    "network": ("network", "network.Inspect"),
    "volume": ("volume", "volume.Volume"),
    "plugin": ("plugin", "*types.Plugin"),
    "context": ("context", "context.contextWithTLSListing"),
    "config": ("secrets_configs", "swarm.Config"),
    "node": ("node", "swarm.Node"),
    "secret": ("secrets_configs", "swarm.Secret"),
    "service": ("service", "swarm.Service"),
    "info": ("info", "system.dockerInfo"),
    "version": ("version", "system.versionInfo"),
}


class Version(Object):
    """The version of a swarm object; it increases with each change."""

    go_type = "swarm.Version"

    def __init__(self, index: int) -> None:
        self.index = index

    def __str__(self) -> str:
        return str(self.index)

    def as_json(self) -> dict[str, int]:
        return {"Index": self.index} if self.index else {}

    members: ClassVar[Mapping[str, Member]] = {
        "Index": Member(lambda self: self.index),
        "String": Member(__str__),
    }


class _FieldShape(NamedTuple):
    name: str
    type: str
    json_name: str
    omit_empty: bool
    embedded: bool
    former: bool = False


def typed(kind: str, value: Mapping[str, Any]) -> Struct:
    """Return the JSON of an object as the struct that Go decodes it into."""
    module, outermost = KINDS[kind]
    found = import_module(f"pydock.views.structs.{module}")
    if hasattr(found, "completed"):
        value = found.completed(value)
    shapes: Mapping[str, str] = found.SHAPES
    struct = _Builder(shapes).build(outermost, value)
    assert isinstance(struct, Struct)
    return struct


def field_names(kind: str) -> Iterator[str]:
    """Yield the fields of a kind that templates can name, those of structs in it too: State.Pid."""
    module, outermost = KINDS[kind]
    shapes: Mapping[str, str] = import_module(f"pydock.views.structs.{module}").SHAPES

    def names(type_: str, depth: int) -> Iterator[str]:
        for field in _fields(shapes[type_.removeprefix("*")]).values():
            inner = field.type.removeprefix("*")
            if field.embedded:
                yield from names(inner, depth)
            elif not field.former:
                yield field.name
                if depth and inner in shapes:
                    yield from (f"{field.name}.{name}" for name in names(inner, depth - 1))

    return names(outermost, 1)


class _TypedStruct(Struct):
    """A struct of a shape; a field is built when it is first read."""

    def __init__(self, builder: _Builder, go_type: str, value: dict[str, Any]) -> None:
        super().__init__(go_type)
        self._shapes = builder.fields(go_type)
        self._builder = builder
        self._value = value
        self._built: dict[str, Any] = {}

    @property
    def fields(self) -> Sequence[Field]:
        return [self._field(shape) for shape in self._shapes.values() if not shape.former]

    def get(self, name: str) -> Any:
        if name in self._built:
            return self._built[name]
        shape = self._shapes.get(name)
        if shape is not None:
            found = self._builder.build(shape.type, self._json(shape))
        else:
            embedded = (self.get(s.name).get(name) for s in self._shapes.values() if s.embedded)
            found = next((value for value in embedded if value is not MISSING), MISSING)
        self._built[name] = found
        return found

    def _field(self, shape: _FieldShape) -> Field:
        # a pointer that is set is never empty
        is_set_pointer = shape.type.startswith("*") and self._json(shape) is not None
        omit_empty = shape.omit_empty and not is_set_pointer
        return Field(shape.name, self.get(shape.name), shape.json_name, omit_empty)

    def _json(self, shape: _FieldShape) -> Any:
        return self._value if shape.embedded else self._value.get(shape.json_name)


@cache
def _fields(text: str) -> dict[str, _FieldShape]:
    """Return the fields of a shape by name."""
    fields = (_field(part.split()) for part in text.split(";") if part.strip())
    return {field.name: field for field in fields}


def _field(words: list[str]) -> _FieldShape:
    if words[0].startswith("+"):
        type_ = words[0][1:]
        return _FieldShape(type_.rpartition(".")[2], type_, "", False, True)
    name, type_, *rest = words
    json_name = next((word for word in rest if word not in ("?", "~")), name)
    return _FieldShape(name, type_, json_name, "?" in rest, False, "~" in rest)


class _Builder:
    def __init__(self, shapes: Mapping[str, str]) -> None:
        self.shapes = shapes

    def build(self, type_: str, value: Any) -> Any:
        """Return a JSON value as one of a Go type; a value of another type stays unchanged."""
        if type_.startswith("*"):
            return self.pointer(type_, value)
        if type_.startswith("[]"):
            return self.slice(type_, value)
        if type_.startswith("map[]"):
            return self.map(type_, value)
        if type_ in self.shapes:
            return _TypedStruct(self, type_, value if isinstance(value, dict) else {})
        return _scalar(type_, value)

    def pointer(self, type_: str, value: Any) -> Any:
        if value is None:
            return Nil(_go_type(type_))
        found = self.build(type_[1:], value)
        if isinstance(found, Struct):
            found.pointer = True
        return found

    def slice(self, type_: str, value: Any) -> Slice:
        items = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        found = [self.build(type_[2:], item) for item in items]
        return Slice(found, _go_type(type_), is_nil=value is None)

    def map(self, type_: str, value: Any) -> Map:
        items = value if isinstance(value, dict) else {}
        found = {key: self.build(type_[5:], item) for key, item in items.items()}
        zero = self.build(type_[5:], None)
        return Map(found, _go_type(type_), zero, is_nil=value is None)

    def fields(self, type_: str) -> Mapping[str, _FieldShape]:
        """Return the fields of a struct by name."""
        return _fields(self.shapes[type_])


#: integer types with a text of their own
_NUMBERS: Mapping[str, type[int]] = {"duration": Duration, "mode": FileMode}
_ZEROS = {
    "string": "", "int": 0, "float": 0.0, "bool": False, "duration": Duration(0),
    "mode": FileMode(0),
}  # fmt: skip


def _scalar(type_: str, value: Any) -> Any:
    if type_ == "any":
        return Interface(value)
    if type_ == "bytes":
        return Bytes.from_base64(value)
    if type_ == "version":
        return Version((value if isinstance(value, dict) else {}).get("Index") or 0)
    if value is None:
        return _ZEROS.get(type_, Time(ZERO_SECONDS))
    if type_ == "float" and isinstance(value, int):
        return float(value)
    if type_ in _NUMBERS and isinstance(value, int):
        return _NUMBERS[type_](value)
    if type_ == "time" and isinstance(value, str):
        try:
            return Time.parse(value)
        except ValueError:
            return value
    return value


@cache
def _go_type(type_: str) -> str:
    return type_.replace("map[]", "map[string]").replace("any", "interface {}")
