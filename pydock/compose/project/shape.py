"""Typed mappings in canonical form: fields in order, without zero values.

A shape decodes a mapping and shows a decoded one as JSON. The two differ as Go's packages do: JSON
has structs that YAML leaves out, and other names of a few fields, and lacks extensions.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, NamedTuple, TypeVar, cast, get_args, get_origin

from pydock.compose.go_values import is_zero
from pydock.compose.key_order import sorted_keys
from pydock.compose.project import decoders
from pydock.compose.project.decoders import Decode, Json, Location, wrong

M = TypeVar("M", bound=Mapping[str, Any])


class Field(NamedTuple):
    """How one field of a shape is decoded and shown."""

    decode: Decode
    #: is a zero value kept?
    keeps: bool = False
    #: the value where the field is missing; `...` for none
    default: Any = ...
    #: what JSON has where the field is missing; `...` for nothing
    json_zero: Any = ...
    #: is a zero value left out of JSON that YAML has?
    json_omits: bool = False
    #: name in JSON, "" for the same
    json_name: str = ""


class Kind:
    """A decoder whose values are different in JSON."""

    def __call__(self, value: Any, location: Location) -> Any:
        """Return the canonical form of a value. Raises ComposeError."""
        raise NotImplementedError

    def json(self, value: Any) -> Any:
        """Return a decoded value as JSON shows it."""
        raise NotImplementedError


class Shape(Kind):
    """A mapping with fields in a fixed order and extensions."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        self._fields = fields

    def __call__(self, value: Any, location: Location) -> Json:
        found: Json = {}
        if not isinstance(value, dict):
            raise wrong(location, "must be a mapping")
        for name, field in self._fields.items():
            if value.get(name) is None:
                if field.default is not ...:
                    found[name] = field.default
                continue
            item = field.decode(value[name], (*location, name))
            if field.keeps or not is_zero(item):
                found[name] = item
        found.update(extensions(value))
        return found

    def in_order(self, value: M) -> M:
        """Return a changed mapping with its fields in order."""
        known = {name: value[name] for name in self._fields if name in value}
        return cast(M, {**known, **value})

    def json(self, value: Json) -> Json:
        """Return a decoded mapping as JSON shows it."""
        found: Json = {}
        for name, field in self._fields.items():
            shown = field.json_name or name
            if name not in value:
                if field.json_zero is not ...:
                    found[shown] = field.json_zero
            elif not (field.json_omits and is_zero(value[name])):
                found[shown] = as_json(field.decode, value[name])
        return found


class ListOf(Kind):
    """A list of values of one kind."""

    def __init__(self, item: Decode) -> None:
        self._item = item

    def __call__(self, value: Any, location: Location) -> list[Any]:
        if not isinstance(value, list):
            raise wrong(location, "must be a list")
        return [self._item(item, (*location, f"[{i}]")) for i, item in enumerate(value)]

    def json(self, value: list[Any]) -> list[Any]:
        return [as_json(self._item, item) for item in value]


class MapOf(Kind):
    """A mapping of keys that the user chooses; a value may be missing if `optional`."""

    def __init__(self, item: Decode, *, optional: bool = False) -> None:
        self._item = item
        self._optional = optional

    def __call__(self, value: Any, location: Location) -> Json:
        if not isinstance(value, dict):
            raise wrong(location, "must be a mapping")
        found = {
            key: None
            if item is None and self._optional
            else self._item(item, (*location, f"[{key}]"))
            for key, item in value.items()
        }
        ordered: Json = sorted_keys(found, deep=False)
        return ordered

    def json(self, value: Json) -> Json:
        return {
            key: None if value[key] is None else as_json(self._item, value[key])
            for key in sorted(value)
        }


def as_json(decode: Decode, value: Any) -> Any:
    """Return a value that `decode` made as JSON shows it."""
    if isinstance(decode, Kind):
        return decode.json(value)
    return {key: value[key] for key in sorted(value)} if isinstance(value, dict) else value


def extensions(value: Json) -> Json:
    """Return the values of the keys that begin with x-, in order."""
    found: Json = sorted_keys({key: item for key, item in value.items() if key.startswith("x-")})
    return found


_DECODERS: dict[Any, Decode] = {
    str: decoders.text,
    bool: decoders.boolean,
    int: decoders.integer,
    float: decoders.number,
    list[str]: decoders.texts,
    dict[str, str]: decoders.pairs,
    dict[str, str | None]: decoders.variables,
}


@cache
def shape_of(typed_dict: Any) -> Shape:
    """Return the shape of a TypedDict: its types say how its fields are decoded.

    `Annotated` has the Field of those that other decoders decode, or a function that returns the
    Field of the type's decoder. Pointers to structs are kept when they are empty.
    """
    return Shape({name: _field(type_) for name, type_ in typed_dict.__annotations__.items()})


def _field(type_: Any) -> Field:
    if get_origin(type_) is not Annotated:
        decode = _decoder(type_)
        return Field(decode, keeps=isinstance(decode, Shape))
    plain, how = get_args(type_)
    return how if isinstance(how, Field) else how(_decoder(plain))


def _decoder(type_: Any) -> Decode:
    if type_ in _DECODERS:
        return _DECODERS[type_]
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is list:
        return ListOf(shape_of(arguments[0]))
    if origin is dict:
        optional = get_args(arguments[1])
        return MapOf(shape_of((optional or arguments[1:])[0]), optional=bool(optional))
    return shape_of(type_)
