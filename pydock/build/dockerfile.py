"""Where a build's context directory, its Dockerfile and its ignore file are."""

# ruff: noqa: PTH100, PTH112, PTH118 (names of any bytes, kept as given)

import errno
import os
import stat
from pathlib import Path
from typing import NamedTuple

from pydock.build.context_files import unreadable
from pydock.build.ignore import IgnoreRules, read_ignore_file
from pydock.config.small_file import LIMIT_BYTES, read_small_file
from pydock.errors import PydockError
from pydock.golang.os_errors import path_error

DEFAULT_NAME = "Dockerfile"
IGNORE_FILE = ".dockerignore"


class Dockerfile(NamedTuple):
    """A Dockerfile: its whole path, and its path from the context's directory."""

    path: str
    relative: str

    @property
    def is_outside(self) -> bool:
        """Return whether it is outside of the context and must be sent beside it."""
        return self.relative.startswith(f"..{os.sep}")


def context_directory(path: str) -> str:
    """Return the absolute path with symbolic links followed; PydockError if not a directory."""
    try:
        directory = os.path.realpath(os.path.abspath(path), strict=True)
    except OSError as error:
        raise PydockError(
            "unable to prepare context: unable to evaluate symlinks in context path:"
            f" {_reason('lstat', error)}"
        ) from None
    if not os.path.isdir(directory):
        raise PydockError(f"unable to prepare context: context must be a directory: {directory}")
    return directory


def find_dockerfile(directory: str, given: str) -> Dockerfile:
    """Return a context's Dockerfile: `given`, `Dockerfile` or `dockerfile`. PydockError."""
    path = os.path.abspath(given) if given else os.path.join(directory, DEFAULT_NAME)
    if not given and not os.path.lexists(path):
        lower_case = os.path.join(directory, DEFAULT_NAME.lower())
        path = lower_case if os.path.lexists(lower_case) else path
    try:
        path = os.path.realpath(path, strict=True)
    except OSError as error:
        raise PydockError(
            "unable to prepare context: unable to evaluate symlinks in Dockerfile path:"
            f" {_reason('lstat', error)}"
        ) from None
    return Dockerfile(path, os.path.relpath(path, directory))


def read_dockerfile(dockerfile: Dockerfile, limit_bytes: int) -> bytes:
    """Return the content of a Dockerfile; PydockError if unreadable."""
    try:
        return read_small_file(dockerfile.path, limit_bytes)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise PydockError(f"the Dockerfile is larger than {limit_bytes} bytes") from None
        if not dockerfile.is_outside:
            raise unreadable(os.fsencode(dockerfile.path), error) from None
        raise PydockError(f"unable to open Dockerfile: {_reason('open', error)}") from None


def context_rules(directory: str, dockerfile: Dockerfile | None) -> IgnoreRules:
    """Return the rules of a context: its own, and rules that keep the build's files in."""
    kept = [IGNORE_FILE]
    if dockerfile and not dockerfile.is_outside:
        kept.append(os.fsencode(dockerfile.relative).decode("utf-8", "surrogateescape"))
    return ignore_rules(directory, dockerfile).with_kept(*kept)


def ignore_rules(directory: str, dockerfile: Dockerfile | None) -> IgnoreRules:
    """Return the rules of `<Dockerfile>.dockerignore`, else `.dockerignore`. PydockError."""
    paths = [os.path.join(directory, IGNORE_FILE)]
    if dockerfile:
        paths.insert(0, dockerfile.path + IGNORE_FILE)
    for path in paths:
        try:
            content = read_regular(path)
        except FileNotFoundError:
            continue
        except IsADirectoryError:
            raise PydockError(f"error reading {IGNORE_FILE}: read {path}: is a directory") from None
        except OSError as error:
            raise PydockError(_reason("open", error)) from None
        return read_ignore_file(content, Path(path).name)
    return IgnoreRules()


def read_regular(path: str) -> bytes:
    """Return the content of a regular file; a pipe or device must not block or never end."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        if not stat.S_ISREG(mode):
            raise PydockError(f"error reading {IGNORE_FILE}: {path}: not a regular file")
        with open(descriptor, "rb", closefd=False) as file:
            content = file.read(LIMIT_BYTES + 1)
        if len(content) > LIMIT_BYTES:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
        return content
    finally:
        os.close(descriptor)


def _reason(action: str, error: OSError) -> str:
    """Return an error in Go's words: `lstat /a/b: no such file or directory`."""
    if error.errno == errno.ELOOP and action == "lstat":
        return "EvalSymlinks: too many links"
    return path_error(error, os.fsdecode(error.filename or ""), action)
