"""One pattern of an ignore file: what it matches, exactly as docker decides it.

docker turns a pattern into a regular expression of Go's. Most patterns need none: they are a
path, a path and all below it (`dir/**`), or the end of a path (`**/name`). The rest goes
through the same two steps here: docker's rewriting of the pattern, then Go's syntax to
Python's. The odd corners (a `*` within brackets, `\\d` for a digit) are docker's.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

BAD_PATTERN = "syntax error in pattern"

_SPECIAL_IN_GO = frozenset(".+()|{}$")
_UNDECODABLE = re.compile("[\udc80-\udcff]")
_REPLACEMENT = "\ufffd"

_ANCHORS = {"A": r"\A", "z": r"\Z", "b": r"\b", "B": r"\B"}
_CONTROLS = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
#: Go's `\s` lacks the vertical tab that Python's has.
_LETTER_CLASSES = {
    "d": r"\d",
    "D": r"\D",
    "w": r"\w",
    "W": r"\W",
    "s": r"\t\n\f\r ",
    "S": r"\S\v",
}
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


class Kind(Enum):
    """How a pattern is compared with a path."""

    EXACT = "exact"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    REGEX = "regex"
    BROKEN = "broken"


class Pattern(NamedTuple):
    """A compiled pattern: `text` is a path, a beginning, an ending or a Python expression.

    A BROKEN one is found out by docker only when it comes to be compared with a path.
    """

    kind: Kind
    text: str

    def matches(self, path: str) -> bool:
        """Whether the pattern matches this very path; its parents are the caller's to ask."""
        if self.kind is Kind.EXACT:
            return path == self.text
        if self.kind is Kind.PREFIX:
            return path.startswith(self.text)
        if self.kind is Kind.SUFFIX:
            return path.endswith(self.text) or "/" + path == self.text
        if self.kind is Kind.REGEX:
            return compile_regex([self.text]).fullmatch(as_go_text(path)) is not None
        return False


def compile_pattern(text: str) -> Pattern:
    """Compile a cleaned pattern, without its `!`.

    Names are text with undecodable bytes as surrogates (`surrogateescape`). Raises ValueError
    with docker's message for a pattern that docker refuses at once.
    """
    check_syntax(text)
    kind, regex = _rewrite(text)
    if kind is Kind.EXACT:
        return Pattern(kind, text)
    if kind is Kind.PREFIX:
        return Pattern(kind, text[:-2])
    if kind is Kind.SUFFIX:
        return Pattern(kind, text[2:])
    try:
        return Pattern(kind, _GoExpression(as_go_text(regex)).in_python())
    except ValueError:
        return Pattern(Kind.BROKEN, text)


def compile_regex(expressions: list[str]) -> re.Pattern[str]:
    """One expression for many patterns of the kind REGEX, to be used with `fullmatch`."""
    return re.compile("|".join(f"(?:{expression})" for expression in expressions), re.ASCII)


def as_go_text(text: str) -> str:
    """The text as Go's expressions see it: each byte that is not UTF-8 is U+FFFD."""
    return text if text.isascii() else _UNDECODABLE.sub(_REPLACEMENT, text)


def clean_path(path: str) -> str:
    """The shortest equal path, as Go's `filepath.Clean`: no `.`, `//` and no inner `..`."""
    rooted = path.startswith("/")
    parts: list[str] = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part != "..":
            parts.append(part)
        elif parts and parts[-1] != "..":
            parts.pop()
        elif not rooted:
            parts.append(part)
    cleaned = "/".join(parts)
    return "/" + cleaned if rooted else cleaned or "."


def check_syntax(pattern: str) -> None:
    """Raise ValueError where Go's `filepath.Match(pattern, ".")` does: docker's test of a rule.

    It compares part by part, from one `*` to the next, and looks no further than to the first
    part that differs. What is wrong behind that shows only when the pattern is compiled.
    """
    position = 0
    for _part in range(2):
        while pattern.startswith("*", position):
            position += 1
        members = 0
        has_dot = False
        while position < len(pattern) and pattern[position] != "*":
            position, has_dot = _end_of_member(pattern, position)
            members += 1
        if members != 1 or not has_dot:
            return


def _end_of_member(pattern: str, position: int) -> tuple[int, bool]:
    """The position behind one character, escape or class, and whether that matches a dot."""
    char = pattern[position]
    if char == "[":
        return _end_of_class(pattern, position + 1)
    if char == "\\":
        position += 1
        char = pattern[position : position + 1]
        if not char:
            raise ValueError(BAD_PATTERN)
        return position + 1, char == "."
    return position + 1, char in ".?"


def _end_of_class(pattern: str, position: int) -> tuple[int, bool]:
    is_negated = pattern.startswith("^", position)
    position += is_negated
    has_dot = False
    is_first = True
    while is_first or not pattern.startswith("]", position):
        position, low = _class_member(pattern, position)
        high = low
        if pattern.startswith("-", position):
            position, high = _class_member(pattern, position + 1)
        has_dot = has_dot or low <= "." <= high
        is_first = False
    return position + 1, has_dot is not is_negated


def _class_member(pattern: str, position: int) -> tuple[int, str]:
    """The position behind one character of a class, and the character."""
    char = pattern[position : position + 1]
    if char in ("", "-", "]"):
        raise ValueError(BAD_PATTERN)
    if char == "\\":
        position += 1
        char = pattern[position : position + 1]
    position += 1
    if _UNDECODABLE.match(char) or position >= len(pattern):
        raise ValueError(BAD_PATTERN)
    return position, char


def _rewrite(pattern: str) -> tuple[Kind, str]:
    """docker's reading of a pattern: its kind, and a Go expression in case that is REGEX."""
    kind = Kind.EXACT
    regex: list[str] = []
    position = 0
    while position < len(pattern):
        char = pattern[position]
        position += 1
        if char == "*" and pattern.startswith("*", position):
            position += 2 if pattern.startswith("/", position + 1) else 1
            is_last = position == len(pattern)
            if not regex:
                kind = Kind.SUFFIX
            elif is_last and kind is Kind.EXACT:
                kind = Kind.PREFIX
            else:
                kind = Kind.REGEX
            regex.append(".*" if is_last else "(.*/)?")
        elif char in "*?":
            regex.append("[^/]*" if char == "*" else "[^/]")
            kind = Kind.REGEX
        elif char in _SPECIAL_IN_GO:
            regex.append("\\" + char)
        elif char == "\\":
            # at the end it escapes the `$` that docker appends, so that any ending matches
            is_last = position == len(pattern)
            regex.append("\\$(?s:.*)" if is_last else char + pattern[position])
            position += 1
            kind = Kind.REGEX
        else:
            regex.append(char)
            if char in "[]":
                kind = Kind.REGEX
    return kind, "".join(regex)


class _GoExpression:
    """Translates Go's regular expressions to Python's, as far as patterns can write them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0

    def in_python(self) -> str:
        """The same expression for Python; ValueError when Go would not compile it."""
        out: list[str] = []
        while char := self._take():
            if char == "[":
                out.append(self._char_class())
            elif char == "\\":
                out.append(self._escape())
            else:
                out.append(char)
        return "".join(out)

    def _take(self) -> str:
        char = self._text[self._position : self._position + 1]
        self._position += 1
        return char

    def _sees(self, text: str) -> bool:
        return self._text.startswith(text, self._position)

    def _escape(self) -> str:
        char = self._take()
        if char in _ANCHORS:
            return _ANCHORS[char]
        if char in _LETTER_CLASSES:
            return f"[{_LETTER_CLASSES[char]}]"
        return re.escape(_escaped(char))

    def _char_class(self) -> str:
        negation = "^" if self._sees("^") else ""
        self._position += len(negation)
        members: list[str] = []
        while not members or not self._sees("]"):
            members.append(self._class_member())
        self._position += 1
        return f"[{negation}{''.join(members)}]"

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
    """What a backslash and `char` stand for: a control character or ASCII punctuation itself."""
    if char in _CONTROLS:
        return _CONTROLS[char]
    if not char or not char.isascii() or char.isalnum():
        raise ValueError(BAD_PATTERN)
    return char
