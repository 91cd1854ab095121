"""One pattern of an ignore file: what it matches, exactly as docker decides it.

docker converts a pattern to a regular expression of Go's. Most patterns need none: they are a
path, a path and all below it (`dir/**`), or the end of a path (`**/name`). The rest goes
through the same two steps here: docker's rewriting of the pattern, then Go's expressions.
The corner cases (a `*` within brackets, `\\d` for a digit) are docker's.
"""

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from pydock.build.pattern_automaton import BAD_PATTERN, Automaton

_SPECIAL_IN_GO = frozenset(".+()|{}$")
_UNDECODABLE = re.compile("[\udc80-\udcff]")
_REPLACEMENT = "\ufffd"


class Kind(Enum):
    """How a pattern is compared with a path."""

    EXACT = "exact"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    REGEX = "regex"
    BROKEN = "broken"


class Pattern(NamedTuple):
    """A compiled pattern: a path, beginning, ending or Go expression; BROKEN is detected late."""

    kind: Kind
    text: str

    def matches(self, path: str) -> bool:
        """Return whether the pattern matches this path itself, not a parent of it."""
        if self.kind is Kind.EXACT:
            return path == self.text
        if self.kind is Kind.PREFIX:
            return path.startswith(self.text)
        if self.kind is Kind.SUFFIX:
            return path.endswith(self.text) or "/" + path == self.text
        if self.kind is Kind.REGEX:
            return _automaton(self.text).matches(as_go_text(path))
        return False


def compile_pattern(text: str) -> Pattern:
    """Compile a cleaned pattern without `!`, with surrogates. ValueError in docker's words."""
    check_syntax(text)
    kind, regex = _rewrite(text)
    if kind is Kind.EXACT:
        return Pattern(kind, text)
    if kind is Kind.PREFIX:
        return Pattern(kind, text[:-2])
    if kind is Kind.SUFFIX:
        return Pattern(kind, text[2:])
    expression = as_go_text(regex)
    try:
        Automaton([expression])
    except ValueError:
        return Pattern(Kind.BROKEN, text)
    return Pattern(kind, expression)


@lru_cache(maxsize=128)
def _automaton(expression: str) -> Automaton:
    return Automaton([expression])


def as_go_text(text: str) -> str:
    """Return the text as Go's expressions read it: each byte that is not UTF-8 is U+FFFD."""
    return text if text.isascii() else _UNDECODABLE.sub(_REPLACEMENT, text)


def clean_path(path: str) -> str:
    """Return the shortest equal path, as Go's `filepath.Clean`: no `.`, `//` and no inner `..`."""
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
    """Raise ValueError where Go's `filepath.Match(pattern, ".")` does, part by part."""
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
    """Return the position after one character, escape or class, and whether that matches a dot."""
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
    """Return the position after one character of a class, and the character."""
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
    """Return docker's reading of a pattern: its kind, and a Go expression in case that is REGEX."""
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
