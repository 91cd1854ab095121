"""Output and input of containers: logs, and exec in both directions."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.bench import Bench, Program
from tests.bench.measure import Cost, run
from tests.bench.random_files import make_file
from tests.bench.table import Row

LOGS_GOAL, EXEC_GOAL = 0.8, 1.0


def rows(bench: Bench) -> Iterator[Row]:
    yield from _logs(bench)
    yield from _exec(bench)


def _logs(bench: Bench) -> Iterator[Row]:
    lines = bench.sizes.log_lines
    logged = f"yes {'x' * 60} | head -n {lines}"
    # The engine keeps all of it, and no more than this.
    bounded = ("--log-driver=json-file", "--log-opt=max-size=1g")
    with (
        bench.container("pydock-bench-logs", logged, *bounded) as container,
        tempfile.TemporaryDirectory(prefix="pydock-bench-") as directory,
    ):
        bench.prepare("wait", container)
        file = str(Path(directory) / "logs")

        def to_a_file(program: Program) -> Cost:
            return run([*program, "logs", container], environ=bench.environ, stdout=file)

        def to_a_pipe(program: Program) -> Cost:
            return run([*program, "logs", container], ["cat"], environ=bench.environ)

        yield from bench.compare(f"logs, {lines:,} lines to a file", to_a_file, goal=LOGS_GOAL)
        yield from bench.compare(f"logs, {lines:,} lines to a pipe", to_a_pipe, goal=LOGS_GOAL)


def _exec(bench: Bench) -> Iterator[Row]:
    waiting = "trap exit TERM; sleep 100000 & wait"
    with (
        bench.container("pydock-bench-exec", waiting) as container,
        tempfile.TemporaryDirectory(prefix="pydock-bench-") as directory,
    ):
        mib = bench.sizes.file_mib
        bench.prepare("exec", container, "dd", "if=/dev/zero", "of=/file", "bs=1M", f"count={mib}")
        file = Path(directory) / "file"
        make_file(file, mib)

        def out(program: Program, stdout: str = os.devnull, *reader: list[str]) -> Cost:
            argv = [*program, "exec", container, "cat", "/file"]
            return run(argv, *reader, environ=bench.environ, stdout=stdout)

        def out_to_a_pipe(program: Program) -> Cost:
            return out(program, os.devnull, ["cat"])

        def into(program: Program) -> Cost:
            argv = [*program, "exec", "-i", container, "sh", "-c", "cat >/dev/null"]
            return run(argv, environ=bench.environ, stdin=str(file))

        size = bench.sizes.file
        yield from bench.compare(f"exec cat of {size} to /dev/null", out, goal=EXEC_GOAL)
        yield from bench.compare(f"exec cat of {size} to a pipe", out_to_a_pipe, goal=EXEC_GOAL)
        yield from bench.compare(f"exec -i with {size} of input", into, goal=EXEC_GOAL)
