"""Parse the tokens of a template into nodes, with the checks of Go's parser."""

from collections.abc import Collection, Sequence
from typing import NoReturn

from pydock.golang.strconv.quoting import quote, unquote
from pydock.golang.template import lexer, nodes, number_literals
from pydock.golang.template.errors import TemplateError
from pydock.golang.template.lexer import (
    BOOLEAN,
    CHARACTER,
    END_OF_TEXT,
    ERROR,
    FIELD,
    IDENTIFIER,
    KEYWORD,
    LEFT,
    NUMBER,
    RIGHT,
    SPACE,
    STRING,
    TEXT,
    VARIABLE,
    Token,
)

Body = Sequence[nodes.Statement]

#: limit of nested parentheses and control structures
MAX_NESTING = 100


def parse(text: str, functions: Collection[str], name: str = "") -> dict[str, Body]:
    """Return the templates of a text by name, its own is `name`. Raises TemplateError."""
    return _Parser(text, functions, name).run()


def _is_blank(body: Body) -> bool:
    return all(isinstance(node, nodes.Text) and not node.text.strip() for node in body)


class _Parser:
    def __init__(self, text: str, functions: Collection[str], name: str) -> None:
        self.name = name
        self.tokens = lexer.tokens(text)
        self.index = 0
        self.furthest = 0  # the last token that was peeked at
        self.functions = functions
        self.templates: dict[str, Body] = {}
        self.variables = ["$"]
        self.loops = 0  # open ranges
        self.action_line = 0  # where the current action begins
        self.nesting = 0

    # tokens

    def fail(self, message: str) -> NoReturn:
        raise TemplateError(f"template: {self.name}:{self.tokens[self.furthest].line}: {message}")

    def unexpected(self, token: Token, context: str) -> NoReturn:
        if token.kind == ERROR:
            self.fail(token.text + self.where_action_began(token))
        self.fail(f"unexpected {token} in {context}")

    def where_action_began(self, token: Token) -> str:
        """Return the line where the action of an invalid token begins, if it is another one."""
        if self.action_line in (0, token.line):
            return ""
        verb = "" if token.text.endswith(" action") else " in action"
        return f"{verb} started at {self.name}:{self.action_line}"

    def peek(self) -> Token:
        index = self.index
        if index >= len(self.tokens):
            index = len(self.tokens) - 1
        if index > self.furthest:
            self.furthest = index
        return self.tokens[index]

    def next(self) -> Token:
        token = self.peek()
        self.index += 1
        return token

    def peek_word(self) -> Token:
        """Return the next token that is not a space, without consuming it."""
        while self.peek().kind == SPACE:
            self.index += 1
        return self.peek()

    def next_word(self) -> Token:
        self.peek_word()
        return self.next()

    def expect_end_of_action(self, context: str) -> None:
        token = self.next_word()
        if token.kind != RIGHT:
            self.unexpected(token, context)

    # statements

    def run(self) -> dict[str, Body]:
        body: list[nodes.Statement] = []
        while self.peek().kind != END_OF_TEXT:
            if self.peek().kind == LEFT and self.after_left().text == "define":
                self.next()
                self.next_word()
                self.definition()
                continue
            node = self.statement()
            if isinstance(node, nodes.Mark):
                self.fail(f"unexpected {node}")
            body.append(node)
        self.add(self.name, body)
        return self.templates

    def after_left(self) -> Token:
        """Return the first word after the next `{{`."""
        following = self.tokens[self.index + 1 : self.index + 3]
        word = following[-1] if following[0].kind == SPACE else following[0]
        return word if word.kind == KEYWORD else following[0]

    def definition(self) -> None:
        name = self.template_name("define clause")
        self.expect_end_of_action("define clause")
        self.add(name, self.separate_body("define clause"))

    def separate_body(self, context: str) -> Body:
        """Parse the statements of a nested template, up to its `{{end}}`."""
        outer = self.variables, self.loops
        self.variables, self.loops = ["$"], 0
        body, mark = self.statements()
        self.variables, self.loops = outer
        if mark.keyword != "end":
            self.fail(f"unexpected {mark} in {context}")
        return body

    def add(self, name: str, body: Body) -> None:
        """Define a template; a name may be redefined only if one definition is blank."""
        known = self.templates.get(name)
        if known is None or _is_blank(known):
            self.templates[name] = body
        elif not _is_blank(body):
            self.fail(f"template: multiple definition of template {quote(name)}")

    def template_name(self, context: str) -> str:
        token = self.next_word()
        if token.kind != STRING:
            self.unexpected(token, context)
        return self.text_of(token)

    def text_of(self, token: Token) -> str:
        try:
            return unquote(token.text)
        except ValueError as error:
            self.fail(str(error))

    def statements(self) -> tuple[list[nodes.Statement], nodes.Mark]:
        """Parse statements up to an `{{end}}` or `{{else}}`; return them and that mark."""
        found: list[nodes.Statement] = []
        while self.peek_word().kind != END_OF_TEXT:
            node = self.statement()
            if isinstance(node, nodes.Mark):
                return found, node
            found.append(node)
        return self.fail("unexpected EOF")

    def statement(self) -> nodes.Statement | nodes.Mark:
        token = self.next_word()
        if token.kind == TEXT:
            return nodes.Text(token.position, token.text)
        if token.kind == LEFT:
            self.action_line = token.line
            found = self.action()
            self.action_line = 0
            return found
        return self.unexpected(token, "input")

    def action(self) -> nodes.Statement | nodes.Mark:
        token = self.peek_word()
        word = token.text if token.kind == KEYWORD else ""
        if word in ("if", "with", "range"):
            self.next()
            return self.control(token)
        if word in ("break", "continue"):
            self.next()
            return self.jump(token)
        if word == "template":
            self.next()
            return self.template_call()
        if word == "block":
            self.next()
            return self.block()
        if word == "end":
            self.next()
            self.expect_end_of_action("end")
            return nodes.Mark(token.position, "end")
        if word == "else":
            self.next()
            if self.peek_word().text not in ("if", "with"):
                self.expect_end_of_action("else")
            return nodes.Mark(token.position, "else")
        return nodes.Action(token.position, self.pipeline("command"))

    def control(self, token: Token) -> nodes.Control:
        keyword = token.text
        self.enter()
        scope = len(self.variables)
        pipeline = self.pipeline(keyword)
        if keyword == "range":
            self.loops += 1
        body, mark = self.statements()
        if keyword == "range":
            self.loops -= 1
        otherwise: list[nodes.Statement] = []
        if mark.keyword == "else":
            following = self.peek()
            if keyword != "range" and following.text == keyword and following.kind == KEYWORD:
                self.next()
                otherwise = [self.control(following)]
            else:
                otherwise, mark = self.statements()
                if mark.keyword != "end":
                    self.fail(f"expected end; found {mark}")
        del self.variables[scope:]
        self.nesting -= 1
        return nodes.Control(token.position, keyword, pipeline, body, otherwise)

    def jump(self, token: Token) -> nodes.Jump:
        self.expect_end_of_action(f"{{{{{token.text}}}}}")
        if not self.loops:
            self.fail(f"{{{{{token.text}}}}} outside {{{{range}}}}")
        return nodes.Jump(token.position, token.text)

    def template_call(self) -> nodes.Call:
        position = self.peek_word().position
        name = self.template_name("template clause")
        pipeline = None
        if self.peek_word().kind == RIGHT:
            self.next()
        else:
            pipeline = self.pipeline("template clause")
        return nodes.Call(position, name, pipeline)

    def block(self) -> nodes.Call:
        position = self.peek_word().position
        name = self.template_name("block clause")
        pipeline = self.pipeline("block clause")
        self.enter()
        self.add(name, self.separate_body("block clause"))
        self.nesting -= 1
        return nodes.Call(position, name, pipeline)

    def enter(self) -> None:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            self.fail(f"nested too deeply: more than {MAX_NESTING} levels")

    # pipelines

    def pipeline(self, context: str, closing: str = RIGHT) -> nodes.Pipeline:
        """Parse a pipeline including the end of the action or the closing parenthesis."""
        pipeline = nodes.Pipeline(self.peek_word().position)
        self.declarations(pipeline, context)
        while True:
            token = self.peek_word()
            if closing in (token.kind, token.text):
                self.next()
                break
            if not self.begins_operand(token):
                self.next()
                self.unexpected(token, context)
            pipeline.commands.append(self.command())
        self.check_pipeline(pipeline, context)
        return pipeline

    def declarations(self, pipeline: nodes.Pipeline, context: str) -> None:
        """Parse `$x :=`, `$x =` or, in a range, `$i, $x :=`."""
        while self.peek_word().kind == VARIABLE:
            before = self.index
            name = self.next().text
            sign = self.peek_word()
            if sign.text in (":=", "=", ","):
                pipeline.variables.append(name)
                self.variables.append(name)
            if sign.text in (":=", "="):
                self.next()
                pipeline.assigns = sign.text == "="
                return
            if sign.text != ",":
                self.index = before
                return
            self.next()
            if context != "range" or len(pipeline.variables) > 1:
                self.fail(f"too many declarations in {context}")
            following = self.peek_word()
            if following.kind not in (VARIABLE, RIGHT) and following.text != ")":
                self.fail("range can only initialize variables")

    def check_pipeline(self, pipeline: nodes.Pipeline, context: str) -> None:
        if not pipeline.commands:
            self.fail(f"missing value for {context}")
        for stage, command in enumerate(pipeline.commands[1:], 2):
            if isinstance(command.arguments[0], (nodes.Literal, nodes.Dot, nodes.Nil)):
                self.fail(f"non executable command in pipeline stage {stage}")

    def begins_operand(self, token: Token) -> bool:
        if token.kind in (BOOLEAN, CHARACTER, NUMBER, STRING, FIELD, IDENTIFIER, VARIABLE):
            return True
        return token.text == "nil" if token.kind == KEYWORD else token.text in (".", "(")

    def command(self) -> nodes.Command:
        position = self.peek_word().position
        arguments: list[nodes.Operand] = []
        while True:
            if self.begins_operand(self.peek_word()):
                arguments.append(self.operand())
            token = self.next()
            if token.kind == SPACE:
                continue
            if token.kind == RIGHT or token.text == ")":
                self.index -= 1
            elif token.text != "|":
                self.unexpected(token, "operand")
            return nodes.Command(position, arguments)

    def operand(self) -> nodes.Operand:
        """Parse a term and the fields after it."""
        term = self.term()
        first = self.peek()
        names: list[str] = []
        while self.peek().kind == FIELD:
            names.append(self.next().text[1:])
        if not names:
            return term
        if isinstance(term, nodes.FieldPath):
            return nodes.FieldPath(first.position, [*term.names, *names])
        if isinstance(term, nodes.Variable):
            return nodes.Variable(first.position, term.name, names)
        if isinstance(term, (nodes.Literal, nodes.Nil, nodes.Dot)):
            self.fail(f"unexpected . after term {quote(str(term))}")
        return nodes.Chain(first.position, term, names)

    def term(self) -> nodes.Operand:
        token = self.next_word()
        position, text = token.position, token.text
        if token.kind == FIELD:
            return nodes.FieldPath(position, [text[1:]])
        if token.kind == IDENTIFIER:
            if text not in self.functions:
                self.fail(f"function {quote(text)} not defined")
            return nodes.Identifier(position, text)
        if token.kind == VARIABLE:
            if text not in self.variables:
                self.fail(f"undefined variable {quote(text)}")
            return nodes.Variable(position, text)
        if token.kind == STRING:
            return nodes.Literal(position, text, self.text_of(token))
        if token.kind in (NUMBER, CHARACTER):
            return self.number(token)
        if token.kind == BOOLEAN:
            return nodes.Literal(position, text, text == "true")
        if text == "nil":
            return nodes.Nil(position)
        if text == ".":
            return nodes.Dot(position)
        self.enter()
        inner = self.pipeline("parenthesized pipeline", ")")
        self.nesting -= 1
        return inner

    def number(self, token: Token) -> nodes.Literal:
        try:
            value, is_whole = number_literals.number(token.text)
        except ValueError as error:
            self.fail(str(error))
        return nodes.Literal(token.position, token.text, value, is_whole)
