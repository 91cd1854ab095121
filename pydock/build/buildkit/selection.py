"""The files of a directory that BuildKit requests, by include, exclude and follow patterns.

A path is selected when an include pattern matches it or a directory above it, if there are
any, and no exclude pattern does. Follow patterns are include patterns, and so are the targets of
the symlinks that they name, as far as those are in the directory.
"""

# ruff: noqa: PTH208 (pathlib has no paths of bytes)

import os
import posixpath
import stat
from collections.abc import Sequence
from typing import NamedTuple

from pydock.build.context_files import PathOpener
from pydock.build.ignore import EXCLUDED, IgnoreRules, compiled_rules
from pydock.build.ignore_pattern import clean_path, compile_pattern
from pydock.build.walk import as_text

_WILD = frozenset("*[]?^\\")


class Verdict(NamedTuple):
    """The verdicts of both kinds of patterns on a path, inherited by the paths below it."""

    include: int = 0
    exclude: int = 0


class Selection:
    """Compiled patterns, evaluated from the top of a directory downwards."""

    def __init__(self, includes: Sequence[str] = (), excludes: Sequence[str] = ()) -> None:
        """Raises PydockError for an invalid pattern."""
        self._includes = compiled_rules(includes)
        self._excludes = compiled_rules(excludes)
        self._selects_all = not self._includes.rules
        self._excludes_none = not self._excludes.rules
        self._included = _beginnings(self._includes, exceptions=False)
        self._taken_back = _beginnings(self._excludes, exceptions=True)

    def judge(self, path: str, above: Verdict) -> Verdict:
        """Return the verdict on a path from that on its directory."""
        return Verdict(
            0 if self._selects_all else self._includes.judge(path, above.include),
            0 if self._excludes_none else self._excludes.judge(path, above.exclude),
        )

    def selects(self, verdict: Verdict) -> bool:
        """Return whether a path with that verdict is selected itself."""
        is_included = self._selects_all or verdict.include & EXCLUDED
        return bool(is_included) and not verdict.exclude & EXCLUDED

    def may_select_below(self, directory: str, verdict: Verdict) -> bool:
        """Return whether something may be selected in a directory with that verdict."""
        if not (self._selects_all or verdict.include & EXCLUDED) and not _may_match_below(
            directory, self._included
        ):
            return False
        return not verdict.exclude & EXCLUDED or _may_match_below(directory, self._taken_back)


def select(
    opener: PathOpener, includes: Sequence[str], excludes: Sequence[str], followed: Sequence[str]
) -> Selection:
    """Return the selection for a directory, whose symlinks are followed now. Raises PydockError."""
    if followed:
        found = _Follower(opener)
        for path in followed:
            found.follow(path)
        includes = _without_paths_below_others([*includes, *sorted(found.paths)])
    return Selection(includes, excludes)


def _beginnings(rules: IgnoreRules, *, exceptions: bool) -> list[str] | None:
    """Return the beginnings of all paths that match (or only `!`); None for any path."""
    beginnings = []
    for rule in rules.rules:
        if rule.is_exception is exceptions:
            beginning = rule.path.removesuffix("/**").removesuffix("/*")
            if not _WILD.isdisjoint(beginning):
                return None
            beginnings.append(beginning + "/")
    return beginnings


def _may_match_below(directory: str, beginnings: list[str] | None) -> bool:
    return beginnings is None or any(path.startswith(directory + "/") for path in beginnings)


def _without_paths_below_others(paths: Sequence[str]) -> list[str]:
    """Return the paths without those below another one; none when one is the root."""
    kept: list[str] = []
    last = ""
    for path in paths:
        if path == ".":
            return []
        if not path.startswith(last + "/"):
            kept.append(path)
            last = path
    return kept


class _Follower:
    """Finds symlinks in paths with wildcards; nothing outside the directory is examined."""

    def __init__(self, opener: PathOpener) -> None:
        self._opener = opener
        self.paths: set[str] = set()

    def follow(self, path: str) -> None:
        waiting = [path]
        while waiting:
            waiting += self._next_paths(waiting.pop())

    def _next_paths(self, path: str) -> list[str]:
        """Walk down a path to its end or its first symlink, and return that link's targets."""
        current = "."
        rest = clean_path("/" + path)[1:]
        while True:
            name, _, rest = rest.partition("/")
            current = clean_path(f"{current}/{name}")
            targets = self._targets(current)
            if targets or not rest:
                is_new = current not in self.paths
                self.paths.add(current)
                return [posixpath.join(target, rest) for target in targets] if is_new else []

    def _targets(self, path: str) -> list[str]:
        """Return the targets of the symlinks that match a path with wildcards in its last name."""
        directory, _, pattern = path.rpartition("/")
        if _WILD.isdisjoint(pattern):
            return self._target(directory, pattern)
        try:
            names = os.listdir(self._descriptor(directory))
            compiled = compile_pattern(pattern)
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return []
        texts = sorted(as_text(os.fsencode(name)) for name in names)
        return [
            target
            for name in texts
            if compiled.matches(name)
            for target in self._target(directory, name)
        ]

    def _descriptor(self, directory: str) -> int:
        return self._opener.directory(os.fsencode(directory).split(b"/") if directory else [])

    def _target(self, directory: str, name: str) -> list[str]:
        last_name = os.fsencode(name)
        try:
            above = self._descriptor(directory)
            mode = os.stat(last_name, dir_fd=above, follow_symlinks=False).st_mode
            if not stat.S_ISLNK(mode):
                return []
            target = as_text(os.readlink(last_name, dir_fd=above))
        except (FileNotFoundError, NotADirectoryError):
            return []
        return [clean_path(f"/{directory}/{target}" if not target.startswith("/") else target)]
