"""`printf`: a format of Go's fmt with its operands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydock.golang.fmt.printing import MAX_WIDTH, Verb, bad_verb, described, formatted
from pydock.golang.reflect import plain

_FLAGS = {"#": "sharp", "0": "zero", "+": "plus", "-": "minus", " ": "space"}


def sprintf(format: str, operands: Sequence[Any]) -> str:
    """The format with its operands; what does not fit is marked as Go marks it: %!d(string=x)."""
    return _Printf(format, [plain(operand) for operand in operands]).run()


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
        """Everything from behind the % up to and with the letter."""
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
        if verb.letter == "v":  # + and # mean something else here than for numbers
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
        """Read a width, `*` or digits; is an index still waiting for its verb?"""
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
        """Read a precision, `*` or digits; is an index still waiting for its verb?"""
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
        """The next operand where it is a number that can be a width."""
        if self.operand >= len(self.operands):
            return None
        value = self.operands[self.operand]
        self.operand += 1
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MAX_WIDTH:
            return None
        return value

    def digits(self) -> int | None:
        """Read a number; one that is too large ends the format, as in Go."""
        first = self.position
        while "0" <= self.peek() <= "9":
            self.position += 1
            if int(self.format[first : self.position]) > MAX_WIDTH:
                self.position = len(self.format)
                return None
        return int(self.format[first : self.position]) if self.position > first else None

    def index(self) -> bool:
        """Read an operand's index, `[2]`; was there a well-formed one?"""
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
