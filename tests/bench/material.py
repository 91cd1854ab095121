"""What the programs have to carry: files of noise, which nothing on the way makes smaller."""

from __future__ import annotations

import os
import random
from pathlib import Path

FILE_BYTES = 1 << 30
BLOCK_BYTES = 1 << 20
FOLDERS, FILES_IN_EACH = 200, 100
FILES = FOLDERS * FILES_IN_EACH


def make_file(path: Path) -> None:
    """A file of FILE_BYTES."""
    with path.open("wb") as file:
        for _ in range(FILE_BYTES // BLOCK_BYTES):
            file.write(os.urandom(BLOCK_BYTES))


def make_tree(folder: Path) -> None:
    """FILES files of up to 10 kB, most of them small; a tenth of each folder are named .tmp."""
    chance = random.Random(0)
    for number in range(FOLDERS):
        below = folder / f"folder-{number:03}" / "source"
        below.mkdir(parents=True)
        for index in range(FILES_IN_EACH):
            size = min(int(chance.expovariate(1 / 2000)), 10_000)
            suffix = "tmp" if index % 10 == 0 else "txt"
            (below / f"file-{index:02}.{suffix}").write_bytes(os.urandom(size))
