"""`cp` beside the real docker: a file of 1 GiB and a tree of 20,000 files, in and out.

A part of `python -m tests.bench`. It needs 3 GiB of room for temporary files and as much
where the engine keeps its data, and clears both.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.bench.measure import Cost, Row, median, run

FILE_BYTES = 1 << 30
BLOCK_BYTES = 1 << 20
FOLDERS, FILES_IN_EACH = 200, 100
FILE_GOAL, TREE_GOAL = 1.05, 1.2
ROUNDS = 5
CONTAINER = "pydock-bench-cp"

Copy = Callable[[str], Cost]


def rows(pydock: str, docker: str | None, environ: Mapping[str, str], image: str) -> Iterator[Row]:
    """A row for each way and each source; none without a docker to compare with."""
    if docker is None:
        return
    with tempfile.TemporaryDirectory(prefix="pydock-bench-") as name:
        folder = Path(name)
        make_file(folder / "file")
        make_tree(folder / "tree")
        try:
            for source, work, goal in (
                ("file", "a file of 1 GiB", FILE_GOAL),
                ("tree", f"a tree of {FOLDERS * FILES_IN_EACH} files", TREE_GOAL),
            ):
                copies = Copies(docker, environ, image, folder, source)
                ours, theirs = copies.compared((pydock, docker), copies.into)
                yield Row(f"cp {work} into a container", ours, "docker", theirs, goal)
                ours, theirs = copies.compared((pydock, docker), copies.out)
                yield Row(f"cp {work} out of a container", ours, "docker", theirs, goal)
        finally:
            remove_container(docker, environ)


class Copies:
    """Copies of one source, each time to where nothing is."""

    def __init__(
        self, docker: str, environ: Mapping[str, str], image: str, folder: Path, source: str
    ) -> None:
        self._docker = docker
        self._environ = environ
        self._image = image
        self._source = folder / source
        self._target = folder / "out"

    def compared(self, programs: Sequence[str], copy: Copy) -> Iterator[Cost]:
        """The medians of the programs, which take turns."""
        costs: dict[str, list[Cost]] = {program: [] for program in programs}
        for _ in range(ROUNDS):
            for program in programs:
                costs[program].append(copy(program))
        return (median(found) for found in costs.values())

    def into(self, program: str) -> Cost:
        """Into a new container."""
        remove_container(self._docker, self._environ)
        self._quietly("create", f"--name={CONTAINER}", self._image, "true")
        return run([program, "cp", str(self._source), f"{CONTAINER}:/copied"], self._environ)

    def out(self, program: str) -> Cost:
        """Out of the container that the last `into` left."""
        try:
            return run([program, "cp", f"{CONTAINER}:/copied", str(self._target)], self._environ)
        finally:
            if self._target.is_dir():
                shutil.rmtree(self._target)
            else:
                self._target.unlink(missing_ok=True)

    def _quietly(self, *words: str) -> None:
        subprocess.run(
            [self._docker, *words], env=self._environ, stdout=subprocess.DEVNULL, check=True
        )


def remove_container(docker: str, environ: Mapping[str, str]) -> None:
    argv = [docker, "rm", "--force", CONTAINER]
    subprocess.run(
        argv, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )


def make_file(path: Path) -> None:
    """A file of noise, which no file system makes smaller."""
    chance = random.Random(0)
    with path.open("wb") as file:
        for _ in range(FILE_BYTES // BLOCK_BYTES):
            file.write(chance.randbytes(BLOCK_BYTES))


def make_tree(folder: Path) -> None:
    """Folders with files of up to 10 kB, most of them small."""
    chance = random.Random(0)
    for number in range(FOLDERS):
        below = folder / f"folder-{number:03}" / "source"
        below.mkdir(parents=True)
        for index in range(FILES_IN_EACH):
            size = min(int(chance.expovariate(1 / 2000)), 10_000)
            (below / f"file-{index:02}.txt").write_bytes(os.urandom(size))
