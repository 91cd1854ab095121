"""Files of variables by the rules of Compose: quotes, several lines, `export`, `${NAME}`.

    # a comment
    export NAME=unquoted up to a comment # that begins after a blank
    NAME: 'all as it is, \\' apart'
    NAME="escapes such as \\n, variables such as ${HOME:-/root}, several lines"
    NAME

A name alone takes its value from outside.
"""

import re
from collections.abc import Callable, Mapping

from pydock.golang.unicode import WHITE_SPACE
from pydock.options.interpolation import LIMIT_CHARACTERS, Lookup, substitute

_BLANKS = "\t\v\f\r \x85\xa0"
_SPACES = re.compile(f"[{WHITE_SPACE}]*")
_EXPORT = re.compile(rf"export(?=[\t\n\f\r ])[{_BLANKS}]*")
_NAME = re.compile(rf"[\w.\-\[\]{_BLANKS}]*")
_BLANK = re.compile(f"[{_BLANKS}]*")
_QUOTE_ENDS = {quote: re.compile(rf"\\.|{quote}", re.DOTALL) for quote in "\"'"}
_ESCAPE = re.compile(r'\\(?:[abcfnrtv$"\\]|0[0-9]{0,3})')
_ESCAPES = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\",
    '"': '"', "$": "$$",
}  # fmt: skip


def parse_dotenv(
    text: str,
    lookup: Lookup,
    known: Mapping[str, str] | None = None,
    unset: Callable[[str], object] = str,
) -> dict[str, str]:
    """Return the variables of a file, added to the `known` ones, those of previous files.

    `${NAME}` is the value of `lookup`, else that of a variable found so far; `unset` gets the names
    of those that have none. Raises ValueError, whose message has no values.
    """
    parser = _Parser(text, lookup, dict(known or {}), unset)
    start = parser.position
    try:
        while (start := parser.statement_start()) < len(text):
            parser.read_statement(start)
    except ValueError as error:
        raise ValueError(f"line {text.count(chr(10), 0, start) + 1}: {error}") from None
    return parser.found


class _Parser:
    """Reads the variables of one file in order, `found` has them."""

    def __init__(
        self, text: str, lookup: Lookup, found: dict[str, str], unset: Callable[[str], object]
    ) -> None:
        self.text = text
        self.found = found
        self.position = 0
        self.size = 0
        self._outside = lookup
        self._unset = unset

    def statement_start(self) -> int:
        """Return the position after white space and comments."""
        while True:
            self.skip(_SPACES)
            if not self.text.startswith("#", self.position):
                return self.position
            self.position = self.line_end()

    def read_statement(self, start: int) -> None:
        """Read one variable; raises ValueError."""
        if match := _EXPORT.match(self.text, start):
            self.position = match.end()
        name = self.skip(_NAME).rstrip(WHITE_SPACE)
        sign = self.text[self.position : self.position + 1]
        if sign not in ("=", ":", "\n", ""):
            raise ValueError(f"unexpected character {sign!r} in the name of a variable")
        if " " in name:
            raise ValueError("the name of a variable contains a space")
        self.position += 1
        if sign in ("\n", ""):
            value = self._outside(name) if name else None
        elif not name:
            raise ValueError("a value without the name of a variable")
        else:
            value = self.read_value()
        if value is not None:
            self.found[name] = value
            self.size += len(value)
        if self.size > LIMIT_CHARACTERS:
            raise ValueError(f"the variables are longer than {LIMIT_CHARACTERS >> 20} MiB")

    def read_value(self) -> str:
        self.skip(_BLANK)
        quote = self.text[self.position : self.position + 1]
        if quote not in _QUOTE_ENDS:
            end = self.line_end()
            line = self.text[self.position : end].partition(" #")[0]
            self.position = end
            return self.substituted(line.rstrip(WHITE_SPACE))
        start = self.position + 1
        for found in _QUOTE_ENDS[quote].finditer(self.text, start):
            if found.group() == quote:
                self.position = found.end()
                value = self.text[start : found.start()].replace(f"\\{quote}", quote)
                return self.substituted(_unescaped(value)) if quote == '"' else value
        raise ValueError(f"a quoted value without its closing {quote}")

    def substituted(self, value: str) -> str:
        return substitute(value, self.lookup, self._unset)

    def lookup(self, name: str) -> str | None:
        value = self._outside(name)
        return self.found.get(name) if value is None else value

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Return the match at the position, and move the position after it."""
        match = pattern.match(self.text, self.position)
        assert match
        self.position = match.end()
        return match.group()

    def line_end(self) -> int:
        end = self.text.find("\n", self.position)
        return len(self.text) if end < 0 else end


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_escaped_character, text)


def _escaped_character(match: re.Match[str]) -> str:
    r"""Return the character of an escape; `\0` requires three octal digits after it."""
    escape = match.group()[1:]
    if not escape.startswith("0"):
        return _ESCAPES.get(escape, match.group())
    digits = escape[1:]
    is_octal = len(digits) == 3 and not set(digits) & set("89") and int(digits, 8) < 256
    return chr(int(digits, 8)) if is_octal else f"\\{digits}"
