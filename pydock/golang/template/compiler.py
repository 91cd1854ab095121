"""Compile the nodes of a template into Python closures, and execute them.

An operand becomes a function of the execution and of dot. Values are those of
`pydock.golang.reflect`; an item of a map or list of anything is an `Interface` until its
pipeline ends. A statement is such a function too; its result is unused.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from pydock.golang.fmt.printing import Verb, formatted, text_of
from pydock.golang.reflect import MISSING, Object, Slice, is_true, item_of, plain, unboxed
from pydock.golang.strconv.quoting import quote
from pydock.golang.template import nodes
from pydock.golang.template.errors import TemplateError
from pydock.golang.template.execution import (
    MAX_CALLS,
    MAX_SIZE,
    MAX_STEPS,
    Execution,
    LimitExceeded,
)
from pydock.golang.template.functions import FUNCTIONS, Function
from pydock.golang.template.parser import Body, parse

Evaluate = Callable[[Execution, Any], Any]
#: a stage of a pipeline, with the value of the stage before it
Stage = Callable[[Execution, Any, Any], Any]
_Block = Callable[[Execution, Any], None]

__all__ = ["Template", "TemplateError"]


class _Break(Exception):
    """`{{break}}`"""


class _Continue(Exception):
    """`{{continue}}`"""


class Template:
    """A compiled template; it can be rendered any number of times."""

    def __init__(
        self, text: str, name: str = "", functions: Mapping[str, Function] | None = None
    ) -> None:
        """Parse and compile a template; `functions` override docker's.

        Raises TemplateError, `template: NAME:LINE: ...`, for a malformed template.
        """
        self.text = text
        self.name = name
        compiler = _Compiler({**FUNCTIONS, **functions} if functions else FUNCTIONS)
        bodies = parse(text, compiler.functions, name)
        compiler.blocks.update((key, compiler.block(body)) for key, body in bodies.items())
        self._main = compiler.blocks[name]

    def render(self, value: Any, *, missing_key_fails: bool = False) -> str:
        """Execute the template on a value and return what it prints.

        A missing key of a map prints as <no value>, or fails with `missing_key_fails`. Raises
        TemplateError, `template: NAME:LINE:COLUMN: executing ...`; its `output` is the text
        printed before the error.
        """
        run = Execution(self.text, self.name, value, missing_key_fails)
        try:
            self._main(run, value)
        except LimitExceeded as error:
            run.fail(f"too much work: {error}")
        except RecursionError:
            run.fail("nested too deeply")
        return "".join(run.output)


class _Compiler:
    def __init__(self, functions: Mapping[str, Function]) -> None:
        self.functions = functions
        #: compiled templates by name, filled before any of them runs
        self.blocks: dict[str, _Block] = {}

    # statements

    def block(self, body: Body) -> _Block:
        """Compile a list of statements."""
        statements = [self.statement(node) for node in body]
        count = len(statements)

        def execute(run: Execution, dot: Any) -> None:
            run.steps = remaining = run.steps - count  # as Execution.step
            if remaining < 0:
                raise LimitExceeded(f"more than {MAX_STEPS} steps")
            for statement in statements:
                statement(run, dot)

        return execute

    def statement(self, node: nodes.Statement) -> Evaluate:
        if isinstance(node, nodes.Text):
            return self.text(node.text)
        if isinstance(node, nodes.Action):
            return self.action(node)
        if isinstance(node, nodes.Control):
            return self.range(node) if node.keyword == "range" else self.condition(node)
        if isinstance(node, nodes.Call):
            return self.template_call(node)
        return _break if node.keyword == "break" else _continue

    def text(self, text: str) -> Evaluate:
        size = len(text)

        def execute(run: Execution, dot: Any) -> None:
            run.size = remaining = run.size - size  # as in an action
            if remaining < 0:
                raise LimitExceeded(f"more than {MAX_SIZE} characters")
            run.output.append(text)

        return execute

    def action(self, node: nodes.Action) -> Evaluate:
        pipeline = self.pipeline(node.pipeline)
        if node.pipeline.variables:
            return pipeline

        def execute(run: Execution, dot: Any) -> None:
            value = pipeline(run, dot)
            run.node = node
            text = value if type(value) is str else text_of(value)
            run.size = size = run.size - len(text)
            if size < 0:
                raise LimitExceeded(f"more than {MAX_SIZE} characters")
            run.output.append(text)

        return execute

    def condition(self, node: nodes.Control) -> Evaluate:
        """Compile `{{if}}` or `{{with}}`."""
        pipeline = self.pipeline(node.pipeline)
        body, otherwise = self.block(node.body), self.block(node.otherwise)
        changes_dot = node.keyword == "with"

        def execute(run: Execution, dot: Any) -> None:
            scope = len(run.variables)
            value = pipeline(run, dot)
            if value if type(value) is bool else is_true(value):
                body(run, value if changes_dot else dot)
            else:
                otherwise(run, dot)
            del run.variables[scope:]

        return execute

    def range(self, node: nodes.Control) -> Evaluate:
        pipeline = self.pipeline(node.pipeline)
        body, otherwise = self.block(node.body), self.block(node.otherwise)
        names, assigns = node.pipeline.variables, node.pipeline.assigns

        def execute(run: Execution, dot: Any) -> None:
            outer = len(run.variables)
            value = pipeline(run, dot)
            scope = len(run.variables)
            repeated = False
            for key, item in _items(run, value, len(names)):
                repeated = True
                run.step()
                if names:
                    _set_items(run, names, assigns, key, item)
                try:
                    body(run, item)
                except _Continue:
                    pass
                except _Break:
                    break
                del run.variables[scope:]
            if not repeated:
                otherwise(run, dot)
            del run.variables[outer:]

        return execute

    def template_call(self, node: nodes.Call) -> Evaluate:
        pipeline = self.pipeline(node.pipeline) if node.pipeline else None

        def execute(run: Execution, dot: Any) -> None:
            run.node = node
            block = self.blocks.get(node.name)
            if block is None:
                run.fail(f"template {quote(node.name)} not defined")
            if run.calls >= MAX_CALLS:
                run.fail(f"exceeded maximum template depth ({MAX_CALLS})")
            value = pipeline(run, dot) if pipeline else MISSING
            outer = run.variables, run.name
            run.variables, run.name = [("$", value)], node.name
            run.calls += 1
            block(run, value)
            run.calls -= 1
            run.variables, run.name = outer

        return execute

    # pipelines

    def pipeline(self, pipeline: nodes.Pipeline) -> Evaluate:
        """Compile a pipeline; its value is not boxed, and it sets its variables."""
        head, *rest = pipeline.commands
        first = self.command(head, pipeline)
        stages = [self.stage(command) for command in rest]
        names, assigns = pipeline.variables, pipeline.assigns
        if not stages and not names:
            return first

        def evaluate(run: Execution, dot: Any) -> Any:
            value = first(run, dot)
            for stage in stages:
                value = unboxed(stage(run, dot, value))
            if assigns:
                for name in names:
                    run.assign(name, value)
            else:
                run.declare(names, value)
            return value

        return evaluate

    def command(self, command: nodes.Command, pipeline: nodes.Pipeline) -> Evaluate:
        """Compile the first stage of a pipeline; its value is not boxed."""
        operand = command.arguments[0]
        if len(command.arguments) > 1 or isinstance(operand, nodes.Identifier):
            stage = self.stage(command, piped=False)

            def evaluate(run: Execution, dot: Any) -> Any:
                run.node = pipeline
                return unboxed(stage(run, dot, None))

            return evaluate
        if isinstance(operand, nodes.FieldPath) and len(operand.names) == 1:
            return self.field(operand, unboxes=True)
        if isinstance(operand, nodes.Dot):

            def dot_itself(run: Execution, dot: Any) -> Any:
                run.node = operand
                return unboxed(dot)

            return dot_itself
        value = self.operand(operand)

        def alone(run: Execution, dot: Any) -> Any:
            run.node = pipeline
            return unboxed(value(run, dot))

        return alone

    def stage(self, command: nodes.Command, *, piped: bool = True) -> Stage:
        """Compile a command with arguments, or one that gets the value of the stage before."""
        first, *rest = command.arguments
        if isinstance(first, (nodes.FieldPath, nodes.Chain)) or (
            isinstance(first, nodes.Variable) and first.names
        ):
            return self.path_call(first, rest, piped)
        if isinstance(first, nodes.Identifier):
            return self.function_call(command, first.name, rest, piped)

        def fail(run: Execution, dot: Any, final: Any) -> Any:
            if not isinstance(first, nodes.Pipeline):
                run.node = first
            run.fail(f"can't give argument to non-function {first}")

        return fail

    def operand(self, node: nodes.Operand) -> Evaluate:
        """Compile an operand without arguments; its value may be boxed."""
        if isinstance(node, nodes.Pipeline):
            return self.pipeline(node)
        if isinstance(node, nodes.Identifier):
            call = self.function_call(node, node.name, [], piped=False)
            return lambda run, dot: call(run, dot, None)
        if isinstance(node, (nodes.FieldPath, nodes.Chain)) or (
            isinstance(node, nodes.Variable) and node.names
        ):
            return self.path(node, node.names)
        if isinstance(node, nodes.Variable):
            return self.variable(node)
        if isinstance(node, nodes.Literal):
            return _literal(node)

        if isinstance(node, nodes.Dot):
            return self.start(node)

        def nil(run: Execution, dot: Any) -> Any:
            run.node = node
            run.fail("nil is not a command")

        return nil

    # fields and variables

    def variable(self, node: nodes.Variable) -> Evaluate:
        name = node.name

        def evaluate(run: Execution, dot: Any) -> Any:
            run.node = node
            return run.variable(name)

        return evaluate

    def start(self, node: nodes.Dot | nodes.FieldPath | nodes.Chain | nodes.Variable) -> Evaluate:
        """Compile the value that the first name of a path is a field of."""
        if isinstance(node, nodes.Variable):
            return self.variable(node)
        if isinstance(node, (nodes.Dot, nodes.FieldPath)):

            def from_dot(run: Execution, dot: Any) -> Any:
                run.node = node
                return dot

            return from_dot
        inner = node.inner
        value = self.operand(inner)

        def evaluate(run: Execution, dot: Any) -> Any:
            run.node = node
            if isinstance(inner, nodes.Nil):
                run.fail(f"indirection through explicit nil in {node}")
            return value(run, dot)

        return evaluate

    def field(self, node: nodes.FieldPath, *, unboxes: bool = False) -> Evaluate:
        """Compile the value of a field of dot."""
        (name,) = node.names

        def evaluate(run: Execution, dot: Any) -> Any:
            run.node = node
            getter = dot.getters.get(name) if isinstance(dot, Object) else None
            if getter is None:
                value = run.field(dot, name, node)
                return unboxed(value) if unboxes else value
            try:  # as Execution.field, for the columns of rows, which are not boxed
                value = getter(dot)
            except ValueError as error:
                run.fail(f"error calling {name}: {error}")
            return MISSING if value is None else value

        return evaluate

    def path(
        self, node: nodes.FieldPath | nodes.Chain | nodes.Variable, names: Sequence[str]
    ) -> Evaluate:
        """Compile the value of fields of fields."""
        if isinstance(node, nodes.FieldPath) and len(names) == 1:
            return self.field(node)
        start = self.start(node)

        def evaluate(run: Execution, dot: Any) -> Any:
            value = start(run, dot)
            for name in names:
                value = run.field(value, name, node)
            return value

        return evaluate

    def path_call(
        self,
        node: nodes.FieldPath | nodes.Chain | nodes.Variable,
        rest: Sequence[nodes.Operand],
        piped: bool,
    ) -> Stage:
        """Compile a path whose last name gets arguments."""
        receiver = self.path(node, node.names[:-1])
        name = node.names[-1]
        compiled: dict[tuple[str, ...], Callable[..., Sequence[Any]]] = {}

        def call(run: Execution, dot: Any, final: Any) -> Any:
            value = receiver(run, dot)

            def arguments(parameters: tuple[str, ...]) -> Sequence[Any]:
                evaluate = compiled.get(parameters)
                if evaluate is None:
                    evaluate = self.arguments(name, parameters, "", rest, piped)
                    compiled[parameters] = evaluate
                return evaluate(run, dot, final)

            return run.field_with_arguments(value, name, node, arguments)

        return call

    # functions

    def function_call(
        self,
        node: nodes.Command | nodes.Identifier,
        name: str,
        rest: Sequence[nodes.Operand],
        piped: bool,
    ) -> Stage:
        identifier = nodes.Identifier(node.position, name)
        if name in ("and", "or") and (rest or piped):
            return self.logic(identifier, rest, piped)
        function = self.functions[name]
        call = function.call
        if name == "call":
            source = str(rest[0]) if rest else "nil"

            def call(value: Any, *_: Any) -> Any:
                return function.call(source, value)

        arguments = self.arguments(name, function.parameters, function.more, rest, piped)

        def evaluate(run: Execution, dot: Any, final: Any) -> Any:
            run.step()
            run.node = identifier
            values = arguments(run, dot, final)
            try:
                value = call(*values)
            except ValueError as error:
                run.node = node
                run.fail(f"error calling {name}: {error}")
            if type(value) is not bool:
                run.spend(value)
            return value

        return evaluate

    def logic(
        self, identifier: nodes.Identifier, rest: Sequence[nodes.Operand], piped: bool
    ) -> Stage:
        """Compile `and` and `or`, which evaluate arguments up to the one that decides."""
        operands = [self.argument("value", argument) for argument in rest]
        decides = identifier.name == "or"

        def evaluate(run: Execution, dot: Any, final: Any) -> Any:
            run.step()
            run.node = identifier
            value: Any = MISSING
            for operand in operands:
                value = operand(run, dot)
                if is_true(value) == decides:
                    return value
            return final if piped else value

        return evaluate

    def arguments(
        self,
        name: str,
        parameters: tuple[str, ...],
        more: str,
        rest: Sequence[nodes.Operand],
        piped: bool,
    ) -> Callable[[Execution, Any, Any], Sequence[Any]]:
        """Compile the arguments of a call, checked against number and types of parameters."""
        count, least = len(rest) + piped, len(parameters)
        if count < least or (count > least and not more):
            shown = f"at least {least} got {len(rest)}" if more else f"{least} got {count}"
            message = f"wrong number of args for {name}: want {shown}"
            return lambda run, dot, final: run.fail(message)
        kinds = [*parameters, *[more] * (count - least)]
        operands = [self.argument(kind, node) for kind, node in zip(kinds, rest, strict=False)]
        if not piped:
            if count == 2:  # of most calls
                first, second = operands
                return lambda run, dot, final: (first(run, dot), second(run, dot))
            return lambda run, dot, final: [operand(run, dot) for operand in operands]
        last = kinds[-1]

        def evaluate(run: Execution, dot: Any, final: Any) -> Sequence[Any]:
            values = [operand(run, dot) for operand in operands]
            values.append(run.checked(final, last))
            return values

        return evaluate

    def argument(self, kind: str, node: nodes.Operand) -> Evaluate:
        """Compile an argument of a parameter type."""
        if isinstance(node, nodes.Nil):
            return _nil_argument(kind, node)
        if isinstance(node, nodes.Literal):
            return _literal_argument(kind, node)
        value = self.operand(node)
        if kind == "value":
            if isinstance(node, nodes.FieldPath):  # which sets the node itself
                return value

            def unchecked(run: Execution, dot: Any) -> Any:
                run.node = node
                return value(run, dot)

            return unchecked

        expected = {"string": str, "int": int, "any": str}.get(kind)

        def checked(run: Execution, dot: Any) -> Any:
            run.node = node
            found = value(run, dot)
            return found if type(found) is expected else run.checked(found, kind)

        return checked


def _break(run: Execution, dot: Any) -> None:
    raise _Break


def _continue(run: Execution, dot: Any) -> None:
    raise _Continue


def _items(run: Execution, value: Any, variables: int) -> Iterator[tuple[Any, Any]]:
    """Yield what a range iterates over: keys or indexes, with their items."""
    if isinstance(value, Slice):
        return enumerate(value)
    if isinstance(value, list):
        return ((index, item_of(value, index)) for index in range(len(value)))
    if isinstance(value, dict):
        return ((key, item_of(value, key)) for key in sorted(value))
    if value is MISSING:
        return iter(())
    if isinstance(value, int) and not isinstance(value, bool):
        if variables > 1:
            run.fail(f"can't use {value} to iterate over more than one variable")
        return ((number, number) for number in range(value))
    return run.fail(f"range can't iterate over {formatted(plain(value), Verb())}")


def _set_items(run: Execution, names: Sequence[str], assigns: bool, key: Any, item: Any) -> None:
    """Set the variables of a range: the item, or the key and the item."""
    values = (key, item) if len(names) > 1 else (item,)
    for offset, (name, value) in enumerate(zip(names, values, strict=False)):
        if assigns:
            run.assign(name, value)
        else:
            run.variables[offset - len(names)] = (name, value)


def _literal(node: nodes.Literal) -> Evaluate:
    value = node.value
    overflows = isinstance(value, int) and value >= 1 << 63

    def evaluate(run: Execution, dot: Any) -> Any:
        run.node = node
        return run.fail(f"{node.source} overflows int") if overflows else value

    return evaluate


def _nil_argument(kind: str, node: nodes.Nil) -> Evaluate:
    def evaluate(run: Execution, dot: Any) -> Any:
        run.node = node
        if kind in ("string", "int"):
            run.fail(f"cannot assign nil to {kind}")
        return MISSING if kind == "value" else [] if kind == "[]string" else None

    return evaluate


def _literal_argument(kind: str, node: nodes.Literal) -> Evaluate:
    message = ""
    if kind == "int":
        if node.is_whole:
            return _literal(nodes.Literal(node.position, node.source, int(cast(int, node.value))))
        message = f"expected integer; found {node}"
    elif kind == "string" and not isinstance(node.value, str):
        message = f"expected string; found {node}"
    elif kind == "[]string":
        message = f"can't handle {node} for arg of type []string"
    if not message:
        return _literal(node)

    def fail(run: Execution, dot: Any) -> Any:
        run.node = node
        run.fail(message)

    return fail
