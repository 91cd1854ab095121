"""Nodes of a parsed template; `str` of a node is its source, as error messages quote it."""

from __future__ import annotations

from collections.abc import Sequence

from pydock.golang.strconv.quoting import quote


class Node:
    """A node, which begins at `position` of the text."""

    __slots__ = ("position",)

    def __init__(self, position: int) -> None:
        self.position = position


# operands


class Dot(Node):
    """`.`"""

    __slots__ = ()

    def __str__(self) -> str:
        return "."


class Nil(Node):
    """`nil`"""

    __slots__ = ()

    def __str__(self) -> str:
        return "nil"


class Literal(Node):
    """A boolean, string or number, with its source."""

    __slots__ = ("is_whole", "source", "value")

    def __init__(self, position: int, source: str, value: object, is_whole: bool = False) -> None:
        super().__init__(position)
        self.source = source
        self.value = value
        #: whether a number is valid as an integer argument, even if written as 1e3
        self.is_whole = is_whole

    def __str__(self) -> str:
        return self.source


class Identifier(Node):
    """The name of a function."""

    __slots__ = ("name",)

    def __init__(self, position: int, name: str) -> None:
        super().__init__(position)
        self.name = name

    def __str__(self) -> str:
        return self.name


class FieldPath(Node):
    """`.Field.Field`, from dot."""

    __slots__ = ("names",)

    def __init__(self, position: int, names: Sequence[str]) -> None:
        super().__init__(position)
        self.names = names

    def __str__(self) -> str:
        return "".join(f".{name}" for name in self.names)


class Variable(Node):
    """`$name.Field.Field`; the first name has its dollar sign."""

    __slots__ = ("name", "names")

    def __init__(self, position: int, name: str, names: Sequence[str] = ()) -> None:
        super().__init__(position)
        self.name = name
        self.names = names

    def __str__(self) -> str:
        return ".".join([self.name, *self.names])


class Chain(Node):
    """`(pipeline).Field` or `function.Field`."""

    __slots__ = ("inner", "names")

    def __init__(self, position: int, inner: Operand, names: Sequence[str]) -> None:
        super().__init__(position)
        self.inner = inner
        self.names = names

    def __str__(self) -> str:
        return _operand(self.inner) + "".join(f".{name}" for name in self.names)


class Command(Node):
    """A function or value with its arguments: one stage of a pipeline."""

    __slots__ = ("arguments",)

    def __init__(self, position: int, arguments: Sequence[Operand]) -> None:
        super().__init__(position)
        self.arguments = arguments

    def __str__(self) -> str:
        return " ".join(_operand(argument) for argument in self.arguments)


class Pipeline(Node):
    """`$variable := command | command`"""

    __slots__ = ("assigns", "commands", "variables")

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.variables: list[str] = []
        self.assigns = False  # = rather than :=
        self.commands: list[Command] = []

    def __str__(self) -> str:
        text = " | ".join(str(command) for command in self.commands)
        if not self.variables:
            return text
        return f"{', '.join(self.variables)} {'=' if self.assigns else ':='} {text}"


Operand = Dot | Nil | Literal | Identifier | FieldPath | Variable | Chain | Pipeline


def _operand(operand: Operand) -> str:
    return f"({operand})" if isinstance(operand, Pipeline) else str(operand)


# statements


class Text(Node):
    """Text between actions."""

    __slots__ = ("text",)

    def __init__(self, position: int, text: str) -> None:
        super().__init__(position)
        self.text = text


class Action(Node):
    """`{{pipeline}}`"""

    __slots__ = ("pipeline",)

    def __init__(self, position: int, pipeline: Pipeline) -> None:
        super().__init__(position)
        self.pipeline = pipeline

    def __str__(self) -> str:
        return f"{{{{{self.pipeline}}}}}"


class Control(Node):
    """`{{if}}`, `{{with}}` or `{{range}}` with their bodies."""

    __slots__ = ("body", "keyword", "otherwise", "pipeline")

    def __init__(
        self,
        position: int,
        keyword: str,
        pipeline: Pipeline,
        body: Sequence[Statement],
        otherwise: Sequence[Statement],
    ) -> None:
        super().__init__(position)
        self.keyword = keyword
        self.pipeline = pipeline
        self.body = body
        self.otherwise = otherwise

    def __str__(self) -> str:
        return f"{{{{{self.keyword} {self.pipeline}}}}}"


class Jump(Node):
    """`{{break}}` or `{{continue}}`"""

    __slots__ = ("keyword",)

    def __init__(self, position: int, keyword: str) -> None:
        super().__init__(position)
        self.keyword = keyword


class Call(Node):
    """`{{template "name" pipeline}}`"""

    __slots__ = ("name", "pipeline")

    def __init__(self, position: int, name: str, pipeline: Pipeline | None) -> None:
        super().__init__(position)
        self.name = name
        self.pipeline = pipeline

    def __str__(self) -> str:
        argument = f" {self.pipeline}" if self.pipeline else ""
        return f"{{{{template {quote(self.name)}{argument}}}}}"


class Mark(Node):
    """`{{end}}` or `{{else}}`: ends a list of statements; it is never executed."""

    __slots__ = ("keyword",)

    def __init__(self, position: int, keyword: str) -> None:
        super().__init__(position)
        self.keyword = keyword

    def __str__(self) -> str:
        return f"{{{{{self.keyword}}}}}"


Statement = Text | Action | Control | Jump | Call
