"""Match paths with Go's regular expressions, as far as patterns can write them, in linear time.

The expressions become one nondeterministic automaton. Its sets of states are the states of a
deterministic one, which is built while paths are matched, so that a character costs one look-up
however often a pattern has `*`. Backtracking, as in the module `re`, would take exponential time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

BAD_PATTERN = "syntax error in pattern"

_OPTIONAL_DIRECTORIES = "(.*/)?"
_ANYTHING = "(?s:.*)"
_CONTROLS = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
#: Go's `\s` lacks the vertical tab that Python's has.
_LETTER_CLASSES = {"d": r"\d", "D": r"\D", "w": r"\w", "W": r"\W", "s": r"\t\n\f\r ", "S": r"\S\v"}
_NAMED_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": r"\x00-\x7f",
    "blank": r"\t ",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\t\n\v\f\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}
_START, _END, _WORD_BOUNDARY, _NO_WORD_BOUNDARY = "start", "end", "\\b", "\\B"
_ANCHORS = {"A": _START, "z": _END, "b": _WORD_BOUNDARY, "B": _NO_WORD_BOUNDARY}

#: transitions kept; beyond them the deterministic automaton is built anew
_TRANSITIONS_LIMIT = 50_000


class _State(NamedTuple):
    """One element of an expression: a character (or class of `re`), an anchor, or a skip."""

    chars: str | re.Pattern[str] | None = None
    repeats: bool = False
    anchor: str = ""
    skip: int = 0


class Automaton:
    """Matches whole paths with any of the expressions."""

    def __init__(self, expressions: Iterable[str]) -> None:
        """Raises ValueError for an expression that Go does not compile."""
        self._states: list[_State] = []
        self._final: set[int] = set()
        starts = []
        for expression in expressions:
            starts.append(len(self._states))
            self._states += _Parser(expression).states()
            self._final.add(len(self._states))
            self._states.append(_State())  # the end of the expression
        self._start = _Set(frozenset(starts), at_start=True, after_word=False)
        self._sets: dict[tuple[frozenset[int], bool], _Set] = {}
        self._transitions = 0
        self._directory: str | None = None
        self._after_directory = self._start

    def matches(self, path: str) -> bool:
        """Return whether an expression matches the path."""
        directory, slash, name = path.rpartition("/")
        if not slash:
            state = self._start
        elif directory == self._directory:
            state = self._after_directory
        else:
            state = self._run(self._start, directory + "/")
            self._directory, self._after_directory = directory, state
        state = self._run(state, name)
        if state.is_match is None:
            closure = self._closure(state, None)
            state.is_match = not self._final.isdisjoint(closure)
        return state.is_match

    def _reset(self) -> None:
        """Forget the deterministic automaton, to bound its memory."""
        self._sets.clear()
        self._start.next.clear()
        self._transitions = 0
        self._directory = None

    def _run(self, state: _Set, text: str) -> _Set:
        for char in text:
            state = state.next.get(char) or self._step(state, char)
        return state

    def _step(self, state: _Set, char: str) -> _Set:
        if self._transitions >= _TRANSITIONS_LIMIT:
            self._reset()
        found = set()
        for number in self._closure(state, char):
            element = self._states[number]
            if element.chars is not None and _contains(element.chars, char):
                found.add(number if element.repeats else number + 1)
        key = (frozenset(found), _is_word(char))
        after = self._sets.get(key)
        if after is None:
            after = self._sets[key] = _Set(key[0], at_start=False, after_word=key[1])
        state.next[char] = after
        self._transitions += 1
        return after

    def _closure(self, state: _Set, next_char: str | None) -> set[int]:
        """Return the states that are reached without a character, before `next_char` or the end."""
        found: set[int] = set()
        pending = list(state.numbers)
        while pending:
            number = pending.pop()
            if number in found:
                continue
            found.add(number)
            if number in self._final:
                continue
            element = self._states[number]
            if element.skip:
                pending += (number + 1, number + element.skip)
            elif element.repeats or (element.anchor and state.holds(element.anchor, next_char)):
                pending.append(number + 1)
        return found


class _Set:
    """A set of states after some text: a state of the deterministic automaton."""

    __slots__ = ("after_word", "at_start", "is_match", "next", "numbers")

    def __init__(self, numbers: frozenset[int], *, at_start: bool, after_word: bool) -> None:
        self.numbers = numbers
        self.at_start = at_start
        self.after_word = after_word
        self.next: dict[str, _Set] = {}
        self.is_match: bool | None = None

    def holds(self, anchor: str, next_char: str | None) -> bool:
        """Return whether an anchor holds between the text and the next character."""
        if anchor == _START:
            return self.at_start
        if anchor == _END:
            return next_char is None
        is_boundary = self.after_word is not (next_char is not None and _is_word(next_char))
        return is_boundary is (anchor == _WORD_BOUNDARY)


class _Parser:
    """Reads an expression as docker writes it of a pattern."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0

    def states(self) -> list[_State]:
        """Return the elements in their order; ValueError when Go would not compile them."""
        found: list[_State] = []
        while self._position < len(self._text):
            if self._takes(_OPTIONAL_DIRECTORIES):
                found += [_State(skip=3), _State(_NOT_NEWLINE, repeats=True), _State("/")]
            elif self._takes(_ANYTHING):
                found.append(_State(_ANY, repeats=True))
            else:
                element = self._element()
                if element.chars is not None and self._takes("*"):
                    element = element._replace(repeats=True)
                found.append(element)
        return found

    def _element(self) -> _State:
        char = self._take()
        if char == "[":
            return _State(self._char_class())
        if char == "\\":
            return self._escape()
        if char == ".":
            return _State(_NOT_NEWLINE)
        return _State(anchor=_START) if char == "^" else _State(char)

    def _take(self) -> str:
        char = self._text[self._position : self._position + 1]
        self._position += 1
        return char

    def _sees(self, text: str) -> bool:
        return self._text.startswith(text, self._position)

    def _takes(self, text: str) -> bool:
        found = self._sees(text)
        self._position += len(text) if found else 0
        return found

    def _escape(self) -> _State:
        char = self._take()
        if char in _ANCHORS:
            return _State(anchor=_ANCHORS[char])
        if char in _LETTER_CLASSES:
            return _State(_compiled(f"[{_LETTER_CLASSES[char]}]"))
        return _State(_escaped(char))

    def _char_class(self) -> re.Pattern[str]:
        negation = "^" if self._takes("^") else ""
        members: list[str] = []
        while not members or not self._sees("]"):
            members.append(self._class_member())
        self._position += 1
        return _compiled(f"[{negation}{''.join(members)}]")

    def _class_member(self) -> str:
        if self._sees("[:") and (end := self._text.find(":]", self._position + 2)) >= 0:
            name = self._text[self._position + 2 : end]
            self._position = end + 2
            return _named_class(name)
        if self._sees("\\"):
            letter = self._text[self._position + 1 : self._position + 2]
            if letter in _LETTER_CLASSES:
                self._position += 2
                return _LETTER_CLASSES[letter]
        low = self._class_char()
        if not self._sees("-") or self._sees("-]"):
            return re.escape(low)
        self._position += 1
        high = self._class_char()
        if low > high:
            raise ValueError(BAD_PATTERN)
        return f"{re.escape(low)}-{re.escape(high)}"

    def _class_char(self) -> str:
        char = self._take()
        if char == "\\":
            return _escaped(self._take())
        if not char:
            raise ValueError(BAD_PATTERN)
        return char


def _compiled(char_class: str) -> re.Pattern[str]:
    return re.compile(char_class, re.ASCII)


_ANY, _NOT_NEWLINE = re.compile("[^\\0]|\\0"), re.compile("[^\n]")


def _contains(chars: str | re.Pattern[str], char: str) -> bool:
    return chars == char if isinstance(chars, str) else chars.match(char) is not None


def _is_word(char: str) -> bool:
    return char == "_" or (char.isascii() and char.isalnum())


def _named_class(name: str) -> str:
    bare = name.removeprefix("^")
    if bare not in _NAMED_CLASSES:
        raise ValueError(BAD_PATTERN)
    if bare == name:
        return _NAMED_CLASSES[name]
    ranges = re.compile(f"[{_NAMED_CLASSES[bare]}]")
    others = "".join(re.escape(c) for c in map(chr, range(128)) if not ranges.match(c))
    return others + "\x80-\U0010ffff"


def _escaped(char: str) -> str:
    """Return what a backslash and `char` match: a control character, or punctuation itself."""
    if char in _CONTROLS:
        return _CONTROLS[char]
    if not char or not char.isascii() or char.isalnum():
        raise ValueError(BAD_PATTERN)
    return char
