"""How quickly pydock starts, beside the interpreter alone and what it has to import."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from tests.bench.measure import Row, compare

ROUNDS = 15
_BARE = [sys.executable, "-c", "pass"]
_CLICK = [sys.executable, "-c", "import click"]
_REQUESTS = [sys.executable, "-c", "import click, requests_unixsocket"]


def rows(pydock: str, docker: str | None, environ: Mapping[str, str], image: str) -> Iterator[Row]:
    """`image` is one that the engine of `environ` has."""

    def beside(work: str, name: str, theirs: list[str], goal: float) -> Row:
        argv = [pydock, *work.split()]
        return compare(work, argv, name, theirs, environ, goal=goal, rounds=ROUNDS)

    for work in ("--help", "--version"):
        yield beside(work, "python -c pass", _BARE, 1.5)
    for work in ("ps --help", "run --help", "build --help"):
        yield beside(work, "import click", _CLICK, 1.0)
    for work in ("ps", "images", f"image inspect {image}"):
        yield beside(work, "imports", _REQUESTS, 1.0)
        if docker:
            yield beside(work, "docker", [docker, *work.split()], 0)
