"""A git repository as a build's context: `URL#REF:DIRECTORY`, cloned as docker clones it."""

# ruff: noqa: PTH112, PTH118 (names of any bytes)

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import unquote

from pydock.errors import PydockError

_DEFAULT_REF = "master"
_PREFIXES = ("git://", "github.com/", "git@")
_PATH_OF_REPOSITORY = re.compile(r"\.git(?:#.+)?$")
#: A repository must not reach into this machine's own ones through its submodules.
_SAFE = ("-c", "protocol.file.allow=never")
_NO_SHALLOW_FETCH = "dumb http transport does not support shallow capabilities"


class Repository(NamedTuple):
    """What a git URL names; `directory` is empty for the whole repository."""

    remote: str
    ref: str
    directory: str


def is_url(text: str) -> bool:
    """Whether docker takes the text for a web address."""
    return text.startswith(("http://", "https://"))


def is_git_url(text: str) -> bool:
    """Whether docker takes the text for a git repository rather than a file to download."""
    if is_url(text) and _PATH_OF_REPOSITORY.search(text):
        return True
    return text.startswith(_PREFIXES)


def parse_git_url(text: str) -> Repository:
    """The repository, its branch, tag or commit (`master` unless given) and directory.

    Raises PydockError for a ref that git would take for an option.
    """
    remote, _, fragment = text.partition("#")
    if remote.startswith("github.com/"):
        remote = "https://" + remote
    if not remote.startswith("git@"):
        fragment = unquote(fragment, errors="surrogateescape")
    ref, _, directory = fragment.partition(":")
    if ref.startswith("-"):
        raise _failure(f"invalid refspec: {ref}")
    return Repository(remote, ref or _DEFAULT_REF, directory)


@contextmanager
def cloned(url: str) -> Iterator[str]:
    """The directory of a fresh, shallow clone that is removed at the end.

    Raises PydockError with what git said when something fails.
    """
    import shutil
    import tempfile

    repository = parse_git_url(url)
    if shutil.which("git") is None:
        raise PydockError("unable to prepare context: unable to find 'git': \"git\" not in $PATH")
    root = os.path.realpath(tempfile.mkdtemp(prefix="docker-build-git"))
    try:
        _check_out(root, repository)
        yield _subdirectory(root, repository.directory)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _check_out(root: str, repository: Repository) -> None:
    _git(root, f"failed to init repo at {root}", "init")
    _git(root, f"failed add origin repo at {root}", "remote", "add", "origin", repository.remote)
    _fetch(root, repository.ref)
    try:
        _git(root, f"error checking out {repository.ref}", "checkout", repository.ref)
    except PydockError as error:
        try:
            _git(root, "", "checkout", "FETCH_HEAD")
        except PydockError:
            raise error from None
    submodules = ("submodule", "update", "--init", "--recursive", "--depth=1")
    _git(root, "error initializing submodules", *submodules)


def _fetch(root: str, ref: str) -> None:
    """Fetch the newest commit alone, or the history from a server that cannot do that."""
    try:
        _git(root, "error fetching", "fetch", "--depth", "1", "origin", "--", ref)
    except PydockError as error:
        if _NO_SHALLOW_FETCH not in error.message:
            raise
        _git(root, "error fetching", "fetch", "origin", "--", ref)


def _git(root: str, failure: str, *arguments: str) -> None:
    import subprocess

    done = subprocess.run(
        ["git", *_SAFE, *arguments],
        cwd=root,
        env={**os.environ, "GIT_PROTOCOL_FROM_USER": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        output = done.stdout.decode("utf-8", "replace")
        raise _failure(f"{failure}: {output}: exit status {done.returncode}")


def _subdirectory(root: str, name: str) -> str:
    """The directory inside the clone; links in the repository must not lead out of it."""
    directory = os.path.realpath(os.path.join(root, name.lstrip("/")))
    if os.path.commonpath([root, directory]) != root:
        raise _failure(f"error setting git context, {name!r} not within git root")
    if not os.path.lexists(directory):
        raise _failure(f"stat {directory}: no such file or directory")
    if not os.path.isdir(directory):
        raise _failure(f"error setting git context, not a directory: {directory}")
    return directory


def _failure(reason: str) -> PydockError:
    return PydockError(
        "unable to prepare context: unable to 'git clone' to temporary context directory: " + reason
    )
