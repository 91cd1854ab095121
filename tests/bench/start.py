"""How quickly pydock starts, beside the interpreter alone and what it has to import."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial

from tests.bench.bench import Bench, Program
from tests.bench.measure import Cost, run
from tests.bench.table import Row

ROUNDS = 25
_BARE = [sys.executable, "-c", "pass"]
_IMPORTS = [sys.executable, "-c", "import click, json, socket"]

_ANSWERED = """
import click, json, socket, sys
path, *targets = sys.argv[1:]
for target in targets:
    with socket.socket(socket.AF_UNIX) as engine:
        engine.connect(path)
        engine.sendall(f"GET {target} HTTP/1.0\\r\\n\\r\\n".encode())
        while engine.recv(65536):
            pass
"""
"""The imports, and the engine's answers read without any library."""


def rows(bench: Bench) -> Iterator[Row]:
    """The help texts need no engine; the short requests are made of a real one."""
    for words in ("--help", "--version"):
        yield _beside(bench, words, "python -c pass", _BARE, 1.5)
    for words in ("ps --help", "run --help", "build --help"):
        yield _beside(bench, words, "import click, json, socket", _IMPORTS, 1.0)
    path = bench.environ["DOCKER_HOST"].removeprefix("unix://")
    requests = {
        "ps": ("/_ping", "/containers/json"),
        "images": ("/_ping", "/images/json"),
        f"image inspect {bench.image}": ("/_ping", f"/images/{bench.image}/json"),
        "version": ("/_ping", "/version"),
        "info": ("/_ping", "/info"),
    }
    for words, targets in requests.items():
        answered = [sys.executable, "-c", _ANSWERED, path, *targets]
        yield _beside(bench, words, "the imports, and the answer", answered, 1.2)
        yield from bench.compare(
            words, partial(_plain, bench, words), rounds=ROUNDS, without=["docker-py"]
        )


def _plain(bench: Bench, words: str, program: Program) -> Cost:
    return run([*program, *words.split()], environ=bench.environ)


def _beside(bench: Bench, words: str, name: str, argv: list[str], goal: float) -> Row:
    return bench.beside(
        name,
        partial(run, argv, environ=bench.environ),
        words,
        partial(_plain, bench, words, bench.pydock),
        goal=goal,
        rounds=ROUNDS,
    )
