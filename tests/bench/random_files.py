"""Files of random bytes, which do not compress, as input of the benchmarks."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from pathlib import Path

BLOCK_BYTES = 1 << 20
FILES_IN_EACH = 100


@dataclass(frozen=True)
class Sizes:
    """How much work the benchmark does."""

    file_mib: int
    files: int
    log_lines: int
    terminal_mb: int
    #: how many items the tables of growth have
    counts: tuple[int, ...]
    #: files and ignore rules of a large context
    many_files: int
    rules: int
    sparse_gib: int
    #: of a Compose project
    services: int

    @property
    def file(self) -> str:
        """Return the size of a file in words."""
        return f"{self.file_mib >> 10} GiB" if self.file_mib >= 1024 else f"{self.file_mib} MiB"


WHOLE = Sizes(1024, 10_000, 1_000_000, 60, (10, 100, 1_000, 10_000, 100_000), 200_000, 200, 10, 50)
#: to see whether it works
SMALL = Sizes(16, 200, 10_000, 2, (10, 100, 1_000), 2_000, 200, 1, 5)


def make_file(path: Path, mib: int) -> None:
    with path.open("wb") as file:
        for _ in range(mib):
            file.write(os.urandom(BLOCK_BYTES))


def make_tree(directory: Path, files: int) -> None:
    """Files of up to 10 kB, most of them small; a tenth of each directory is named .tmp."""
    chance = random.Random(0)
    for number in range(files):
        index = number % FILES_IN_EACH
        below = directory / f"directory-{number // FILES_IN_EACH:04}" / "source"
        if index == 0:
            below.mkdir(parents=True)
        size = min(int(chance.expovariate(1 / 2000)), 10_000)
        suffix = "tmp" if index % 10 == 0 else "txt"
        (below / f"file-{index:02}.{suffix}").write_bytes(os.urandom(size))
