"""What `build` is given as its context, in any of docker's ways, as one stream of tar bytes."""

# ruff: noqa: PTH110, PTH114, PTH118, PTH123 (names of any bytes)

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from pydock.build.context_tar import ContextDirectory
from pydock.build.dockerfile import (
    IGNORE_FILE,
    Dockerfile,
    context_directory,
    find_dockerfile,
    ignore_rules,
    read_dockerfile,
)
from pydock.build.download import downloaded
from pydock.build.git import cloned, is_git_url, is_url
from pydock.build.ignore import IgnoreRules
from pydock.build.tar_context import (
    DOCKERFILE_LIMIT_BYTES,
    Stream,
    ignore_file_with,
    only_dockerfile,
    read_limited,
    with_dockerfile,
)
from pydock.errors import PydockError

if TYPE_CHECKING:
    from io import BufferedReader

STDIN = "-"


class Context(NamedTuple):
    """A context to send: blocks of a tar, and the Dockerfile's name in it (empty: the usual)."""

    blocks: Iterator[bytes]
    dockerfile: str


@contextmanager
def open_context(argument: str, dockerfile: str, stdin: BufferedReader) -> Iterator[Context]:
    """The context that `build -f DOCKERFILE ARGUMENT` means; a clone is removed at the end.

    Raises PydockError in docker's words when there is no such context; its blocks raise it for
    what turns up only while they are read.
    """
    if argument == STDIN:
        if dockerfile == STDIN:
            raise PydockError(
                "invalid argument: can't use stdin for both build context and dockerfile"
            )
        yield _of_stream(Stream(stdin.read1), dockerfile, None)
        return
    made = read_limited(stdin.read1) if dockerfile == STDIN else None
    if os.path.exists(argument):
        directory = context_directory(argument)
        found = None if made is not None else find_dockerfile(directory, dockerfile)
        if found and found.is_outside:
            _check_named(found, dockerfile)
            made = read_dockerfile(found, DOCKERFILE_LIMIT_BYTES)
        yield _of_directory(directory, found, made)
    elif is_git_url(argument):
        with cloned(argument) as directory:
            yield _of_clone(directory, dockerfile, made)
    elif is_url(argument):
        with downloaded(argument) as stream:
            yield _of_stream(stream, dockerfile, made)
    else:
        raise PydockError(f'unable to prepare context: path "{argument}" not found')


def is_download(argument: str) -> bool:
    """Whether a context is a file that is fetched from the web."""
    return is_url(argument) and not is_git_url(argument) and not os.path.exists(argument)


def directory_rules(directory: str, dockerfile: Dockerfile | None) -> IgnoreRules:
    """The rules by which a directory is sent: its own, and what keeps the build's files in."""
    kept = [IGNORE_FILE]
    if dockerfile and not dockerfile.is_outside:
        kept.append(os.fsencode(dockerfile.relative).decode("utf-8", "surrogateescape"))
    return ignore_rules(directory, dockerfile).with_kept(*kept)


def _of_clone(directory: str, given: str, made: bytes | None) -> Context:
    """A repository must not make the client send other files of this machine."""
    if made is not None:
        return _of_directory(directory, None, made)
    found = find_dockerfile(directory, os.path.join(directory, given) if given else "")
    if found.is_outside:
        raise PydockError(
            f"unable to prepare context: the Dockerfile ({given or found.path}) must be within"
            " the build context"
        )
    return _of_directory(directory, found, None)


def _of_directory(directory: str, dockerfile: Dockerfile | None, made: bytes | None) -> Context:
    """`made` is the content of a Dockerfile that is no file of the directory."""
    rules = directory_rules(directory, dockerfile)
    root = os.fsencode(directory)
    if made is None:
        assert dockerfile is not None
        return Context(ContextDirectory(root, rules).blocks(), dockerfile.relative)
    name = _unused_name()
    ignore_file = ignore_file_with(
        name.encode(), _own_content(os.path.join(directory, IGNORE_FILE))
    )
    replacements = {IGNORE_FILE.encode(): ignore_file, name.encode(): made}
    return Context(ContextDirectory(root, rules, replacements).blocks(), name)


def _of_stream(stream: Stream, dockerfile: str, made: bytes | None) -> Context:
    if stream.is_archive():
        if made is None:
            return Context(stream.blocks(), dockerfile)
        name = _unused_name()
        return Context(with_dockerfile(stream, name, made), name)
    if dockerfile == STDIN:
        raise PydockError("unable to prepare context: build context is not an archive")
    if dockerfile:
        raise PydockError(
            "unable to prepare context: ambiguous Dockerfile source: both stdin and flag"
            " correspond to Dockerfiles"
        )
    return Context(only_dockerfile(read_limited(stream.read)), "Dockerfile")


def _check_named(found: Dockerfile, given: str) -> None:
    """A directory's own `Dockerfile` that links to a file outside is not followed."""
    if not given:
        raise PydockError(
            f"unable to open Dockerfile: it is a link to {found.path}, outside the context;"
            " name it with --file to use it"
        )


def _unused_name() -> str:
    """A name for a Dockerfile that no file of a context has."""
    return f".dockerfile.{os.urandom(10).hex()}"


def _own_content(path: str) -> bytes | None:
    """What a file holds; None for none, and for a link, which may lead to anything."""
    if os.path.islink(path):
        return None
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
