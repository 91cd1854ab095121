"""Long lists and many events, from an engine that only plays one."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.bench import Bench, Program
from tests.bench.measure import Cost, run
from tests.bench.table import Row

GOAL = 1.5
WORK = {
    "ps -a, 5,000 containers": "ps -a",
    "ps -a --format, 5,000 containers": "ps -a --format {{.ID}}\t{{.Names}}",
    "images, 5,000 images": "images",
    "events, 200,000 lines": "events --since 0 --until 1",
}


def rows(bench: Bench) -> Iterator[Row]:
    with _engine() as host:
        environ = {**bench.environ, "DOCKER_HOST": host}
        for work, words in WORK.items():

            def ask(program: Program, words: str = words) -> Cost:
                return run([*program, *words.split(" ")], environ=environ)

            goal = 0 if "--format" in words else GOAL  # most of it is starting up
            yield from bench.compare(work, ask, goal=goal)


@contextmanager
def _engine() -> Iterator[str]:
    """The address of the engine, which runs while the block does, as a process of its own."""
    with tempfile.TemporaryDirectory(prefix="pydock-bench-") as folder:
        socket = Path(folder) / "engine.sock"
        argv = [sys.executable, "-m", "tests.bench.fake_engine", str(socket)]
        with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as engine:
            assert engine.stdin is not None
            assert engine.stdout is not None
            if not engine.stdout.readline():
                sys.exit("the engine that plays one did not start")
            yield f"unix://{socket}"
            engine.stdin.close()
