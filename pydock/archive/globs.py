"""Patterns on the container's side of `cp`: `web:/var/log/*.log`.

docker has no patterns: every character of a path is literal. So a path is a pattern only after the
engine has reported that the path itself does not exist. The names are read from the
archive of the last directory before the first pattern, since no endpoint lists a directory.

`*`, `?` and `[...]` match within one name, and a leading dot is only matched literally, as in a
shell. A trailing `/` or `/.` is kept and restricts the match to directories.
"""

import posixpath
import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import NamedTuple

from pydock.archive.copy_paths import names_content
from pydock.archive.tar_headers import DIRECTORY, Entry

_MAGIC = re.compile(rb"[*?[]")


class Pattern(NamedTuple):
    """A pattern: `names` match what is below `directory`, one pattern per level."""

    directory: bytes
    names: list[bytes]
    suffix: bytes

    def matches(self, entries: Iterable[Entry]) -> list[bytes]:
        """Return the matching paths among the entries of the directory (`./a`, `./a/b`)."""
        found = []
        for entry in entries:
            name = entry.name.removeprefix(b"./").rstrip(b"/")
            levels = name.split(b"/") if name else []
            if len(levels) != len(self.names) or (self.suffix and entry.type != DIRECTORY):
                continue
            if all(map(_level_matches, levels, self.names)):
                found.append(posixpath.join(self.directory, name) + self.suffix)
        return found


def pattern(path: bytes) -> Pattern | None:
    """Return the pattern that a path can be read as; None without any of `*`, `?` and `[`."""
    if not _MAGIC.search(path):
        return None
    suffix = b""
    if names_content(path):
        suffix = b"/."
    elif path.endswith(b"/"):
        suffix = b"/"
    names = [name for name in path.split(b"/") if name and name != b"."]
    first = next(index for index, name in enumerate(names) if _MAGIC.search(name))
    return Pattern(b"/" + b"/".join(names[:first]), names[first:], suffix)


def _level_matches(name: bytes, pattern: bytes) -> bool:
    if name.startswith(b".") and not pattern.startswith(b"."):
        return False
    return fnmatchcase(name, pattern)
