"""The rules of `.dockerignore`: which files of a context are excluded, as docker decides it.

The last rule that matches a path or one of its parents wins; a rule that begins with `!` includes
files again. Rules are compiled once: consecutive rules of the same sign are matched together, and a
directory's verdict is passed down to its content, so that a file costs a few look-ups however many
rules there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydock.build.ignore_pattern import Kind, Pattern, as_go_text, clean_path, compile_pattern
from pydock.build.pattern_automaton import BAD_PATTERN, Automaton
from pydock.errors import PydockError, reported_value_errors
from pydock.golang.unicode import WHITE_SPACE

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: the size of Go's buffer for a line; docker refuses longer ones
_LINE_MAX_BYTES = 64 * 1024

#: the bit of a verdict for an excluded path; the other bits are for the verdicts of paths below
EXCLUDED = 1


class Rule(NamedTuple):
    """One line of an ignore file; `line` counts from 1 and is 0 for a rule that docker adds."""

    text: str
    is_exception: bool
    pattern: Pattern
    line: int = 0

    @property
    def path(self) -> str:
        """The pattern as text, cleaned and without its `!`."""
        return self.text.removeprefix("!")


class _Run:
    """Consecutive rules of the same sign, matched as one."""

    def __init__(self, rules: Sequence[Rule], bit: int) -> None:
        self.rules = rules
        self.bit = bit
        self.is_exception = rules[0].is_exception
        texts: dict[Kind, list[str]] = {kind: [] for kind in Kind}
        for rule in rules:
            texts[rule.pattern.kind].append(rule.pattern.text)
            if rule.pattern.kind is Kind.BROKEN:
                break
        suffixes = texts[Kind.SUFFIX]
        self._exact = frozenset(texts[Kind.EXACT] + [s[1:] for s in suffixes if s[:1] == "/"])
        self._prefixes = tuple(texts[Kind.PREFIX])
        self._suffixes = tuple(suffixes)
        expressions = texts[Kind.REGEX]
        self._automaton = Automaton(expressions) if expressions else None
        self._ends_broken = bool(texts[Kind.BROKEN])

    def matches(self, path: str) -> bool:
        """Return whether a rule matches; PydockError when docker would reach a broken one."""
        if (
            path in self._exact
            or path.endswith(self._suffixes)
            or path.startswith(self._prefixes)
            or (self._automaton is not None and self._automaton.matches(as_go_text(path)))
        ):
            return True
        if self._ends_broken:
            raise PydockError(f"checking context: {BAD_PATTERN}")
        return False


class IgnoreRules:
    """Compiled rules, evaluated from the top of a tree downwards."""

    def __init__(self, rules: Iterable[Rule] = (), source: str = "") -> None:
        """The rules and their file's name; `judge` raises PydockError for rules broken in use."""
        self.rules = tuple(rules)
        self.source = source
        self._runs = list(_runs(self.rules))
        self._quick_runs = [(run.bit, run.is_exception, run.matches) for run in self._runs]
        self._directories_of_exceptions = {
            directory
            for rule in self.rules
            if rule.is_exception
            for directory in _path_and_parents(rule.path)
        }

    def judge(self, path: str, parent_verdict: int = 0) -> int:
        """Return the verdict on a path, from its parent's (0 at the top); see `EXCLUDED`."""
        verdict = 0
        excluded = False
        for bit, is_exception, matches in self._quick_runs:
            if parent_verdict & bit or (excluded is is_exception and matches(path)):
                verdict |= bit
                excluded = not is_exception
        return verdict | excluded

    def matches(self, path: str) -> bool:
        """Return whether the rules match a path or one of its parents, exceptions apart."""
        verdict = 0
        for parent in _path_and_parents(path):
            verdict = self.judge(parent, verdict)
        return bool(verdict & EXCLUDED)

    def may_reopen_below(self, directory: str) -> bool:
        """Return whether an excluded directory is walked for a later `!directory/...`."""
        return directory in self._directories_of_exceptions

    def deciding_rule(self, path: str, verdict: int) -> Rule | None:
        """Return the rule that decided the verdict of a path, or None when no rule matches it."""
        for run in reversed(self._runs):
            if verdict & run.bit:
                for directory in reversed(_path_and_parents(path)):
                    for rule in run.rules:
                        if rule.pattern.matches(directory):
                            return rule
        return None

    def with_kept(self, *paths: str) -> IgnoreRules:
        """Return these rules and exceptions for these paths: Dockerfile and ignore file."""
        rules = self.rules
        for path in paths:
            if _excludes(rules, path):
                rules = (*rules, Rule("!" + path, True, Pattern(Kind.EXACT, path)))
        return IgnoreRules(rules, self.source)


def read_ignore_file(content: bytes, source: str = "") -> IgnoreRules:
    """Return the rules of an ignore file; raises PydockError for a bad one."""
    content = content.removeprefix(_BYTE_ORDER_MARK)
    rules = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if len(line) >= _LINE_MAX_BYTES:
            raise PydockError("error reading .dockerignore: bufio.Scanner: token too long")
        text = line.decode("utf-8", "surrogateescape")
        if not text.startswith("#") and (rule := _read_rule(text, number)):
            rules.append(rule)
    return IgnoreRules(rules, source)


def _read_rule(line: str, number: int) -> Rule | None:
    """Return the rule in a line, cleaned twice as docker does; None for an empty one."""
    text = line.strip(WHITE_SPACE)
    sign = "!" if text.startswith("!") else ""
    text = text[len(sign) :].strip(WHITE_SPACE)
    if text:
        text = clean_path(text)
    if len(text) > 1:
        text = text.removeprefix("/")
    return _compiled_rule(sign + text, number)


def compiled_rules(patterns: Iterable[str]) -> IgnoreRules:
    """Return the rules of an ignore file that BuildKit has read. Raises PydockError."""
    rules = (_compiled_rule(text, 0) for text in patterns)
    return IgnoreRules(rule for rule in rules if rule)


def _compiled_rule(text: str, number: int) -> Rule | None:
    text = text.strip(WHITE_SPACE)
    if not text:
        return None
    text = clean_path(text)
    if text == "!":
        raise PydockError('checking context: illegal exclusion pattern: "!"')
    with reported_value_errors("checking context: "):
        pattern = compile_pattern(text.removeprefix("!"))
    return Rule(text, text.startswith("!"), pattern, number)


def _runs(rules: Sequence[Rule]) -> Iterable[_Run]:
    start = 0
    bit = EXCLUDED << 1
    for end in range(1, len(rules) + 1):
        if end == len(rules) or rules[end].is_exception != rules[start].is_exception:
            yield _Run(rules[start:end], bit)
            start = end
            bit <<= 1


def _path_and_parents(path: str) -> list[str]:
    """Return the path and its parents, from the top: `a`, `a/b`, `a/b/c` for `a/b/c`."""
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _excludes(rules: Sequence[Rule], path: str) -> bool:
    """Return whether a path, or its parent as deep as a rule, is excluded, for Dockerfiles."""
    excluded = False
    *parents, _ = _path_and_parents(path)
    for rule in rules:
        depth = rule.path.count("/") + 1
        if rule.pattern.matches(path) or (
            depth <= len(parents) and rule.pattern.matches(parents[depth - 1])
        ):
            excluded = not rule.is_exception
    return excluded
