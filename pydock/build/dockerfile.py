"""Where a build's context directory, its Dockerfile and its ignore file are."""

# ruff: noqa: PTH100, PTH112, PTH118, PTH123 (names of any bytes, kept as given)

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NamedTuple

from pydock.build.ignore import IgnoreRules, read_ignore_file
from pydock.errors import PydockError

DEFAULT_NAME = "Dockerfile"
IGNORE_FILE = ".dockerignore"


class Dockerfile(NamedTuple):
    """A Dockerfile: its whole path, and its path from the context's directory."""

    path: str
    relative: str

    @property
    def is_outside(self) -> bool:
        """Whether it is no file of the context and must be sent beside it."""
        return self.relative.startswith(f"..{os.sep}")


def context_directory(path: str) -> str:
    """The absolute path of the directory, symbolic links followed; PydockError when it is none."""
    try:
        directory = os.path.realpath(os.path.abspath(path), strict=True)
    except OSError as error:
        raise PydockError(
            "unable to prepare context: unable to evaluate symlinks in context path:"
            f" {_failed('lstat', error)}"
        ) from None
    if not os.path.isdir(directory):
        raise PydockError(f"unable to prepare context: context must be a directory: {directory}")
    return directory


def find_dockerfile(directory: str, given: str) -> Dockerfile:
    """The Dockerfile of a directory: the one given, else `Dockerfile`, else `dockerfile`.

    A relative `given` counts from the working directory. Raises PydockError when it is not
    there.
    """
    path = os.path.abspath(given) if given else os.path.join(directory, DEFAULT_NAME)
    if not given and not os.path.lexists(path):
        lower_case = os.path.join(directory, DEFAULT_NAME.lower())
        path = lower_case if os.path.lexists(lower_case) else path
    try:
        path = os.path.realpath(path, strict=True)
    except OSError as error:
        raise PydockError(
            "unable to prepare context: unable to evaluate symlinks in Dockerfile path:"
            f" {_failed('lstat', error)}"
        ) from None
    return Dockerfile(path, os.path.relpath(path, directory))


def read_dockerfile(dockerfile: Dockerfile, limit_bytes: int) -> bytes:
    """The content of a Dockerfile outside the context; PydockError when it cannot be read."""
    try:
        with open(dockerfile.path, "rb") as file:
            content = file.read(limit_bytes + 1)
    except OSError as error:
        raise PydockError(f"unable to open Dockerfile: {_failed('open', error)}") from None
    if len(content) > limit_bytes:
        raise PydockError(f"the Dockerfile is larger than {limit_bytes} bytes")
    return content


def ignore_rules(directory: str, dockerfile: Dockerfile | None) -> IgnoreRules:
    """The rules for a context: of `<Dockerfile>.dockerignore` if there is one, as BuildKit
    does, else of `.dockerignore`. Raises PydockError for a file that cannot be read."""
    paths = [os.path.join(directory, IGNORE_FILE)]
    if dockerfile:
        paths.insert(0, dockerfile.path + IGNORE_FILE)
    for path in paths:
        try:
            with open(path, "rb") as file:
                return read_ignore_file(file.read(), Path(path).name)
        except FileNotFoundError:
            continue
        except IsADirectoryError:
            raise PydockError(f"error reading {IGNORE_FILE}: read {path}: is a directory") from None
        except OSError as error:
            raise PydockError(_failed("open", error)) from None
    return IgnoreRules()


def _failed(action: str, error: OSError) -> str:
    """An error in Go's words: `lstat /a/b: no such file or directory`."""
    if error.errno == errno.ELOOP and action == "lstat":
        return "EvalSymlinks: too many links"
    return f"{action} {error.filename}: {os.strerror(error.errno or 0).lower()}"
