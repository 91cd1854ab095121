"""Carries out a template on a value.

`self.node` is always the piece at work, since errors name it. Values are those of
`pydock.golang.reflect`; a value that comes out of a map or list of anything is an `Interface`
until a pipeline ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NoReturn, cast

from pydock.golang.fmt.printing import Verb, formatted, text_of
from pydock.golang.reflect import (
    MISSING,
    Member,
    Nil,
    Number,
    Object,
    Slice,
    Struct,
    is_true,
    item_of,
    member_of,
    plain,
    type_name,
    unboxed,
)
from pydock.golang.strconv.quoting import quote
from pydock.golang.template import nodes
from pydock.golang.template.budget import Budget, Exhausted
from pydock.golang.template.errors import TemplateError
from pydock.golang.template.functions import FUNCTIONS, Function
from pydock.golang.template.parser import Body, parse

#: how deep templates may call each other
MAX_CALLS = 100


class _Break(Exception):
    """`{{break}}`"""


class _Continue(Exception):
    """`{{continue}}`"""


class Template:
    """A template that was read and can be rendered any number of times."""

    def __init__(
        self, text: str, name: str = "", functions: Mapping[str, Function] | None = None
    ) -> None:
        """Read a template; `functions` replace docker's of the same name.

        Raises TemplateError, worded `template: NAME:LINE: ...`, for what is no template.
        """
        self.text = text
        self.name = name
        self.functions = {**FUNCTIONS, **functions} if functions else FUNCTIONS
        self.bodies = parse(text, self.functions, name)

    def render(self, value: Any, *, missing_key_fails: bool = False) -> str:
        """What the template makes of a value.

        A key that a map lacks prints as <no value>, or is a mistake with `missing_key_fails`.
        Raises TemplateError, worded `template: NAME:LINE:COLUMN: executing ...`; its `output`
        is what was printed before.
        """
        return _Evaluator(self, missing_key_fails).run(value)


class _Evaluator:
    def __init__(self, template: Template, missing_key_fails: bool) -> None:
        self.template = template
        self.missing_key_fails = missing_key_fails
        self.budget = Budget()
        self.output: list[str] = []
        self.node: nodes.Node = nodes.Dot(0)
        self.name = template.name  # of the template at work
        self.calls = 0
        self.variables: list[tuple[str, Any]] = []

    def run(self, value: Any) -> str:
        self.variables = [("$", value)]
        try:
            self.walk(value, self.template.bodies[self.name])
        except Exhausted as error:
            self.fail(f"too much work: {error}")
        except RecursionError:
            self.fail("nested too deeply")
        return "".join(self.output)

    def fail(self, message: str) -> NoReturn:
        """End with an error at the node at work."""
        before = self.template.text[: self.node.position]
        line = before.count("\n") + 1
        column = len(before.rpartition("\n")[2].encode("utf-8", "surrogateescape"))
        where = f"template: {self.template.name}:{line}:{column}"
        raise TemplateError(
            f"{where}: executing {quote(self.name)} at <{self.node}>: {message}",
            "".join(self.output),
        )

    # statements

    def walk(self, dot: Any, body: Body) -> None:
        for node in body:
            self.budget.step()
            if isinstance(node, nodes.Text):
                self.write(node.text)
            elif isinstance(node, nodes.Action):
                self.node = node
                value = self.pipeline(dot, node.pipeline)
                if not node.pipeline.variables:
                    self.node = node
                    self.write(text_of(value))
            elif isinstance(node, nodes.Control):
                self.control(dot, node)
            elif isinstance(node, nodes.Call):
                self.call_template(dot, node)
            else:
                raise _Break if node.keyword == "break" else _Continue

    def write(self, text: str) -> None:
        self.budget.spend(text)
        self.output.append(text)

    def control(self, dot: Any, node: nodes.Control) -> None:
        scope = len(self.variables)
        self.node = node
        try:
            if node.keyword == "range":
                self.range(dot, node)
                return
            value = self.pipeline(dot, node.pipeline)
            if is_true(value):
                self.walk(value if node.keyword == "with" else dot, node.body)
            else:
                self.walk(dot, node.otherwise)
        finally:
            del self.variables[scope:]

    def range(self, dot: Any, node: nodes.Control) -> None:
        value = self.pipeline(dot, node.pipeline)
        scope = len(self.variables)
        repeated = False
        try:
            for key, item in self.items(value, len(node.pipeline.variables)):
                repeated = True
                self.budget.step()
                self.declare_items(node.pipeline, key, item)
                with suppress(_Continue):
                    self.walk(item, node.body)
                del self.variables[scope:]
        except _Break:
            return
        if not repeated:
            self.walk(dot, node.otherwise)

    def items(self, value: Any, variables: int) -> Iterator[tuple[Any, Any]]:
        """What a range goes over: keys or indexes, with their items."""
        if isinstance(value, list):
            return ((index, item_of(value, index)) for index in range(len(value)))
        if isinstance(value, dict):
            return ((key, item_of(value, key)) for key in sorted(value))
        if value is MISSING:
            return iter(())
        if isinstance(value, int) and not isinstance(value, bool):
            if variables > 1:
                self.fail(f"can't use {value} to iterate over more than one variable")
            return ((number, number) for number in range(value))
        return self.fail(f"range can't iterate over {formatted(plain(value), Verb())}")

    def declare_items(self, pipeline: nodes.Pipeline, key: Any, item: Any) -> None:
        """Set a range's variables: the item, or the key and the item."""
        names = pipeline.variables
        values = (key, item) if len(names) > 1 else (item,)
        for offset, (name, value) in enumerate(zip(names, values, strict=False)):
            if pipeline.assigns:
                self.assign(name, value)
            else:
                self.variables[offset - len(names)] = (name, value)

    def call_template(self, dot: Any, node: nodes.Call) -> None:
        self.node = node
        body = self.template.bodies.get(node.name)
        if body is None:
            self.fail(f"template {quote(node.name)} not defined")
        if self.calls >= MAX_CALLS:
            self.fail(f"exceeded maximum template depth ({MAX_CALLS})")
        value = self.pipeline(dot, node.pipeline) if node.pipeline else MISSING
        outer = self.variables, self.name
        self.variables, self.name = [("$", value)], node.name
        self.calls += 1
        self.walk(value, body)
        self.calls -= 1
        self.variables, self.name = outer

    # variables

    def assign(self, name: str, value: Any) -> None:
        for place in range(len(self.variables) - 1, -1, -1):
            if self.variables[place][0] == name:
                self.variables[place] = (name, value)
                return
        self.fail(f"undefined variable: {name}")

    def variable(self, name: str) -> Any:
        for known, value in reversed(self.variables):
            if known == name:
                return value
        return self.fail(f"undefined variable: {name}")

    # pipelines

    def pipeline(self, dot: Any, pipeline: nodes.Pipeline) -> Any:
        """The value of a pipeline, no longer boxed; its variables are set."""
        self.node = pipeline
        value: Any = None
        for stage, command in enumerate(pipeline.commands):
            value = unboxed(self.command(dot, command, [value] if stage else []))
        for name in pipeline.variables:
            if pipeline.assigns:
                self.assign(name, value)
            else:
                self.variables.append((name, value))
        return value

    def command(self, dot: Any, command: nodes.Command, final: list[Any]) -> Any:
        """The value of one stage; `final` holds the value of the stage before, if any."""
        first, *rest = command.arguments
        has_arguments = bool(rest or final)
        if isinstance(first, nodes.FieldPath):
            self.node = first
            return self.fields(dot, dot, first, first.names, rest, final)
        if isinstance(first, nodes.Chain):
            return self.chain(dot, first, rest, final)
        if isinstance(first, nodes.Identifier):
            return self.function(dot, command, first.name, rest, final)
        if isinstance(first, nodes.Variable) and first.names:
            self.node = first
            value = self.variable(first.name)
            return self.fields(dot, value, first, first.names, rest, final)
        if not isinstance(first, nodes.Pipeline):
            self.node = first
        if has_arguments:
            self.fail(f"can't give argument to non-function {first}")
        return self.operand(dot, first)

    def operand(self, dot: Any, node: nodes.Operand) -> Any:
        """The value of an operand that stands alone."""
        if isinstance(node, nodes.Pipeline):
            return self.pipeline(dot, node)
        self.node = node
        if isinstance(node, nodes.Dot):
            return dot
        if isinstance(node, nodes.Nil):
            self.fail("nil is not a command")
        if isinstance(node, nodes.Literal):
            if isinstance(node.value, int) and node.value >= 1 << 63:
                self.fail(f"{node.source} overflows int")
            return node.value
        if isinstance(node, nodes.FieldPath):
            return self.fields(dot, dot, node, node.names, [], [])
        if isinstance(node, nodes.Variable):
            value = self.variable(node.name)
            return self.fields(dot, value, node, node.names, [], []) if node.names else value
        if isinstance(node, nodes.Chain):
            return self.chain(dot, node, [], [])
        return self.function(dot, node, node.name, [], [])

    def chain(
        self, dot: Any, chain: nodes.Chain, rest: Sequence[nodes.Operand], final: list[Any]
    ) -> Any:
        self.node = chain
        if isinstance(chain.inner, nodes.Nil):
            self.fail(f"indirection through explicit nil in {chain}")
        value = self.operand(dot, chain.inner)
        return self.fields(dot, value, chain, chain.names, rest, final)

    # fields

    def fields(
        self,
        dot: Any,
        value: Any,
        node: nodes.Node,
        names: Sequence[str],
        rest: Sequence[nodes.Operand],
        final: list[Any],
    ) -> Any:
        """The value of a path of fields; arguments go to its last one."""
        for name in names[:-1]:
            value = self.field(dot, value, node, name, [], [])
        return self.field(dot, value, node, names[-1], rest, final)

    def field(
        self,
        dot: Any,
        receiver: Any,
        node: nodes.Node,
        name: str,
        rest: Sequence[nodes.Operand],
        final: list[Any],
    ) -> Any:
        if receiver is MISSING:
            if self.missing_key_fails:
                self.fail(f"nil data; no entry for key {quote(name)}")
            return MISSING
        value = unboxed(receiver)
        if value is None or value is MISSING or isinstance(value, Nil):
            self.fail(f"nil pointer evaluating {type_name(receiver)}.{name}")
        member = member_of(value, name)
        if member:
            return self.method(dot, value, node, name, member, rest, final)
        if isinstance(value, Struct) and name in value.by_name:
            if rest or final:
                self.fail(f"{name} has arguments but cannot be invoked as function")
            return value.by_name[name]
        if isinstance(value, dict):
            if rest or final:
                self.fail(f"{name} is not a method but has arguments")
            if name in value:
                return item_of(value, name)
            if self.missing_key_fails:
                self.fail(f"map has no entry for key {quote(name)}")
            return MISSING
        if isinstance(value, Object) and value.is_open:
            return MISSING
        return self.fail(f"can't evaluate field {name} in type {type_name(receiver)}")

    def method(
        self,
        dot: Any,
        value: Any,
        node: nodes.Node,
        name: str,
        member: Member,
        rest: Sequence[nodes.Operand],
        final: list[Any],
    ) -> Any:
        signature = Function(member.call, member.parameters)
        arguments = self.arguments(dot, name, signature, rest, final)
        try:
            found = member.call(value, *arguments)
        except ValueError as error:
            self.node = node
            self.fail(f"error calling {name}: {error}")
        return MISSING if found is None else found

    # functions

    def function(
        self,
        dot: Any,
        node: nodes.Command | nodes.Identifier,
        name: str,
        rest: Sequence[nodes.Operand],
        final: list[Any],
    ) -> Any:
        self.budget.step()
        self.node = nodes.Identifier(node.position, name)
        function = self.template.functions[name]
        if name in ("and", "or") and (rest or final):
            return self.logic(dot, name, rest, final)
        arguments = self.arguments(dot, name, function, rest, final)
        try:
            if name == "call":
                value = function.call(str(rest[0]) if rest else "nil", arguments[0])
            else:
                value = function.call(*arguments)
        except ValueError as error:
            self.node = node
            self.fail(f"error calling {name}: {error}")
        self.budget.spend(value)
        return value

    def logic(self, dot: Any, name: str, rest: Sequence[nodes.Operand], final: list[Any]) -> Any:
        """`and` and `or`: the first argument that decides; those behind it are left alone."""
        value: Any = MISSING
        for argument in rest:
            value = self.argument(dot, "value", argument)
            if is_true(value) == (name == "or"):
                return value
        return final[0] if final else value

    def arguments(
        self,
        dot: Any,
        name: str,
        function: Function,
        rest: Sequence[nodes.Operand],
        final: list[Any],
    ) -> list[Any]:
        """The arguments of a call, as many and of such types as it takes."""
        given, wanted = len(rest) + len(final), len(function.parameters)
        if given < wanted or (given > wanted and not function.more):
            least = "at least " if function.more else ""
            count = len(rest) if function.more else given
            self.fail(f"wrong number of args for {name}: want {least}{wanted} got {count}")
        types = [*function.parameters, *[function.more] * (given - wanted)]
        values = [self.argument(dot, kind, node) for kind, node in zip(types, rest, strict=False)]
        return values + [self.checked(value, types[-1]) for value in final]

    def argument(self, dot: Any, kind: str, node: nodes.Operand) -> Any:
        """One argument as a value of the type that the function wants."""
        self.node = node
        if isinstance(node, nodes.Nil):
            if kind in ("string", "int"):
                self.fail(f"cannot assign nil to {kind}")
            return MISSING if kind == "value" else [] if kind == "[]string" else None
        if not isinstance(node, nodes.Literal):
            return self.checked(self.operand(dot, node), kind)
        if kind == "int":
            if not node.is_whole:
                self.fail(f"expected integer; found {node}")
            return int(cast(int, node.value))
        if kind == "string" and not isinstance(node.value, str):
            self.fail(f"expected string; found {node}")
        if kind == "[]string":
            self.fail(f"can't handle {node} for arg of type []string")
        return self.operand(dot, node)

    def checked(self, value: Any, kind: str) -> Any:
        """A value of the type that a function wants; ends with an error if it is another."""
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
