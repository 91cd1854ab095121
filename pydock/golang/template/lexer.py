"""Split a template into tokens, as the lexer of Go's text/template does.

Lexing never fails: invalid text becomes a token of kind ERROR, which the parser reports when it
reaches the token, after errors before it.
"""

from typing import NamedTuple

TEXT = "text"
LEFT = "left delimiter"
RIGHT = "right delimiter"
SPACE = "space"
KEYWORD = "keyword"
IDENTIFIER = "identifier"
FIELD = "field"
VARIABLE = "variable"
BOOLEAN = "boolean"
NUMBER = "number"
CHARACTER = "character"
STRING = "string"
SIGN = "sign"
ERROR = "error"
END_OF_TEXT = "end"

KEYWORDS = frozenset(
    ("block", "break", "continue", "define", "else", "end", "if", "nil", "range", "template",
     "with")
)  # fmt: skip
_SPACES = " \t\r\n"
_DIGITS = "0123456789_"
_DIGITS_OF_BASE = {"x": "0123456789abcdefABCDEF_", "o": "01234567_", "b": "01_"}


class Token(NamedTuple):
    """A token: kind, text, and the position and line where it begins."""

    kind: str
    text: str
    position: int
    line: int

    def __str__(self) -> str:
        """Return the token as error messages name it."""
        if self.kind == END_OF_TEXT:
            return "EOF"
        if self.kind == ERROR:
            return self.text
        if self.kind == KEYWORD or (self.kind == SIGN and self.text == "."):
            return f"<{self.text}>"
        # only errors need it
        from pydock.golang.strconv.quoting import quote

        return quote(self.text[:10]) + "..." if len(self.text.encode()) > 10 else quote(self.text)


class _Failure(Exception):
    """Ends lexing; the message becomes the last token."""


def tokens(text: str) -> list[Token]:
    """Return the tokens of a template; the last one is END_OF_TEXT or ERROR."""
    return _Lexer(text).run()


def unicode_name(character: str) -> str:
    """Return a character as Go's %#U prints it: U+0040 '@'."""
    shown = f" '{character}'" if character.isprintable() else ""
    return f"U+{ord(character):04X}{shown}"


def _is_space(character: str) -> bool:
    return character != "" and character in _SPACES


def _may_begin_number(text: str, position: int) -> bool:
    """Return whether a number may begin after a dot: before a digit, and at the end of the text."""
    return position == len(text) or "0" <= text[position] <= "9"


class _Lexer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.start = 0
        self.line = 1
        self.found: list[Token] = []
        self.depth = 0  # open parentheses of this action

    def run(self) -> list[Token]:
        try:
            while self.outside():
                while not self.inside():
                    pass
        except _Failure as failure:
            self.found.append(Token(ERROR, str(failure), self.start, self.line))
        return self.found

    def emit(self, kind: str) -> None:
        """Append a token of the text since the previous one."""
        text = self.text[self.start : self.position]
        self.found.append(Token(kind, text, self.start, self.line))
        self.skip()

    def skip(self) -> None:
        """Drop the text since the previous token."""
        self.line += self.text.count("\n", self.start, self.position)
        self.start = self.position

    def peek(self) -> str:
        """Return the next character, or "" at the end."""
        return self.text[self.position : self.position + 1]

    def accept(self, characters: str) -> bool:
        """Consume the next character if it is one of these."""
        if self.peek() and self.peek() in characters:
            self.position += 1
            return True
        return False

    def accept_all(self, characters: str) -> None:
        while self.accept(characters):
            pass

    # outside of actions

    def outside(self) -> bool:
        """Lex text up to and including the next `{{`; return False if there is none."""
        while True:
            opening = self.text.find("{{", self.position)
            if opening < 0:
                self.position = len(self.text)
                self.emit_text(self.position)
                self.emit(END_OF_TEXT)
                return False
            inner = opening + 2
            trims = self.text.startswith("-", inner) and _is_space(self.text[inner + 1 : inner + 2])
            kept = self.text[self.start : opening]
            self.emit_text(self.start + len(kept.rstrip(_SPACES) if trims else kept))
            self.position = opening
            self.skip()
            self.position = inner + 2 if trims else inner
            if not self.text.startswith("/*", self.position):
                self.found.append(Token(LEFT, "{{", opening, self.line))
                self.skip()
                self.depth = 0
                return True
            self.comment()

    def emit_text(self, end: int) -> None:
        """Append a token of the text up to `end`, if there is any."""
        if self.start < end:
            self.position = end
            self.emit(TEXT)

    def comment(self) -> None:
        end = self.text.find("*/", self.position + 2)
        if end < 0:
            raise _Failure("unclosed comment")
        self.position = end + 2
        closing = self.closing()
        if not closing:
            raise _Failure("comment ends before closing delimiter")
        self.position += closing
        if closing > 2:
            self.accept_all(_SPACES)
        self.skip()

    def closing(self) -> int:
        """Return the length of the `}}` or ` -}}` at the current position, or 0."""
        if self.text.startswith("}}", self.position):
            return 2
        if self.text.startswith("-}}", self.position + 1) and self.peek() in _SPACES:
            return 4
        return 0

    # inside of actions

    def inside(self) -> bool:
        """Lex one token; return True if it is the closing `}}`."""
        closing = self.closing()
        if closing:
            return self.close(closing)
        character = self.peek()
        if not character:
            raise _Failure("unclosed action")
        if character in _SPACES:
            while _is_space(self.peek()) and not self.closing():
                self.position += 1
            self.emit(SPACE)
        elif character in '"`':
            self.string(character)
        elif character == "'":
            self.read_quoted("'", "unterminated character constant")
            self.emit(CHARACTER)
        elif character == "$":
            self.position += 1
            self.name(VARIABLE)
        elif character == "." and not _may_begin_number(self.text, self.position + 1):
            self.position += 1
            self.name(FIELD)
        elif character in "+-.0123456789":
            self.number()
        elif character == "_" or character.isalnum():
            self.name(IDENTIFIER)
        else:
            self.sign(character)
        return False

    def close(self, length: int) -> bool:
        if self.depth:
            raise _Failure("unclosed left paren")
        self.position += length - 2
        self.skip()
        self.position += 2
        self.emit(RIGHT)
        if length > 2:
            self.accept_all(_SPACES)
            self.skip()
        return True

    def sign(self, character: str) -> None:
        self.position += 1
        if character == ":":
            if not self.accept("="):
                raise _Failure("expected :=")
        elif character == "(":
            self.depth += 1
        elif character == ")":
            self.depth -= 1
            if self.depth < 0:
                raise _Failure("unexpected right paren")
        elif not " " < character <= "~":
            raise _Failure(f"unrecognized character in action: {unicode_name(character)}")
        self.emit(SIGN)

    def name(self, kind: str) -> None:
        """Lex a word, a `.Field` or a `$variable`; a single dot is a sign."""
        first = self.position
        while self.peek() == "_" or self.peek().isalnum():
            self.position += 1
        if not self.at_end_of_word():
            raise _Failure(f"bad character {unicode_name(self.peek())}")
        if kind == FIELD and self.position == first:
            kind = SIGN
        elif kind == IDENTIFIER:
            word = self.text[self.start : self.position]
            if word in KEYWORDS:
                kind = KEYWORD
            elif word in ("true", "false"):
                kind = BOOLEAN
        self.emit(kind)

    def at_end_of_word(self) -> bool:
        character = self.peek()
        return (
            not character
            or character in " \t\r\n.,|:()"
            or self.text.startswith("}}", self.position)
        )

    def string(self, mark: str) -> None:
        if mark == "`":
            end = self.text.find("`", self.position + 1)
            if end < 0:
                raise _Failure("unterminated raw quoted string")
            self.position = end + 1
        else:
            self.read_quoted('"', "unterminated quoted string")
        self.emit(STRING)

    def read_quoted(self, mark: str, complaint: str) -> None:
        self.position += 1
        while self.peek() != mark:
            if self.peek() == "\\":
                self.position += 1
            if self.peek() in ("", "\n"):
                raise _Failure(complaint)
            self.position += 1
        self.position += 1

    def number(self) -> None:
        good = self.scan_number()
        if good and self.peek() in ("+", "-"):
            good = self.scan_number() and self.text[self.position - 1] == "i"
        if not good:
            from pydock.golang.strconv.quoting import quote

            raise _Failure(f"bad number syntax: {quote(self.text[self.start : self.position])}")
        self.emit(NUMBER)

    def scan_number(self) -> bool:
        self.accept("+-")
        digits = _DIGITS
        if self.accept("0") and self.peek().lower() in _DIGITS_OF_BASE:
            digits = _DIGITS_OF_BASE[self.peek().lower()]
            self.position += 1
        self.accept_all(digits)
        if self.accept("."):
            self.accept_all(digits)
        exponent = {_DIGITS: "eE", _DIGITS_OF_BASE["x"]: "pP"}.get(digits)
        if exponent and self.accept(exponent):
            self.accept("+-")
            self.accept_all(_DIGITS)
        self.accept("i")
        if self.peek() == "_" or self.peek().isalnum():
            self.position += 1
            return False
        return True
