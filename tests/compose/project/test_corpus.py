"""The corpus: each file shown, hashed or refused as docker compose does."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import io
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from pydock.cli.app import App
from pydock.cli.dispatch import run
from pydock.commands.shared.compose import project_loading
from pydock.errors import PydockError
from tests.compose.project.corpus import DIRECTORY, UNSORTED, Case, cases
from tests.support.compose_oracle import ComposeOracle

ENVIRON = {"HOME": "/home/me"}

Result = list[object]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_corpus(case: Case, compose_oracle: ComposeOracle, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = compose_oracle(case.source, lambda plugin: by_plugin(plugin, case))
    monkeypatch.setattr(project_loading, "LocalFiles", lambda app: MemoryFiles(case.files))
    assert [ours(case, arguments) for arguments in case.runs] == expected


class MemoryFiles:
    """The files of a case, in the directory of all."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = {os.path.normpath(f"{DIRECTORY}/{path}"): files[path] for path in files}

    def current_directory(self) -> str:
        return DIRECTORY

    def exists(self, path: str) -> bool:
        return path in self._files or self._is_directory(path)

    def _is_directory(self, path: str) -> bool:
        below = f"{path.rstrip('/')}/"
        return bool(path) and any(file.startswith(below) for file in self._files)

    def is_file(self, path: str) -> bool:
        if not self.exists(path):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return path in self._files

    def read(self, path: str) -> bytes:
        if path and not path.startswith("/"):
            path = os.path.normpath(f"{DIRECTORY}/{path}")
        if not self.is_file(path):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        return self._files[path].encode()

    def real_path(self, path: str) -> str:
        return path


def ours(case: Case, arguments: tuple[str, ...]) -> Result:
    """Run pydock in this process."""
    out, err = io.StringIO(), io.StringIO()
    environ = {**ENVIRON, **case.environ, "PYDOCK_COMPOSE": "own"}
    app = App("docker", environ, io.StringIO(), out, err)
    status = 0
    try:
        status = run(app, ["compose", *arguments])
    except PydockError as error:
        status = error.exit_status
        err.write(f"{error.message}\n")
    return result(arguments, status, out.getvalue(), err.getvalue())


def by_plugin(plugin: str, case: Case) -> list[Result]:
    """Run the plugin, over the files in their directory: one process at a time."""
    directory = Path(DIRECTORY)
    directory.parent.mkdir(exist_ok=True)
    with (directory.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        directory.mkdir()
        try:
            for path, text in case.files.items():
                (directory / path).parent.mkdir(parents=True, exist_ok=True)
                (directory / path).write_text(text)
            return [_run_plugin(plugin, case, arguments) for arguments in case.runs]
        finally:
            shutil.rmtree(directory)


def _run_plugin(plugin: str, case: Case, arguments: tuple[str, ...]) -> Result:
    done = subprocess.run(
        [plugin, *arguments],
        cwd=DIRECTORY,
        env={**ENVIRON, **case.environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return result(arguments, done.returncode, done.stdout, done.stderr)


def result(arguments: tuple[str, ...], status: int, out: str, err: str) -> Result:
    """Return what is compared: lists and warnings in any order, JSON by its digest."""
    out = out.replace("PYDOCK_COMPOSE=own\n", "")
    if set(arguments) & set(UNSORTED):
        out = "\n".join(sorted(out.splitlines()))
    if "json" in arguments and out:
        out = f"sha256:{hashlib.sha256(out.encode()).hexdigest()[:16]}"
    warnings = sorted(re.sub('^time="[^"]*" ', "", line) for line in err.splitlines())
    return [status, out, warnings]
