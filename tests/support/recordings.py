"""What the real docker printed, returned and sent, recorded beside the tests that compare with it.

A test calls the fixture `oracle` with the source of its case and a function that runs the real
docker:

    assert plain(ours) == oracle(line, lambda docker: run(docker, line))

The result is compared with the recording everywhere. Where a docker of the recorded version is on
the PATH the function runs as well, and the recording has to say the same. A recording that is
missing or older than its case fails the test; `tests/record` makes it again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.oracle import RECORDED_VERSION, docker_of_recorded_version

#: bytes up to this length are recorded as they are, longer ones by their digest
_WHOLE_BYTES = 2000

_ROOT = Path(__file__).parents[1]


def is_recording() -> bool:
    """Return whether this run records docker again instead of comparing with its recordings."""
    return os.environ.get("PYDOCK_RECORD") == "1"


def plain(value: Any) -> Any:
    """Return a result as JSON holds it: tuples and sets as lists, bytes as text or a digest."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain(dataclasses.astuple(value))
    if isinstance(value, bytes):
        if len(value) > _WHOLE_BYTES:
            return {"sha256": hashlib.sha256(value).hexdigest(), "length": len(value)}
        return {"bytes": value.decode("latin-1")}
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(map(plain, value))
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, str):  # surrogates, as JSON reads them back
        return value.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")
    return value


def masked(value: Any, replacements: Mapping[str, str]) -> Any:
    """Return a result as JSON with texts replaced everywhere: paths of one run, mostly."""
    value = plain(value)
    if isinstance(value, str):
        for text, mask in replacements.items():
            value = value.replace(text, mask)
        return value
    if isinstance(value, list):
        return [masked(item, replacements) for item in value]
    if isinstance(value, dict):
        return {
            masked(key, replacements): masked(item, replacements) for key, item in value.items()
        }
    return value


def _key(key: Any) -> str:
    return key.decode("latin-1") if isinstance(key, bytes) else str(key)


class RecordedFile:
    """The recordings of one module of tests, with one kind of engine or without any.

    `cases` maps the name of a test to the digest of its source and docker's result.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cases: dict[str, Any] = {}
        self.changed = False
        if path.exists():
            document = json.loads(path.read_text())
            if document["docker"] == RECORDED_VERSION:
                self.cases = document["cases"]

    def save(self) -> None:
        """Write the file, a case a line."""
        lines = (
            f"{json.dumps(name)}: {json.dumps(case, sort_keys=True)}"
            for name, case in sorted(self.cases.items())
        )
        head = f'{{"docker": {json.dumps(RECORDED_VERSION)}, "cases": {{\n'
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(head + ",\n".join(lines) + "\n}}\n")


class Recordings:
    """The recorded files of a test run, each read once."""

    def __init__(self) -> None:
        self._files: dict[Path, RecordedFile] = {}

    def file(self, module: Path, engine: str) -> RecordedFile:
        """Return the recordings of a module; `engine` ("docker-20.10") is empty for none."""
        name = "-".join(filter(None, (module.stem.removeprefix("test_"), engine)))
        path = module.parent / "recorded" / f"{name}.json"
        if path not in self._files:
            self._files[path] = RecordedFile(path)
        return self._files[path]

    def save(self) -> None:
        """Write every file that has new recordings."""
        for file in self._files.values():
            if file.changed:
                file.save()


class Oracle:
    """docker's result for the case of one test, recorded and, where docker is, live."""

    def __init__(self, file: RecordedFile, name: str, docker: str | None) -> None:
        self._file = file
        self._name = name
        self.docker = docker

    def __call__(self, source: object, run: Callable[[str], Any]) -> Any:
        """Return docker's result as JSON.

        `source` is what the result depends on; `run` gets the path of the real docker.
        """
        text = json.dumps(plain(source), sort_keys=True)
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        if is_recording():
            assert self.docker, f"docker {RECORDED_VERSION} is required on the PATH to record"
            result = plain(run(self.docker))
            self._file.cases[self._name] = {"source": digest, "result": result}
            self._file.changed = True
            return result
        case = self._file.cases.get(self._name)
        where = f"{self._file.path.relative_to(_ROOT.parent)}: {self._name!r}"
        if case is None:
            pytest.fail(f"{where} is not recorded: run tests/record")
        if case["source"] != digest:
            pytest.fail(f"{where} is older than its case: run tests/record")
        if self.docker:
            live = json.loads(json.dumps(plain(run(self.docker))))
            assert live == case["result"], f"{where} is not what docker does: run tests/record"
        return case["result"]


@pytest.fixture(scope="session")
def recordings() -> Iterator[Recordings]:
    """The recordings of this run, written at its end when it records."""
    found = Recordings()
    yield found
    if is_recording():
        found.save()


@pytest.fixture
def oracle(request: pytest.FixtureRequest, recordings: Recordings) -> Oracle:
    """docker's result for this test's case."""
    engine = ""
    if "engine" in request.fixturenames:
        found = request.getfixturevalue("engine")
        engine = f"{found.name}-{'.'.join(found.version.split('.')[:2])}"
    file = recordings.file(request.path, engine)
    return Oracle(file, request.node.name, docker_of_recorded_version())
