"""What docker compose printed and returned, recorded beside the tests that compare with it.

A test calls the fixture `compose_oracle` as others call `oracle`. PYDOCK_TEST_COMPOSE has the path
of a plugin of the recorded version: it runs then as well, and records again with PYDOCK_RECORD=1.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.recordings import RecordedFile, is_recording, plain

COMPOSE_VERSION = "2.40.3"
"""The version of docker compose that all comparisons are recorded with."""


@cache
def compose_plugin() -> str | None:
    """Return the path of the plugin of the recorded version, None without one."""
    path = os.environ.get("PYDOCK_TEST_COMPOSE")
    if path is None:
        return None
    done = subprocess.run([path, "version", "--short"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(COMPOSE_VERSION), f"{path} is docker compose {done.stdout}"
    return path


class ComposeOracle:
    """docker compose's result for the case of one test, recorded and, where it is, live."""

    def __init__(self, file: RecordedFile, name: str) -> None:
        self._file = file
        self._name = name

    def __call__(self, source: object, run: Callable[[str], Any]) -> Any:
        """Return the result as JSON; `source` is what it depends on, `run` gets the plugin."""
        text = json.dumps(plain(source), sort_keys=True)
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        plugin = compose_plugin()
        live = plain(run(plugin)) if plugin else None
        if is_recording():
            assert plugin, "PYDOCK_TEST_COMPOSE is required to record"
            self._file.record(self._name, digest, live)
        try:
            known = self._file.result(self._name, digest)
        except KeyError:
            pytest.fail(f"{self._file.path.name}: {self._name!r} is missing or older than its case")
        assert not plugin or live == known, f"{self._name!r} is not what {plugin} does"
        return known


@pytest.fixture(scope="module")
def compose_recordings(request: pytest.FixtureRequest) -> Iterator[RecordedFile]:
    """The recordings of a module, written at its end when it records."""
    module = Path(request.path)
    name = module.stem.removeprefix("test_")
    path = module.parent / "recorded" / f"{name}.json"
    file = RecordedFile(path, f"compose {COMPOSE_VERSION}")
    yield file
    if is_recording() and file.changed:
        file.save()


@pytest.fixture
def compose_oracle(
    request: pytest.FixtureRequest, compose_recordings: RecordedFile
) -> ComposeOracle:
    """docker compose's result for this test's case."""
    return ComposeOracle(compose_recordings, request.node.name)
