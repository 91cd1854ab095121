"""A git repository as the classic builder's context, cloned by the client as docker does."""

# ruff: noqa: PTH112, PTH118, PTH123 (names of any bytes)

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from pydock.build.git_url import clone_failure, parse_git_url, without_credentials
from pydock.errors import PydockError

#: a repository must not reach local repositories through its submodules
_SAFE = ("-c", "protocol.file.allow=never")
_NO_SHALLOW_FETCH = "dumb http transport does not support shallow capabilities"


@contextmanager
def cloned(url: str) -> Iterator[str]:
    """Yield the directory of a new shallow clone, removed at the end. Raises PydockError."""
    import shutil
    import tempfile

    repository = parse_git_url(url)
    if shutil.which("git") is None:
        raise PydockError(
            "unable to prepare context: unable to find 'git':"
            ' exec: "git": executable file not found in $PATH'
        )
    root = os.path.realpath(tempfile.mkdtemp(prefix="docker-build-git"))
    private = tempfile.mkdtemp(prefix="pydock-git-")
    try:
        _Clone(root, private, repository.remote).check_out(repository.ref)
        yield _subdirectory(root, repository.directory)
    finally:
        shutil.rmtree(root, ignore_errors=True)
        shutil.rmtree(private, ignore_errors=True)


class _Clone:
    """Runs git in `root`; a password in the address is in a file of `private`, no argument."""

    def __init__(self, root: str, private: str, remote: str) -> None:
        self._root = root
        self._remote, credentials = without_credentials(remote)
        self._options: tuple[str, ...] = _SAFE
        if credentials:
            self._options += _credential_options(self._remote, credentials, private)

    def check_out(self, ref: str) -> None:
        self._git(f"failed to init repo at {self._root}", "init")
        failure = f"failed add origin repo at {self._root}"
        self._git(failure, "remote", "add", "origin", self._remote)
        self._fetch(ref)
        try:
            self._git(f"error checking out {ref}", "checkout", ref)
        except PydockError as error:
            try:
                self._git("", "checkout", "FETCH_HEAD")
            except PydockError:
                raise error from None
        submodules = ("submodule", "update", "--init", "--recursive", "--depth=1")
        self._git("error initializing submodules", *submodules)

    def _fetch(self, ref: str) -> None:
        """Fetch the newest commit alone, or the history if the server does not support that."""
        try:
            self._git("error fetching", "fetch", "--depth", "1", "origin", "--", ref)
        except PydockError as error:
            if _NO_SHALLOW_FETCH not in error.message:
                raise
            self._git("error fetching", "fetch", "origin", "--", ref)

    def _git(self, failure: str, *arguments: str) -> None:
        import subprocess

        from pydock.config.child_output import ChildOutputError, read_output

        child = subprocess.Popen(
            ["git", *self._options, *arguments],
            cwd=self._root,
            env={**os.environ, "GIT_PROTOCOL_FROM_USER": "0"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            output = read_output(child).decode("utf-8", "replace")
        except ChildOutputError as error:
            raise clone_failure(f"{failure}: {error}") from None
        if child.returncode:
            raise clone_failure(f"{failure}: {output}: exit status {child.returncode}")


def _credential_options(remote: str, credentials: str, private: str) -> tuple[str, ...]:
    """Return options by which git reads the credentials of this host from a file."""
    address = urlsplit(remote)
    host = f"{address.scheme}://{address.netloc}"
    user, _, password = credentials.partition(":")
    path = os.path.join(private, "credentials")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w") as file:
        file.write(f"{address.scheme}://{user}:{password}@{address.netloc}\n")
    key = f"credential.{host}.helper"
    return ("-c", f"{key}=", "-c", f"{key}=store --file='{path}'")


def _subdirectory(root: str, name: str) -> str:
    """Return the directory inside the clone; links in the repository must not lead out of it."""
    directory = os.path.realpath(os.path.join(root, name.lstrip("/")))
    if os.path.commonpath([root, directory]) != root:
        raise clone_failure(f"error setting git context, {name!r} not within git root")
    if not os.path.lexists(directory):
        raise clone_failure(f"stat {directory}: no such file or directory")
    if not os.path.isdir(directory):
        raise clone_failure(f"error setting git context, not a directory: {directory}")
    return directory
