"""Inputs of a BuildKit build: context, Dockerfile, named contexts and secrets."""

# ruff: noqa: PTH112 (names of any bytes)

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from pydock.build.download import downloaded
from pydock.build.git_url import is_git_url, is_url
from pydock.build.input_stream import STDIN, InputStream, read_limited
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason
from pydock.options.build.contexts import is_remote_context
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
    """Context and Dockerfile of `build -f DOCKERFILE ARGUMENT`; PydockError if missing."""
    if not argument:
        raise PydockError('please specify build context (e.g. "." for the current directory)')
    if argument == STDIN:
        if dockerfile == STDIN:
            raise PydockError(
                "invalid argument: can't use stdin for both build context and dockerfile"
            )
        with _open_stream(InputStream(stdin.read1), dockerfile) as found:
            yield found
        return
    if not os.path.isdir(argument) and not is_remote(argument):
        raise PydockError(f'unable to prepare context: path "{argument}" not found')
    context = Directory(argument) if os.path.isdir(argument) else Remote(argument)
    yield context, _dockerfile(dockerfile, stdin)


def is_remote(argument: str) -> bool:
    """Whether the engine downloads the context itself."""
    return is_url(argument) or is_git_url(argument) or argument.startswith(_SSH_PREFIXES)


def needs_ssh(argument: str) -> bool:
    """Whether the context is a git repository over ssh."""
    return argument.startswith(_SSH_PREFIXES)


def named_contexts(locations: Mapping[str, str]) -> dict[str, Directory | Remote]:
    """Contexts by name; PydockError for one that is neither a directory nor remote."""
    found: dict[str, Directory | Remote] = {}
    for name, location in locations.items():
        if is_remote_context(location) or is_git_url(location):
            found[name] = Remote(location)
            continue
        failure = f"failed to get build context {name}"
        try:
            is_directory = stat.S_ISDIR(os.stat(location).st_mode)  # noqa: PTH116
        except OSError as error:
            reason = os_reason(error)
            raise PydockError(f"{failure}: stat {location}: {reason}") from None
        if not is_directory:
            raise PydockError(f"{failure}: {location}: not a directory")
        found[name] = Directory(location)
    return found


def check_secrets(secrets: Iterable[Secret]) -> None:
    """PydockError for a secret file that cannot be sent, before the build starts."""
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
def _open_stream(stream: InputStream, dockerfile: str) -> Iterator[tuple[Context, Dockerfile]]:
    """Standard input as a tar context, or as a Dockerfile without context."""
    if stream.is_archive():
        yield Archive(cast(BinaryIO, stream)), DockerfilePath(dockerfile)
        return
    if dockerfile:
        raise PydockError(
            "ambiguous Dockerfile source: both stdin and flag correspond to Dockerfiles"
        )
    with tempfile.TemporaryDirectory(prefix="pydock-build-") as empty:
        yield Directory(empty), DockerfileText(read_limited(stream.read))
