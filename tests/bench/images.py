"""A large image and a large container, out of the engine and in again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.bench import Bench, Program
from tests.bench.measure import Cost, run
from tests.bench.random_files import make_file
from tests.bench.table import Row

GOAL = 1.0
TAG = "pydock-bench:images"
CONTAINER = "pydock-bench-images"


def rows(bench: Bench) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="pydock-bench-") as name:
        directory = Path(name)
        try:
            _make(bench, directory / "file")
            yield from _measured(bench, str(directory / "archive"))
        finally:
            bench.remove_container(CONTAINER)
            bench.remove_image(TAG)


def _make(bench: Bench, file: Path) -> None:
    """The container, and the image of it, with a layer of noise."""
    make_file(file, bench.sizes.file_mib)
    bench.remove_container(CONTAINER)
    bench.prepare("create", f"--name={CONTAINER}", bench.image, "true")
    bench.prepare("cp", str(file), f"{CONTAINER}:/file")
    bench.prepare("commit", CONTAINER, TAG)
    file.unlink()


def _measured(bench: Bench, archive: str) -> Iterator[Row]:
    def to_a_new_file(*argv: str) -> Cost:
        """Without what the system still has to write of the file before."""
        Path(archive).unlink(missing_ok=True)
        os.sync()
        return run(argv, environ=bench.environ, stdout=archive)

    def export(program: Program) -> Cost:
        return to_a_new_file(*program, "export", CONTAINER)

    def save(program: Program) -> Cost:
        return to_a_new_file(*program, "save", TAG)

    def load(program: Program) -> Cost:
        """An image that the engine does not have."""
        bench.remove_image(TAG)
        return run([*program, "load"], environ=bench.environ, stdin=archive)

    def save_and_load(program: Program) -> Cost:
        """Into the engine that it comes from: all of it is read there, and nothing kept."""
        return run([*program, "save", TAG], [*program, "load"], environ=bench.environ)

    size = bench.sizes.file
    yield from bench.compare(f"export of {size} to a file", export, goal=GOAL)
    yield from bench.compare(f"save of {size} to a file", save, goal=GOAL, cpu_goal=GOAL)
    yield from bench.compare(f"load of {size} from a file", load, goal=GOAL)
    os.unlink(archive)  # noqa: PTH108
    yield from bench.compare(f"save | load of {size}", save_and_load, goal=GOAL)
