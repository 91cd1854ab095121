"""One walk over a context directory, in the order in which docker sends it."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from pydock.build.context_files import WalkedDirectory, open_below, open_root, unreadable_directory
from pydock.build.ignore import EXCLUDED, IgnoreRules


class WalkEntry(NamedTuple):
    """A file or directory: `name` in the context, `entry` in the open `directory`."""

    name: bytes
    text: str
    entry: os.DirEntry[str]
    directory: int
    verdict: int


def walk(root: bytes, rules: IgnoreRules) -> Iterator[WalkEntry]:
    """Yield everything in the directory with the rules' verdict, excluded entries too.

    A directory precedes what it holds, names are in the order of their bytes. An excluded
    directory is not entered unless an exception names something below it. Raises PydockError,
    naming the directory, when one cannot be read.
    """
    judge = rules.judge if rules.rules else lambda _name, _verdict_above: 0
    levels: list[tuple[WalkedDirectory, int]] = []
    try:
        levels.append((_open(root, None, b""), 0))
        while levels:
            level, verdict_above = levels[-1]
            if not level.entries:
                levels.pop()
                level.close()
                continue
            last_name, entry = level.entries.pop()
            name = level.prefix + last_name
            text = as_text(name)
            verdict = judge(text, verdict_above)
            yield WalkEntry(name, text, entry, level.descriptor, verdict)
            if entry.is_dir(follow_symlinks=False) and (
                not verdict & EXCLUDED or rules.may_reopen_below(text)
            ):
                levels.append((_open(root, level, last_name), verdict))
    finally:
        for level, _ in levels:
            level.close()


def _open(root: bytes, above: WalkedDirectory | None, name: bytes) -> WalkedDirectory:
    try:
        return open_root(root) if above is None else open_below(above, name)
    except OSError as error:
        path = root if above is None else whole_path(root, above.prefix + name)
        raise unreadable_directory(path, error) from None


def whole_path(root: bytes, name: bytes) -> bytes:
    """Return the path of a context's file for a message."""
    return root.rstrip(b"/") + b"/" + name


def as_text(name: bytes) -> str:
    """Return a name as the ignore rules read it."""
    return name.decode("utf-8", "surrogateescape")
