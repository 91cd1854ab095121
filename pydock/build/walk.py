"""One walk over a context directory, in the order in which docker sends it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from pydock.archive.tar_headers import printable
from pydock.build.ignore import EXCLUDED, IgnoreRules
from pydock.errors import PydockError

_name = attrgetter("name")


class Found(NamedTuple):
    """A file or directory of the context; `name` is its path in the context."""

    name: bytes
    entry: os.DirEntry[bytes]
    verdict: int

    @property
    def text(self) -> str:
        """The name as the ignore rules see it."""
        return as_text(self.name)


def walk(root: bytes, rules: IgnoreRules) -> Iterator[Found]:
    """Everything in the directory with the rules' verdict, excluded entries too.

    A directory comes before what it holds, names in the order of their bytes. An excluded directory
    is not entered unless a rule takes something below it back. Raises PydockError, naming the
    directory, when one cannot be read.
    """
    skip = len(root.rstrip(b"/")) + 1
    judge = rules.judge if rules.rules else _no_rules
    directories = [(listing(root), 0)]
    while directories:
        entries, directory_verdict = directories[-1]
        if not entries:
            directories.pop()
            continue
        entry = entries.pop()
        name = entry.path[skip:]
        text = as_text(name)
        verdict = judge(text, directory_verdict)
        yield Found(name, entry, verdict)
        if entry.is_dir(follow_symlinks=False) and (
            not verdict & EXCLUDED or rules.may_take_back_below(text)
        ):
            directories.append((listing(entry.path), verdict))


def unreadable(path: bytes, error: OSError) -> PydockError:
    """The error, as docker words it, that a file of a context cannot be read."""
    name = printable(path)
    if isinstance(error, PermissionError):
        reason = f"no permission to read from '{name}'"
    elif isinstance(error, FileNotFoundError):
        reason = f"file ('{name}') not found or excluded by .dockerignore"
    else:
        reason = f"cannot read '{name}': {error.strerror}"
    return PydockError(f"error checking context: {reason}")


def listing(directory: bytes) -> list[os.DirEntry[bytes]]:
    """The directory's entries, the last one first."""
    try:
        with os.scandir(directory) as entries:
            return sorted(entries, key=_name, reverse=True)
    except PermissionError:
        raise PydockError(f"error checking context: can't stat '{printable(directory)}'") from None
    except OSError as error:
        raise unreadable(directory, error) from None


def _no_rules(_name: str, _directory_verdict: int) -> int:
    return 0


def as_text(name: bytes) -> str:
    """A name as the rules see it."""
    return name.decode("utf-8", "surrogateescape")
