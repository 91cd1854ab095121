"""Patterns on the container's side of `cp`: `web:/var/log/*.log`.

Docker has none: every character of a path stands for itself. So a path is a pattern only
after the engine has answered that nothing is there under the path itself. The names come
from the archive of the last directory before the first pattern, since an engine lists no directory.

`*`, `?` and `[...]` match within one name, and a leading dot has to be there literally, as
in a shell. A trailing `/` or `/.` is kept and asks for directories.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import NamedTuple

from pydock.archive.copy_paths import names_content
from pydock.archive.tar_headers import DIRECTORY, Entry

_MAGIC = re.compile(rb"[*?[]")


class Pattern(NamedTuple):
    """`directory` is to be listed; `names` match what is below it, a pattern a level."""

    directory: bytes
    names: list[bytes]
    suffix: bytes

    def matches(self, entries: Iterable[Entry]) -> list[bytes]:
        """The paths that match among the entries of the directory's content (`./a`, `./a/b`)."""
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
    """The pattern that a path can be read as; None when it has none of `*`, `?` and `[`."""
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


def _level_matches(name: bytes, wanted: bytes) -> bool:
    if name.startswith(b".") and not wanted.startswith(b"."):
        return False
    return fnmatchcase(name, wanted)
