"""The context of the classic builder, in any of docker's forms, as one stream of tar bytes."""

# ruff: noqa: PTH110, PTH114, PTH118 (names of any bytes)

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from pydock.build.classic.directory_tar import DirectoryTar
from pydock.build.classic.git_clone import cloned
from pydock.build.classic.stream_tar import ignore_file_with, only_dockerfile, with_dockerfile
from pydock.build.dockerfile import (
    DEFAULT_NAME,
    IGNORE_FILE,
    Dockerfile,
    context_directory,
    context_rules,
    find_dockerfile,
    read_dockerfile,
    read_regular,
)
from pydock.build.download import downloaded
from pydock.build.git_url import is_git_url, is_url
from pydock.build.input_stream import DOCKERFILE_LIMIT_BYTES, STDIN, InputStream, read_limited
from pydock.errors import PydockError

if TYPE_CHECKING:
    from io import BufferedReader


class Context(NamedTuple):
    """A context to send: tar blocks, Dockerfile's name and content, and its directory."""

    blocks: Iterator[bytes]
    dockerfile: str
    content: bytes | None
    directory: DirectoryTar | None = None


@contextmanager
def open_context(argument: str, dockerfile: str, stdin: BufferedReader) -> Iterator[Context]:
    """Yield the context of `build -f DOCKERFILE ARGUMENT`. PydockError, also of its blocks."""
    if argument == STDIN:
        if dockerfile == STDIN:
            raise PydockError(
                "invalid argument: can't use stdin for both build context and dockerfile"
            )
        yield _of_stream(InputStream(stdin.read1), dockerfile, None)
        return
    content = read_limited(stdin.read1) if dockerfile == STDIN else None
    if os.path.exists(argument):
        directory = context_directory(argument)
        found = None if content is not None else find_dockerfile(directory, dockerfile)
        if found and found.is_outside:
            _check_named(found, dockerfile)
            content = read_dockerfile(found, DOCKERFILE_LIMIT_BYTES)
        yield _of_directory(directory, found, content)
    elif is_git_url(argument):
        with cloned(argument) as directory:
            yield _of_clone(directory, dockerfile, content)
    elif is_url(argument):
        with downloaded(argument) as stream:
            yield _of_stream(stream, dockerfile, content)
    else:
        raise PydockError(f'unable to prepare context: path "{argument}" not found')


def is_download(argument: str) -> bool:
    """Return whether a context is a file that is downloaded from a web address."""
    return is_url(argument) and not is_git_url(argument) and not os.path.exists(argument)


def _of_clone(directory: str, given: str, content: bytes | None) -> Context:
    """Return a clone as context; a repository must not make the client send other local files."""
    if content is not None:
        return _of_directory(directory, None, content)
    found = find_dockerfile(directory, os.path.join(directory, given) if given else "")
    if found.is_outside:
        raise PydockError(
            f"unable to prepare context: the Dockerfile ({given or found.path}) must be within"
            " the build context"
        )
    return _of_directory(directory, found, None)


def _of_directory(directory: str, dockerfile: Dockerfile | None, content: bytes | None) -> Context:
    """`content` is that of a Dockerfile outside of the directory."""
    rules = context_rules(directory, dockerfile)
    root = os.fsencode(directory)
    if content is None:
        assert dockerfile is not None
        content = read_dockerfile(dockerfile, DOCKERFILE_LIMIT_BYTES)
        files = DirectoryTar(root, rules)
        return Context(files.blocks(), dockerfile.relative, content, files)
    name = _unused_name()
    ignored = _own_content(os.path.join(directory, IGNORE_FILE))
    ignore_file = ignore_file_with(name.encode(), ignored)
    replacements = {IGNORE_FILE.encode(): ignore_file, name.encode(): content}
    files = DirectoryTar(root, rules, replacements)
    return Context(files.blocks(), name, content, files)


def _of_stream(stream: InputStream, dockerfile: str, content: bytes | None) -> Context:
    if stream.is_archive():
        if content is None:
            return Context(stream.blocks(), dockerfile, None)
        name = _unused_name()
        return Context(with_dockerfile(stream, name, content), name, content)
    if dockerfile == STDIN:
        raise PydockError("unable to prepare context: build context is not an archive")
    if dockerfile:
        raise PydockError(
            "unable to prepare context: ambiguous Dockerfile source: both stdin and flag"
            " correspond to Dockerfiles"
        )
    content = read_limited(stream.read)
    return Context(only_dockerfile(content), DEFAULT_NAME, content)


def _check_named(found: Dockerfile, given: str) -> None:
    """Refuse a context's own `Dockerfile` that links to a file outside."""
    if not given:
        raise PydockError(
            f"unable to open Dockerfile: it is a link to {found.path}, outside the context;"
            " name it with --file to use it"
        )


def _unused_name() -> str:
    """Return a name for a Dockerfile that no file of a context has."""
    return f".dockerfile.{os.urandom(10).hex()}"


def _own_content(path: str) -> bytes | None:
    """Return what a file holds; None if missing, and for a link, which may lead anywhere."""
    if os.path.islink(path):
        return None
    try:
        return read_regular(path)
    except FileNotFoundError:
        return None
