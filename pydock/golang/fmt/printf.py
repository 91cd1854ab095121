"""Go's fmt.Sprintf."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pydock.golang.fmt.printing import MAX_WIDTH, Verb, bad_verb, described, formatted
from pydock.golang.reflect import plain

_FLAGS = {"#": "sharp", "0": "zero", "+": "plus", "-": "minus", " ": "space"}


def sprintf(format: str, operands: Sequence[Any]) -> str:
    """Format operands; errors are marked in the text as Go marks them: %!d(string=x)."""
    if _string_verbs(format) == len(operands) and {str}.issuperset(map(type, operands)):
        return format % (*operands,)
    return _Printf(format, [plain(operand) for operand in operands]).run()


@lru_cache(maxsize=64)  # a template has the same few for every row
def _string_verbs(format: str) -> int:
    """Return the number of verbs if all are %s with a width at most; Python's are the same."""
    is_simple = re.fullmatch(r"(?:[^%]|%-?(?:[1-9][0-9]{0,2})?s)*", format)
    return format.count("%") if is_simple else -1


class _Printf:
    def __init__(self, format: str, operands: list[Any]) -> None:
        self.format = format
        self.operands = operands
        self.position = 0
        self.operand = 0  # the next one's index
        self.reordered = False
        self.good_index = True
        self.parts: list[str] = []

    def run(self) -> str:
        while True:
            percent = self.format.find("%", self.position)
            if percent < 0:
                self.parts.append(self.format[self.position :])
                break
            self.parts.append(self.format[self.position : percent])
            self.position = percent + 1
            self.directive()
        if not self.reordered and self.operand < len(self.operands):
            extra = ", ".join(described(value) for value in self.operands[self.operand :])
            self.parts.append(f"%!(EXTRA {extra})")
        return "".join(self.parts)

    def peek(self) -> str:
        return self.format[self.position : self.position + 1]

    def directive(self) -> None:
        """Parse one directive after its % and append its text."""
        verb = Verb()
        self.good_index = True
        while self.peek() in _FLAGS:
            setattr(verb, _FLAGS[self.peek()], True)
            self.position += 1
        indexed = self.index()
        indexed = self.width(verb, indexed)
        if self.peek() == ".":
            self.position += 1
            if indexed:
                self.good_index = False
            indexed = self.precision(verb, self.index())
        if not indexed:
            self.index()
        if not self.peek():
            self.parts.append("%!(NOVERB)")
            return
        verb.letter = self.peek()
        self.position += 1
        if verb.letter == "v":  # %+v and %#v are verbs of their own
            verb.named, verb.go_syntax = verb.plus, verb.sharp
            verb.plus = verb.sharp = False
        self.parts.append(self.applied(verb))

    def applied(self, verb: Verb) -> str:
        if verb.letter == "%":
            return "%"
        if not self.good_index:
            return f"%!{verb.letter}(BADINDEX)"
        if self.operand >= len(self.operands):
            return f"%!{verb.letter}(MISSING)"
        value = self.operands[self.operand]
        self.operand += 1
        return bad_verb(value, verb) if verb.letter == "w" else formatted(value, verb)

    def width(self, verb: Verb, indexed: bool) -> bool:
        """Parse a width, `*` or digits; return whether an index still applies to the verb."""
        if self.peek() == "*":
            self.position += 1
            width = self.number_operand()
            if width is None:
                self.parts.append("%!(BADWIDTH)")
            elif width < 0:
                verb.minus, width = True, -width
            verb.width = width
            return False
        verb.width = self.digits()
        if indexed and verb.width is not None:
            self.good_index = False
        return indexed

    def precision(self, verb: Verb, indexed: bool) -> bool:
        """Parse a precision, `*` or digits; return whether an index still applies to the verb."""
        if self.peek() == "*":
            self.position += 1
            precision = self.number_operand()
            if precision is None or precision < 0:
                self.parts.append("%!(BADPREC)")
                precision = None
            verb.precision = precision
            return False
        verb.precision = self.digits() or 0
        return indexed

    def number_operand(self) -> int | None:
        """Return the next operand if it is valid as a width."""
        if self.operand >= len(self.operands):
            return None
        value = self.operands[self.operand]
        self.operand += 1
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MAX_WIDTH:
            return None
        return value

    def digits(self) -> int | None:
        """Parse a number; a too large one ends the format, as in Go."""
        first = self.position
        while "0" <= self.peek() <= "9":
            self.position += 1
            if int(self.format[first : self.position]) > MAX_WIDTH:
                self.position = len(self.format)
                return None
        return int(self.format[first : self.position]) if self.position > first else None

    def index(self) -> bool:
        """Parse the index of an operand, `[2]`; return whether it is well-formed."""
        if self.peek() != "[":
            return False
        self.reordered = True
        end = self.format.find("]", self.position)
        if end < 0:
            self.good_index = False
            self.position += 1
            return False
        inner = self.format[self.position + 1 : end]
        self.position = end + 1
        well_formed = inner.isascii() and inner.isdigit() and len(inner) < 8
        if well_formed and 1 <= int(inner) <= len(self.operands):
            self.operand = int(inner) - 1
            return True
        self.good_index = False
        return well_formed
