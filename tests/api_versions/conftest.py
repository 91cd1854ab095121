"""pydock with an engine of any API version, run in this process on real descriptors."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from pydock.__main__ import main
from pydock.cli.app import App
from tests.api_versions.engine import VersionedEngine, versioned_engine
from tests.support.engine import Done


class Pair(NamedTuple):
    """An engine, and pydock in front of it."""

    engine: VersionedEngine
    pydock: Callable[..., Done]


EngineAt = Callable[..., Pair]


@pytest.fixture
def engine_at(tmp_path: Path) -> Iterator[EngineAt]:
    """Makes a pair with an engine of a version: `engine_at("1.12")`."""
    with ExitStack() as stack:

        def make(version: str, *, oldest: str = "", ping: bool = True) -> Pair:
            directory = stack.enter_context(TemporaryDirectory())  # a short path, for a socket
            engine = stack.enter_context(
                versioned_engine(Path(directory), version, oldest=oldest, ping=ping)
            )
            return Pair(engine, lambda *words, **more: run(engine, tmp_path, *words, **more))

        yield make


def run(
    engine: VersionedEngine, home: Path, *words: str, stdin: bytes = b"", **environ: str
) -> Done:
    """Run pydock with the words of a command line; `environ` adds variables."""
    config = home / ".docker" / "config.json"
    config.parent.mkdir(exist_ok=True)
    config.write_text(json.dumps({"auths": {"r.example": {"auth": "bWU6c2VjcmV0"}}}))
    environment = {"HOME": str(home), "DOCKER_HOST": engine.host, "DOCKER_BUILDKIT": "0"}
    reading, writing = os.pipe()
    with (
        os.fdopen(reading) as source,
        (home / "out").open("w+") as out,
        (home / "err").open("w+") as err,
    ):
        os.write(writing, stdin)
        os.close(writing)
        status = main([*words], App("docker", {**environment, **environ}, source, out, err))
        out.flush()
        err.flush()
        return Done(status, (home / "out").read_text(), (home / "err").read_text())
