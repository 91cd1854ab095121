"""The values that a template works on, as Go's reflection would see them.

Plain JSON stands for itself: dict, list, str, int, float, bool and None are Go's
`map[string]interface {}`, `[]interface {}`, string, int, float64, bool and nil. The classes
here add what JSON lacks: numbers kept as text, slices, maps and structs of a known type, and
objects of which declared names alone can be reached. Nothing else of Python is reachable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final, NamedTuple

from pydock.golang.time.duration import Duration


class _Missing:
    """Go's invalid value: what a missing key of a map or an untyped nil evaluates to."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()


class Interface:
    """A value found where Go's static type is `interface {}`; `value` None is its nil."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def unboxed(value: Any) -> Any:
    """The value inside an `Interface` (MISSING for its nil), or the value itself."""
    if type(value) is Interface:
        return MISSING if value.value is None else value.value
    return value


def plain(value: Any) -> Any:
    """The value as a Go function with a parameter of type `any` gets it: None for nothing."""
    found = unboxed(value)
    return None if found is MISSING else found


class Number(str):
    """A number of JSON kept as the text it was written in (Go's json.Number)."""


class Slice(list[Any]):
    """A slice of a known type, such as `[]string`; its items are not interfaces."""

    def __init__(
        self, items: Sequence[Any], go_type: str = "[]string", is_nil: bool = False
    ) -> None:
        super().__init__(items)
        self.go_type = go_type
        self.is_nil = is_nil  # JSON's null


class Bytes(Slice):
    """Bytes, which JSON has as base64."""

    def __init__(self, data: bytes) -> None:
        super().__init__(list(data), "[]uint8")

    def __str__(self) -> str:
        return bytes(self).decode("utf-8", "surrogateescape")


class Map(dict[str, Any]):
    """A map of a known type, such as `map[string]string`; `zero` is what a lookup misses with."""

    def __init__(
        self, items: Mapping[str, Any], go_type: str, zero: Any = "", is_nil: bool = False
    ) -> None:
        super().__init__(items)
        self.go_type = go_type
        self.zero = zero
        self.is_nil = is_nil  # JSON's null


class FileMode(int):
    """A file's mode, printed as Go prints it: -rw-r--r--."""

    def __str__(self) -> str:
        kinds = "".join(
            letter for place, letter in enumerate("dalTLDpSugct?") if self & (1 << (31 - place))
        )
        bits = "".join(
            letter if self & (1 << (8 - place)) else "-" for place, letter in enumerate("rwxrwxrwx")
        )
        return (kinds or "-") + bits


class Nil:
    """A nil pointer of a known type."""

    def __init__(self, go_type: str) -> None:
        self.go_type = go_type


class Field(NamedTuple):
    """One field of a struct: its Go name and value, and how JSON names it.

    An embedded struct has no name in JSON: its fields stand among the outer one's.
    """

    name: str
    value: Any
    json_name: str
    omit_empty: bool = False

    @property
    def is_embedded(self) -> bool:
        return self.json_name == ""


class Struct:
    """A struct: its fields in the order in which Go declares them."""

    def __init__(self, go_type: str, fields: Sequence[Field], pointer: bool = False) -> None:
        self.go_type = go_type
        self.fields = fields
        self.pointer = pointer
        self.by_name: dict[str, Any] = {field.name: field.value for field in fields}

    def promote(self, fields: Mapping[str, Any]) -> None:
        """Let fields of an embedded struct be reached as if they were this one's own."""
        self.by_name = {**fields, **self.by_name}


class Member(NamedTuple):
    """A name of an object that templates may use, with the types of its arguments."""

    call: Callable[..., Any]
    parameters: tuple[str, ...] = ()


class Object:
    """An object of which templates reach the names in `members`, and no other."""

    go_type: ClassVar[str] = "struct {}"
    members: ClassVar[Mapping[str, Member]] = {}
    #: are names that it does not declare missing, as from a map, rather than mistakes?
    is_open: ClassVar[bool] = False

    def __str__(self) -> str:
        """What `{{.}}` prints."""
        return "{" + " ".join(str(value) for value in self.as_json().values()) + "}"

    def as_json(self) -> Any:
        """The value that `{{json .}}` prints."""
        return {
            name: member.call(self)
            for name, member in sorted(self.members.items())
            if not member.parameters
        }


def type_name(value: Any) -> str:
    """Go's name of the value's type; "interface {}" for a boxed one."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "time.Duration" if isinstance(value, Duration) else "int"
    if isinstance(value, float):
        return "float64"
    if isinstance(value, complex):
        return "complex128"
    if isinstance(value, Number):
        return "json.Number"
    if isinstance(value, str):
        return "string"
    if isinstance(value, Struct):
        return ("*" if value.pointer else "") + value.go_type
    if isinstance(value, (Slice, Map, Nil, Object)):
        return value.go_type
    if isinstance(value, list):
        return "[]interface {}"
    if isinstance(value, dict):
        return "map[string]interface {}"
    if isinstance(value, Interface):
        return "interface {}"
    return "<nil>"


def is_true(value: Any) -> bool:
    """Go's truth of a value: zero numbers, empty texts, lists, maps and nil are false."""
    value = unboxed(value)
    if value is MISSING or isinstance(value, Nil):
        return False
    if isinstance(value, (Struct, Object)):
        return True
    return bool(value)


def item_of(container: Any, key: Any) -> Any:
    """An item of a list or map, boxed where the container's items are interfaces."""
    found = container[key]
    return found if isinstance(container, (Slice, Map)) else Interface(found)


def member_of(value: Any, name: str) -> Member | None:
    """What an object offers under this name to templates."""
    return value.members.get(name) if isinstance(value, Object) else None
