"""`build` with a context of many small files, a tenth of them ignored, and one of a large file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.bench import Bench, Program
from tests.bench.measure import Cost, run
from tests.bench.random_files import make_file, make_tree
from tests.bench.table import Row

GOAL, CPU_GOAL = 1.1, 1.5
TAG = "pydock-bench:build"
DOCKERFILE = "FROM scratch\nLABEL of=pydock-bench\n"
IGNORED = "**/*.tmp\n.git\nnode_modules\n**/*.pyc\n!keep\n"


def rows(bench: Bench) -> Iterator[Row]:
    sizes = bench.sizes
    contexts: dict[str, Callable[[Path], None]] = {
        f"build, {sizes.files:,} files": lambda directory: make_tree(directory, sizes.files),
        f"build, a file of {sizes.file}": lambda directory: make_file(
            directory / "file", sizes.file_mib
        ),
    }
    # The builder of the engine itself, which gets the whole context.
    environ = {**bench.environ, "DOCKER_BUILDKIT": "0"}
    for work, make in contexts.items():
        with tempfile.TemporaryDirectory(prefix="pydock-bench-") as directory:
            (Path(directory) / "Dockerfile").write_text(DOCKERFILE)
            (Path(directory) / ".dockerignore").write_text(IGNORED)
            make(Path(directory))

            def build(program: Program, directory: str = directory) -> Cost:
                return run([*program, "build", "-q", "-t", TAG, directory], environ=environ)

            try:
                yield from bench.compare(work, build, goal=GOAL, cpu_goal=CPU_GOAL)
            finally:
                bench.remove_image(TAG)
