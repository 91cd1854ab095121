"""Source and destination paths of `cp`: docker's rules, on paths of bytes.

A trailing `/` means that a path is a directory, a trailing `/.` means its content. Cleaning a path
removes both, so the functions here keep them.
"""

# pathlib has no paths of bytes, and drops what is significant here.
# ruff: noqa: PTH109, PTH112, PTH115, PTH116, PTH121

import errno
import os
import posixpath
import stat
from collections.abc import Mapping
from typing import NamedTuple

from pydock.archive.header_fields import ArchiveError
from pydock.archive.tar_headers import printable
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason

STANDARD_STREAM = "-"
_MOST_SYMLINKS = 10


class Source(NamedTuple):
    """The copied path. `rename` is the requested name when a symlink led to another one."""

    path: bytes
    is_directory: bool
    rename: bytes = b""


class Destination(NamedTuple):
    """Where it is copied to, with symlinks at its end resolved; it need not exist."""

    path: bytes
    exists: bool
    is_directory: bool


class CopyPlan(NamedTuple):
    """Into which directory to extract, and which name replaces `old_name`, the archive's root."""

    directory: bytes
    old_name: bytes
    new_name: bytes

    def rename(self, name: bytes) -> bytes:
        """Return an entry's name in the destination: its first component replaced. ArchiveError."""
        if self.old_name in (b".", b"/"):
            return self.new_name + b"/" + name.removeprefix(b"./").lstrip(b"/")
        if name == self.old_name or name.startswith(self.old_name + b"/"):
            return self.new_name + name[len(self.old_name) :]
        raise ArchiveError(
            f'"{printable(name)}" is outside of the copied "{printable(self.old_name)}"'
        )


def split_container(argument: str) -> tuple[str, str]:
    """Return the two parts of `CONTAINER:PATH`; a path that begins with / or . has no container."""
    container, colon, path = argument.partition(":")
    if not colon or argument.startswith(("/", ".")):
        return "", argument
    return container, path


def absolute(path: bytes, environ: Mapping[str, str]) -> bytes:
    """Return the path from the root, cleaned as text, its trailing `/` or `/.` kept."""
    clean = _clean(posixpath.join(working_directory(environ), path))
    if names_content(path) and not names_content(clean):
        clean = clean.rstrip(b"/") + b"/."
    if path.endswith(b"/") and not clean.endswith(b"/"):
        clean += b"/"
    return clean


def working_directory(environ: Mapping[str, str]) -> bytes:
    """Return the working directory as the shell has it ($PWD), if it is the same one."""
    shown = os.fsencode(environ.get("PWD", ""))
    if shown.startswith(b"/"):
        try:
            if os.path.samefile(shown, b"."):
                return shown
        except OSError:
            pass
    return os.getcwdb()


def names_content(path: bytes) -> bool:
    """Return whether the path ends with `.`, for the content of a directory, or is empty."""
    return posixpath.basename(path.rstrip(b"/")) == b"." or not path


def names_directory(path: bytes) -> bool:
    """Return whether the path is spelled as that of a directory."""
    return path.endswith(b"/") or names_content(path)


def split_last(path: bytes) -> tuple[bytes, bytes]:
    """Return the directory that holds what the path names, and its name there, maybe `.`."""
    clean = _clean(path)
    if names_content(path):
        return clean, b"."
    directory, name = posixpath.split(clean)
    return directory or b".", name or b"/"


def link_target(path: bytes, target: bytes) -> bytes:
    """Return where the symlink at `path` leads to."""
    if target.startswith(b"/"):
        return target
    return _clean(posixpath.join(split_last(path)[0], target))


def renamed_target(path: bytes, target: bytes) -> tuple[bytes, bytes]:
    """Return `target`, which `path` led to, with the trailing `/.` or `/`; and the name to keep.

    The name is empty when both end in the same one.
    """
    if names_content(path) and not names_content(target):
        target += b"/."
    if path.endswith(b"/") and not target.endswith(b"/"):
        target += b"/"
    name = _last_name(path)
    return target, name if name != _last_name(target) else b""


def local_source(path: bytes, *, follow: bool) -> Source:
    """Return the local file or directory, its last symlink followed or not. Raises PydockError."""
    rename = b""
    if follow:
        path, rename = renamed_target(path, _without_symlinks(path))
    else:
        directory, name = posixpath.split(path)
        # With a trailing slash, `directory` is the whole path and a symlink at its end resolved.
        resolved = posixpath.join(_without_symlinks(directory.rstrip(b"/") + b"/"), name)
        if path.endswith(b"/") and _last_name(path) != _last_name(resolved):
            rename = _last_name(path)
        path = resolved
    try:
        status = os.lstat(path)
    except OSError as error:
        raise _failed("lstat", path, error) from error
    return Source(path, stat.S_ISDIR(status.st_mode), rename)


def check_output(path: bytes) -> None:
    """Raise PydockError unless something could be written at that absolute local path."""
    directory = posixpath.dirname(_clean(path))
    try:
        os.stat(directory)
    except FileNotFoundError:
        raise PydockError(
            f'invalid output path: directory "{printable(directory)}" does not exist'
        ) from None
    except OSError:
        pass  # examining the path itself gives a better error
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise _failed("stat", path, error) from error
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        raise PydockError(
            f'invalid output path: "{printable(path)}" must be a directory or a regular file:'
            " got a device"
        )


def local_destination(path: bytes) -> Destination:
    """Return what is at an absolute local path, or where its symlinks end. Raises PydockError."""
    original = path
    for _ in range(_MOST_SYMLINKS + 1):
        try:
            mode = os.lstat(path).st_mode
            if not stat.S_ISLNK(mode):
                return Destination(path, exists=True, is_directory=stat.S_ISDIR(mode))
            path = link_target(path, os.readlink(path))
        except FileNotFoundError:
            _check_directory(split_last(path)[0])
            return Destination(path, exists=False, is_directory=False)
        except OSError as error:
            raise _failed("lstat", path, error) from error
    raise PydockError(f"too many symlinks in {printable(original)}")


def plan(source: Source, destination: Destination) -> CopyPlan:
    """Return where to extract the source's archive, and its new name. Raises PydockError."""
    old_name = split_last(source.path)[1]
    if destination.is_directory:
        kept_name = b"." if old_name == b"/" else old_name
        return CopyPlan(destination.path, old_name, source.rename or kept_name)
    if destination.exists and source.is_directory:
        raise PydockError("cannot copy directory")
    if not destination.exists and not source.is_directory and names_directory(destination.path):
        raise PydockError("no such directory")
    directory, name = split_last(destination.path)
    return CopyPlan(directory, old_name, name)


def _check_directory(directory: bytes) -> None:
    try:
        mode = os.stat(directory).st_mode
    except OSError as error:
        raise _failed("stat", directory, error) from error
    if not stat.S_ISDIR(mode):
        raise PydockError("not a directory")


def _clean(path: bytes) -> bytes:
    """Return the shortest equal path, as text; `.` for an empty one."""
    clean = posixpath.normpath(path)
    return clean[1:] if clean.startswith(b"//") else clean


def _last_name(path: bytes) -> bytes:
    """Return the last name of a path without trailing slashes."""
    return posixpath.basename(path.rstrip(b"/")) or (b"/" if path else b".")


def _without_symlinks(path: bytes) -> bytes:
    """Return the path with symlinks resolved. Every component must exist."""
    try:
        resolved = os.path.realpath(path, strict=True)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise PydockError("EvalSymlinks: too many links") from error
        if error.errno == errno.ENOTDIR:
            raise PydockError("not a directory") from error
        raise _failed("lstat", error.filename or path, error) from error
    if names_directory(path) and not os.path.isdir(resolved):
        raise PydockError("not a directory")
    return resolved


def _failed(action: str, path: bytes, error: OSError) -> PydockError:
    reason = os_reason(error)
    return PydockError(f"{action} {printable(path)}: {reason}")
