"""The state of one execution of a template, and how it looks up fields."""

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from pydock.golang.reflect import (
    MISSING,
    Interface,
    Member,
    Nil,
    Number,
    Object,
    Slice,
    Struct,
    item_of,
    plain,
    type_name,
    unboxed,
)
from pydock.golang.strconv.quoting import quote
from pydock.golang.template import nodes
from pydock.golang.template.errors import TemplateError

#: limit of statements, function calls and iterations
MAX_STEPS = 500_000
#: limit of characters that are printed or returned by functions
MAX_SIZE = 16 << 20
#: size of an item of a list, in characters
ITEM_SIZE = 8
#: limit of nested `{{template}}` calls
MAX_CALLS = 100


class LimitExceeded(Exception):
    """The template exceeds a limit of time or memory."""


class Execution:
    """One execution: output, variables, remaining limits; errors name its `node`."""

    # rows are many: what most of them leave as it is are attributes of the class
    steps = MAX_STEPS
    size = MAX_SIZE
    calls = 0
    node: nodes.Node | None = None

    def __init__(self, source: str, source_name: str, dot: Any, missing_key_fails: bool) -> None:
        self.source = source
        self.source_name = source_name
        self.name = source_name  # of the current template
        self.missing_key_fails = missing_key_fails
        self.output: list[str] = []
        self.variables: list[tuple[str, Any]] = [("$", dot)]

    def fail(self, message: str) -> NoReturn:
        """Raise TemplateError for the current node."""
        node = self.node or nodes.Dot(0)
        before = self.source[: node.position]
        line = before.count("\n") + 1
        column = len(before.rpartition("\n")[2].encode("utf-8", "surrogateescape"))
        where = f"template: {self.source_name}:{line}:{column}"
        raise TemplateError(
            f"{where}: executing {quote(self.name)} at <{node}>: {message}", "".join(self.output)
        )

    def step(self, count: int = 1) -> None:
        """Count steps; raises LimitExceeded."""
        self.steps -= count
        if self.steps < 0:
            raise LimitExceeded(f"more than {MAX_STEPS} steps")

    def spend(self, value: Any) -> None:
        """Count the size of a value that a function returned; raises LimitExceeded."""
        if isinstance(value, (str, list)):
            self.size -= len(value) if isinstance(value, str) else ITEM_SIZE * len(value)
            if self.size < 0:
                raise LimitExceeded(f"more than {MAX_SIZE} characters")

    # variables

    def variable(self, name: str) -> Any:
        """Return the value of the innermost variable with a name."""
        for known, value in reversed(self.variables):
            if known == name:
                return value
        return self.fail(f"undefined variable: {name}")

    def declare(self, names: Sequence[str], value: Any) -> None:
        """Declare variables with one value."""
        self.variables += [(name, value) for name in names]

    def assign(self, name: str, value: Any) -> None:
        """Assign to the innermost variable with a name."""
        for place in range(len(self.variables) - 1, -1, -1):
            if self.variables[place][0] == name:
                self.variables[place] = (name, value)
                return
        self.fail(f"undefined variable: {name}")

    # fields

    def field(self, receiver: Any, name: str, node: nodes.Node) -> Any:
        """Return a field, or call a member without parameters; `node` is the path."""
        value = receiver.value if type(receiver) is Interface else receiver
        if isinstance(value, Object):
            member = value.members.get(name)
            if member is not None and not member.parameters:
                return self.invoke(value, name, member, (), node)
        elif isinstance(value, Struct):
            found = value.get(name)
            if found is not MISSING:
                return found
        elif isinstance(value, dict) and name in value:
            return item_of(value, name)
        return self.missing(receiver, name)

    def missing(self, receiver: Any, name: str) -> Any:
        """Return MISSING for an absent key of a map; fail for any other absent field."""
        if receiver is MISSING:
            if self.missing_key_fails:
                self.fail(f"nil data; no entry for key {quote(name)}")
            return MISSING
        value = unboxed(receiver)
        if value is None or value is MISSING or isinstance(value, Nil):
            self.fail(f"nil pointer evaluating {type_name(receiver)}.{name}")
        if isinstance(value, dict):
            if self.missing_key_fails:
                self.fail(f"map has no entry for key {quote(name)}")
            return MISSING
        if isinstance(value, Object):
            if name in value.members:
                count = len(value.members[name].parameters)
                self.fail(f"wrong number of args for {name}: want {count} got 0")
            if value.is_open:
                return MISSING
        return self.fail(f"can't evaluate field {name} in type {type_name(receiver)}")

    def field_with_arguments(
        self,
        receiver: Any,
        name: str,
        node: nodes.Node,
        arguments: Callable[[tuple[str, ...]], Sequence[Any]],
    ) -> Any:
        """Call a member with arguments; `arguments` evaluates them for its parameters."""
        value = unboxed(receiver)
        if isinstance(value, Object) and (member := value.members.get(name)) is not None:
            return self.invoke(value, name, member, arguments(member.parameters), node)
        if isinstance(value, Struct) and value.get(name) is not MISSING:
            self.fail(f"{name} has arguments but cannot be invoked as function")
        if isinstance(value, dict):
            self.fail(f"{name} is not a method but has arguments")
        return self.missing(receiver, name)

    def invoke(
        self, value: Object, name: str, member: Member, arguments: Sequence[Any], node: nodes.Node
    ) -> Any:
        """Call a member of an object; its ValueError is an error at `node`."""
        try:
            found = member.call(value, *arguments)
        except ValueError as error:
            self.node = node
            self.fail(f"error calling {name}: {error}")
        return MISSING if found is None else found

    def checked(self, value: Any, kind: str) -> Any:
        """Return the value of an argument of a parameter type; fail for another type."""
        if kind == "value":
            return value
        if kind == "any":
            return plain(value)
        if value is MISSING:
            if kind == "[]string":
                return []
            self.fail(f"invalid value; expected {kind}")
        found = unboxed(value)
        if _fits(found, kind):
            return found
        shown = value if found is MISSING else found
        return self.fail(f"wrong type for value; expected {kind}; got {type_name(shown)}")


def _fits(value: Any, kind: str) -> bool:
    if kind == "string":
        return isinstance(value, str) and not isinstance(value, Number)
    if kind == "int":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, Slice) and value.go_type == kind
