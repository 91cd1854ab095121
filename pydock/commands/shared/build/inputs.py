"""What a BuildKit build is given to read: its context, its Dockerfile, and named contexts."""

# ruff: noqa: PTH112 (names of any bytes)

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from pydock.build.context import STDIN
from pydock.build.download import downloaded
from pydock.build.git import is_git_url, is_url
from pydock.build.tar_context import Stream, read_limited
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason
from pydock.options.build.contexts import is_fetched
from pydock.options.build.secrets import Secret
from pydock.spec.build_request import Archive, Directory, DockerfilePath, DockerfileText, Remote

if TYPE_CHECKING:
    from io import BufferedReader

_SECRET_LIMIT_BYTES = 500 * 1024

_SSH_PREFIXES = ("git@", "ssh://")

Context = Directory | Remote | Archive
Dockerfile = DockerfilePath | DockerfileText


@contextmanager
def open_inputs(
    argument: str, dockerfile: str, stdin: BufferedReader
) -> Iterator[tuple[Context, Dockerfile]]:
    """The context and the Dockerfile that `build -f DOCKERFILE ARGUMENT` means.

    Raises PydockError in docker's words when there is no such context.
    """
    if not argument:
        raise PydockError('please specify build context (e.g. "." for the current directory)')
    if argument == STDIN:
        if dockerfile == STDIN:
            raise PydockError(
                "invalid argument: can't use stdin for both build context and dockerfile"
            )
        with _of_stream(Stream(stdin.read1), dockerfile) as found:
            yield found
        return
    if not os.path.isdir(argument) and not is_remote(argument):
        raise PydockError(f'unable to prepare context: path "{argument}" not found')
    context = Directory(argument) if os.path.isdir(argument) else Remote(argument)
    yield context, _dockerfile(dockerfile, stdin)


def is_remote(argument: str) -> bool:
    """Is the context something that the engine fetches by itself?"""
    return is_url(argument) or is_git_url(argument) or argument.startswith(_SSH_PREFIXES)


def needs_ssh(argument: str) -> bool:
    """Is the context a repository that git gets over ssh?"""
    return argument.startswith(_SSH_PREFIXES)


def named_contexts(wanted: Mapping[str, str]) -> dict[str, Directory | Remote]:
    """Contexts by name; PydockError for one that is neither a directory nor to be fetched."""
    found: dict[str, Directory | Remote] = {}
    for name, where in wanted.items():
        if is_fetched(where) or is_git_url(where):
            found[name] = Remote(where)
            continue
        failure = f"failed to get build context {name}"
        try:
            is_directory = stat.S_ISDIR(os.stat(where).st_mode)  # noqa: PTH116
        except OSError as error:
            reason = os_reason(error)
            raise PydockError(f"{failure}: stat {where}: {reason}") from None
        if not is_directory:
            raise PydockError(f"{failure}: {where}: not a directory")
        found[name] = Directory(where)
    return found


def check_secrets(secrets: Iterable[Secret]) -> None:
    """PydockError for a file that cannot be served, before anything is built without it."""
    for secret in secrets:
        if not secret.path:
            continue
        try:
            size_bytes = os.stat(secret.path).st_size  # noqa: PTH116
        except OSError as error:
            reason = os_reason(error)
            raise PydockError(
                f"failed to stat {secret.path}: stat {secret.path}: {reason}"
            ) from None
        if size_bytes > _SECRET_LIMIT_BYTES:
            raise PydockError(f"secret {secret.id} too big. max size 500KB")


def _dockerfile(given: str, stdin: BufferedReader) -> Dockerfile:
    if given == STDIN:
        return DockerfileText(read_limited(stdin.read1))
    if is_url(given):
        with downloaded(given) as stream:
            return DockerfileText(read_limited(stream.read))
    return DockerfilePath(given)


@contextmanager
def _of_stream(stream: Stream, dockerfile: str) -> Iterator[tuple[Context, Dockerfile]]:
    """Standard input is a tar, or a Dockerfile for which there is no context."""
    if stream.is_archive():
        yield Archive(cast(BinaryIO, stream)), DockerfilePath(dockerfile)
        return
    if dockerfile:
        raise PydockError(
            "ambiguous Dockerfile source: both stdin and flag correspond to Dockerfiles"
        )
    with tempfile.TemporaryDirectory(prefix="pydock-build-") as nothing:
        yield Directory(nothing), DockerfileText(read_limited(stream.read))
