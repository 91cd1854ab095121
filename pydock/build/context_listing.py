"""The files that a context would send: names, sizes, and the deciding rule of each."""

import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

from pydock.archive.tar_headers import printable
from pydock.build.context_files import unreadable
from pydock.build.ignore import EXCLUDED, IgnoreRules
from pydock.build.walk import WalkEntry, walk, whole_path


class ContextEntry(NamedTuple):
    """A file or directory, the size of its content, and the deciding rule ("" for none)."""

    name: str
    is_sent: bool
    is_directory: bool
    size_bytes: int
    why: str


def list_context(directory: str, rules: IgnoreRules) -> Iterator[ContextEntry]:
    """Yield everything in a directory in the tar's order; of an excluded one only itself."""
    root = os.fsencode(directory)
    seen: set[tuple[int, int]] = set()
    for found in walk(root, rules):
        try:
            status = found.entry.stat(follow_symlinks=False)
        except OSError as error:
            raise unreadable(whole_path(root, found.name), error) from None
        is_directory = stat.S_ISDIR(status.st_mode)
        is_sent = not found.verdict & EXCLUDED
        why = _why(found, rules)
        size_bytes = 0
        if is_sent and stat.S_ISSOCK(status.st_mode):
            is_sent, why = False, "a socket"
        elif is_sent and stat.S_ISREG(status.st_mode):
            inode = (status.st_dev, status.st_ino)
            if inode not in seen:
                size_bytes = status.st_size
            elif not why:
                why = "the same file as one above"
            if status.st_nlink > 1:
                seen.add(inode)
        name = printable(found.name) + ("/" if is_directory else "")
        yield ContextEntry(name, is_sent, is_directory, size_bytes, why)


def _why(found: WalkEntry, rules: IgnoreRules) -> str:
    rule = rules.deciding_rule(found.text, found.verdict)
    if rule is None:
        return ""
    if not rule.line:
        return "always sent"
    return f"{rules.source}:{rule.line}: {printable(os.fsencode(rule.text))}"
