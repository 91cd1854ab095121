"""Changes of files below some paths: found by comparing, when the kernel reports a change."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from pydock.commands.shared.compose.change_notices import ChangeNotices

#: the shortest time between two looks at the files
_LEAST_PAUSE_SECONDS = 0.25
#: its multiple of the time that a look takes, after the kernel's notice and without notices
_PAUSE_FACTOR, _PAUSE_FACTOR_WITHOUT = 2, 10
#: likewise how long a notice is waited for: file systems of other machines give none
_LEAST_WAIT_SECONDS = 2.5
_WAIT_FACTOR = 100

#: size, time of change and mode of each file by its path; of a directory the mode alone
State = Mapping[str, tuple[int, int, int]]


class FileChanges:
    """The files at and below some paths, but those of git, and how they change."""

    def __init__(self, roots: Iterable[str]) -> None:
        self._roots = tuple(dict.fromkeys(roots))
        self._notices = ChangeNotices()
        self._state: State = {}
        self._taken_seconds = 0.0

    def look(self) -> State:
        """Return what is there now; `wait` returns what differs from it."""
        begun_at = time.monotonic()
        self._state = {path: state for root in self._roots for path, state in self._found(root)}
        self._taken_seconds = time.monotonic() - begun_at
        return self._state

    def wait(self) -> set[str]:
        """Wait for changes, until they have ended for a moment; return their paths."""
        changed: set[str] = set()
        while True:
            before = self._state
            after = self.look()
            more = {
                one for one in before.keys() | after.keys() if before.get(one) != after.get(one)
            }
            changed |= more
            if not more:
                if changed:
                    return changed
                self._notices.wait(max(_LEAST_WAIT_SECONDS, _WAIT_FACTOR * self._taken_seconds))
            factor = _PAUSE_FACTOR if self._notices.are_given else _PAUSE_FACTOR_WITHOUT
            time.sleep(max(_LEAST_PAUSE_SECONDS, factor * self._taken_seconds))

    def _found(self, root: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
        if not Path(root).is_dir():
            self._notices.add(os.path.dirname(root))  # noqa: PTH120 (pathlib takes twice the time)
            with suppress(OSError):
                yield root, _state(os.stat(root))  # noqa: PTH116
            return
        for directory, names, files in os.walk(root):
            self._notices.add(directory)
            if ".git" in names:
                names.remove(".git")
            for name in (*names, *files):
                path = f"{directory}/{name}"
                with suppress(OSError):  # it has just been removed
                    yield path, _state(os.lstat(path))


def _state(found: os.stat_result) -> tuple[int, int, int]:
    if stat.S_ISDIR(found.st_mode):
        return 0, 0, found.st_mode
    return found.st_size, found.st_mtime_ns, found.st_mode
