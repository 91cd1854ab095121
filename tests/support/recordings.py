"""What the real docker printed, returned and sent, recorded beside the tests that compare with it.

A test calls the fixture `oracle` with the source of its case and a function that runs the real
docker:

    assert plain(ours) == oracle(line, lambda docker: run(docker, line))

The result is compared with the recording everywhere. Where a docker of the recorded version is on
the PATH the function runs as well, and the recording has to say the same. A recording that is
missing or older than its case fails the test; `tests/record` makes it again.

Where docker 29 differs from docker 28, `NAME.29.json` has what it does, which pydock follows.
The recordings with an older engine hold for a newer one that has none of its own for a case.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.engine.program import version_numbers
from tests.support.oracle import NEWEST_VERSION, RECORDED_VERSION, docker_of_version

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

    def __init__(self, path: Path, version: str) -> None:
        self.path = path
        self.version = version
        self.cases: dict[str, Any] = {}
        self.changed = False
        if path.exists():
            document = json.loads(path.read_text())
            if document["docker"] == version:
                self.cases = document["cases"]

    def result(self, name: str, digest: str) -> Any:
        """Return docker's result for a case; KeyError when it is missing or older than that."""
        case = self.cases[name]
        if case["source"] != digest:
            raise KeyError(name)
        return case["result"]

    def record(self, name: str, digest: str, result: Any) -> None:
        self.cases[name] = {"source": digest, "result": result}
        self.changed = True

    def forget(self, name: str) -> None:
        self.changed = self.cases.pop(name, None) is not None or self.changed

    def save(self) -> None:
        """Write the file, a case a line; remove it without any."""
        if not self.cases:
            self.path.unlink(missing_ok=True)
            return
        lines = (
            f"{json.dumps(name)}: {json.dumps(case, sort_keys=True)}"
            for name, case in sorted(self.cases.items())
        )
        head = f'{{"docker": {json.dumps(self.version)}, "cases": {{\n'
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(head + ",\n".join(lines) + "\n}}\n")


class RecordedPair(NamedTuple):
    """The recordings of docker 28: all cases; and of docker 29: those that it changed."""

    all: RecordedFile
    newer: RecordedFile

    def results(self, name: str, digest: str) -> tuple[Any, Any]:
        """Return the results of docker 28 and of docker 29; KeyError as of `result`."""
        recorded = self.all.result(name, digest)
        try:
            return recorded, self.newer.result(name, digest)
        except KeyError:
            return recorded, recorded

    def record(self, name: str, digest: str, recorded: Any, newest: Any) -> None:
        self.all.record(name, digest, recorded)
        if newest != recorded:
            self.newer.record(name, digest, newest)

    def forget(self, name: str) -> None:
        self.all.forget(name)
        self.newer.forget(name)


class Recordings:
    """The recorded files of a test run, each read once."""

    def __init__(self) -> None:
        self._files: dict[Path, RecordedFile] = {}

    def of(self, module: Path, engine: str) -> list[RecordedPair]:
        """Return the recordings of a module, first those with this engine, then with older ones.

        `engine` ("docker-20.10") is empty for none.
        """
        name = module.stem.removeprefix("test_")
        directory = module.parent / "recorded"
        if not engine:
            return [self._pair(directory, name)]
        kind, _, version = engine.rpartition("-")
        paths = directory.glob(f"{name}-{kind}-*.json")
        found = {path.stem.removesuffix(".29").rpartition("-")[2] for path in paths}
        older = (v for v in found if version_numbers(v) < version_numbers(version))
        versions = [version, *sorted(older, key=version_numbers, reverse=True)]
        return [self._pair(directory, f"{name}-{kind}-{version}") for version in versions]

    def _pair(self, directory: Path, name: str) -> RecordedPair:
        return RecordedPair(
            self._file(directory / f"{name}.json", RECORDED_VERSION),
            self._file(directory / f"{name}.29.json", NEWEST_VERSION),
        )

    def _file(self, path: Path, version: str) -> RecordedFile:
        if path not in self._files:
            self._files[path] = RecordedFile(path, version)
        return self._files[path]

    def save(self) -> None:
        """Write every file that has new recordings."""
        for file in self._files.values():
            if file.changed:
                file.save()


class Oracle:
    """docker's result for the case of one test, recorded and, where docker is, live."""

    def __init__(self, pairs: list[RecordedPair], name: str, *, is_exact: bool = True) -> None:
        """`is_exact` unless an engine adds what differs from run to run: ids, times, sizes."""
        self._own, *self._older = pairs
        self._is_exact = is_exact
        self._name = name
        self.docker = docker_of_version(RECORDED_VERSION)
        self._newest = docker_of_version(NEWEST_VERSION)

    def __call__(
        self,
        source: object,
        run: Callable[[str], Any],
        *,
        follow_newest: bool = True,
        with_newest: bool = True,
    ) -> Any:
        """Return docker's result as JSON.

        `source` is what the result depends on; `run` gets the path of a real docker. Without
        `follow_newest` it is the older docker's result where the two differ; without
        `with_newest` the newer one does not run: its engines are other ones.
        """
        newest = self._newest if with_newest else None
        text = json.dumps(plain(source), sort_keys=True)
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        if is_recording():
            self._record(digest, run, newest)
        where = f"{self._own.all.path.relative_to(_ROOT.parent)}: {self._name!r}"
        try:
            recorded, expected = self._results((self._own, *self._older), digest)
        except KeyError:
            pytest.fail(f"{where} is missing or older than its case: run tests/record")
        if self.docker and not self._is_exact and not is_recording():
            live = _live(run, self.docker)
            return live if expected == recorded or not follow_newest else expected
        if not is_recording():
            for docker, known in ((self.docker, recorded), (newest, expected)):
                live = _live(run, docker) if docker else known
                assert live == known, f"{where} is not what {docker} does: run tests/record"
        return expected if follow_newest else recorded

    def _results(self, pairs: Iterable[RecordedPair], digest: str) -> tuple[Any, Any]:
        """Return the results of docker 28 and of docker 29 in the first pair that has the case."""
        for pair in pairs:
            with suppress(KeyError):
                return pair.results(self._name, digest)
        raise KeyError(self._name)

    def _record(self, digest: str, run: Callable[[str], Any], newest: str | None) -> None:
        """Record each docker that is on the PATH; docker 29 where it differs."""
        dockers = self.docker, newest
        versions = f"docker {RECORDED_VERSION} or {NEWEST_VERSION}"
        assert any(dockers), f"{versions} is required on the PATH to record"
        try:
            known = self._results((self._own, *self._older), digest)
        except KeyError:
            known = None, None
        recorded = _live(run, self.docker) if self.docker else known[0]
        known_newest = known[1] if known[0] != known[1] else recorded
        results = recorded, _live(run, newest) if newest else known_newest
        self._own.forget(self._name)
        with suppress(KeyError):
            if results == self._results(self._older, digest):
                return
        self._own.record(self._name, digest, *results)


def _live(run: Callable[[str], Any], docker: str) -> Any:
    """Run a docker and return its result as JSON."""
    return json.loads(json.dumps(plain(run(docker))))


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
    return Oracle(recordings.of(request.path, engine), request.node.name, is_exact=not engine)
