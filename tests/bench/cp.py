"""`cp` of a large file and of a tree of many, in and out."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.bench import Bench, Program
from tests.bench.measure import Cost, run
from tests.bench.random_files import make_file, make_tree
from tests.bench.table import Row

FILE_GOAL, TREE_GOAL = 1.0, 1.1
CONTAINER = "pydock-bench-cp"


def rows(bench: Bench) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="pydock-bench-") as name:
        directory = Path(name)
        make_file(directory / "file", bench.sizes.file_mib)
        make_tree(directory / "tree", bench.sizes.files)
        try:
            for source, work, goal in (
                ("file", f"a file of {bench.sizes.file}", FILE_GOAL),
                ("tree", f"a tree of {bench.sizes.files:,} files", TREE_GOAL),
            ):
                copies = _Copies(bench, directory / source, directory / "out")
                yield from bench.compare(f"cp {work} in", copies.into, goal=goal)
                yield from bench.compare(f"cp {work} out", copies.out, goal=goal)
        finally:
            bench.remove_container(CONTAINER)


class _Copies:
    """Copies of one source, each time to where nothing is."""

    def __init__(self, bench: Bench, source: Path, target: Path) -> None:
        self._bench = bench
        self._source = source
        self._target = target

    def into(self, program: Program) -> Cost:
        """Into a new container."""
        self._bench.remove_container(CONTAINER)
        self._bench.prepare("create", f"--name={CONTAINER}", self._bench.image, "true")
        return self._copy(program, str(self._source), f"{CONTAINER}:/copied")

    def out(self, program: Program) -> Cost:
        """Out of the container that the last `into` left."""
        try:
            return self._copy(program, f"{CONTAINER}:/copied", str(self._target))
        finally:
            if self._target.is_dir():
                shutil.rmtree(self._target)
            else:
                self._target.unlink()

    def _copy(self, program: Program, source: str, target: str) -> Cost:
        return run([*program, "cp", source, target], environ=self._bench.environ)
