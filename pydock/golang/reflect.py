"""The values of templates, with the types that Go's reflection has for them.

JSON represents itself: dict, list, str, int, float, bool and None are Go's
`map[string]interface {}`, `[]interface {}`, string, int, float64, bool and nil. The classes of
this module add what JSON lacks: numbers kept as text, slices, maps and structs of a known type,
and objects with declared members. A template can access nothing else of Python.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final, NamedTuple

from pydock.golang.time.duration import Duration


class _Missing:
    """Go's invalid reflect.Value: the result of a missing map key or an untyped nil."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()


class Interface:
    """A value of the static type `interface {}`; None is nil."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def unboxed(value: Any) -> Any:
    """Return the value inside an `Interface` (MISSING for nil), or the value itself."""
    if type(value) is Interface:
        return MISSING if value.value is None else value.value
    return value


def plain(value: Any) -> Any:
    """Return the value as an argument of type `any`: None for a missing one."""
    found = unboxed(value)
    return None if found is MISSING else found


class Number(str):
    """A JSON number kept as its text (Go's json.Number)."""


class Slice(list[Any]):
    """A slice of a known type, such as `[]string`; its items are not boxed."""

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

    @classmethod
    def from_base64(cls, text: object) -> Bytes:
        """Return the bytes of a JSON value; none if it is not valid base64."""
        from base64 import b64decode

        try:
            return cls(b64decode(str(text or "")))
        except ValueError:
            return cls(b"")

    def __str__(self) -> str:
        return bytes(self).decode("utf-8", "surrogateescape")


class Map(dict[str, Any]):
    """A map of a known type, such as `map[string]string`; a missing key has the value `zero`."""

    def __init__(
        self, items: Mapping[str, Any], go_type: str, zero: Any = "", is_nil: bool = False
    ) -> None:
        super().__init__(items)
        self.go_type = go_type
        self.zero = zero
        self.is_nil = is_nil  # JSON's null


class FileMode(int):
    """A file mode; its text is Go's: -rw-r--r--."""

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

    def __str__(self) -> str:
        return "<nil>"


class Int64(int):
    """An int64, which Go has beside int."""

    go_type = "int64"


class Text(str):
    """A text of a type with a name of its own, such as `events.Type`."""

    go_type: str


def named_text(text: str, go_type: str) -> Text:
    named = Text(text)
    named.go_type = go_type
    return named


class Field(NamedTuple):
    """One field: its Go name, value and name in JSON; none for an embedded struct."""

    name: str
    value: Any
    json_name: str
    omit_empty: bool = False

    @property
    def is_embedded(self) -> bool:
        return self.json_name == ""


class Struct:
    """A struct with its fields in Go's order of declaration."""

    def __init__(
        self,
        go_type: str,
        fields: Sequence[Field] = (),
        pointer: bool = False,
        hidden: Mapping[str, Any] | None = None,
    ) -> None:
        """`hidden` are fields that a template can name, but that are not printed."""
        self.go_type = go_type
        self.pointer = pointer
        self._fields = fields
        self._hidden = hidden or {}

    @property
    def fields(self) -> Sequence[Field]:
        """The fields, those of an embedded struct as one field."""
        return self._fields

    def get(self, name: str) -> Any:
        """Return a field, also of embedded structs, or MISSING."""
        for field in self.fields:
            if field.name == name:
                return field.value
        if name in self._hidden:
            return self._hidden[name]
        for field in self.fields:
            if field.is_embedded and (found := field.value.get(name)) is not MISSING:
                return found
        return MISSING

    def as_json(self) -> Any:
        """Return what JSON has in place of the fields; None for the fields themselves."""
        return None


class Member(NamedTuple):
    """A member of an object that templates can access, with the types of its parameters."""

    call: Callable[..., Any]
    parameters: tuple[str, ...] = ()
    #: whether `{{json .}}` has it, if it has no parameters
    in_json: bool = True


class Object:
    """An object whose `members` templates can access; its `str` is the text of `{{.}}`."""

    go_type: ClassVar[str] = "struct {}"
    members: ClassVar[Mapping[str, Member]] = {}
    #: whether an undeclared name is missing, as in a map, rather than an error
    is_open: ClassVar[bool] = False
    #: the functions of the members that JSON has, in the order of their names
    getters: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}

    def __init_subclass__(cls) -> None:
        members = sorted(cls.members.items())
        cls.getters = {
            name: member.call
            for name, member in members
            if member.in_json and not member.parameters
        }

    def __str__(self) -> str:
        return "{" + " ".join(str(value) for value in self.as_json().values()) + "}"

    def as_json(self) -> Any:
        """Return the value that `{{json .}}` encodes."""
        return {name: getter(self) for name, getter in self.getters.items()}


def type_name(value: Any) -> str:
    """Return the name of the value's Go type; "interface {}" for a boxed value."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "time.Duration" if isinstance(value, Duration) else _go_type(value, "int")
    if isinstance(value, float):
        return "float64"
    if isinstance(value, complex):
        return "complex128"
    if isinstance(value, Number):
        return "json.Number"
    if isinstance(value, str):
        return _go_type(value, "string")
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


def _go_type(value: object, usual: str) -> str:
    return value.go_type if isinstance(value, (Int64, Text)) else usual


def is_true(value: Any) -> bool:
    """Return whether a value is true in Go: not zero, not empty and not nil."""
    if type(value) is bool or type(value) is str:
        return bool(value)
    value = unboxed(value)
    if value is MISSING or isinstance(value, Nil):
        return False
    if isinstance(value, (Struct, Object)):
        return True
    return bool(value)


def item_of(container: Any, key: Any) -> Any:
    """Return an item of a list or map, boxed if the items are interfaces."""
    found = container[key]
    return found if isinstance(container, (Slice, Map)) else Interface(found)
