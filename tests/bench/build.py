"""pydock beside the real docker: contexts of many small files and of one large one.

    python -m tests.bench.build [--host unix:///var/run/docker.sock] [--rounds 5]

Both clients send the same context to the same engine in turns; medians are printed and compared
with the targets. The exit status is 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

FILES = 20_000
LARGE_BYTES = 1 << 30
WALL_RATIO, CPU_RATIO, PEAK_MIB = 1.1, 1.5, 64
DOCKERFILE = "FROM scratch\nLABEL of=pydock-bench\n"
TAG = "pydock-bench"


class Cost(NamedTuple):
    """What one run of a program took."""

    wall_seconds: float
    cpu_seconds: float
    peak_mib: float


def run(argv: list[str], environ: dict[str, str]) -> Cost:
    """Run a program to its end; its own cost, as the kernel counted it."""
    started = time.perf_counter()
    child = os.posix_spawnp(
        argv[0],
        argv,
        environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)],
    )
    _, status, usage = os.wait4(child, 0)
    wall_seconds = time.perf_counter() - started
    if status:
        sys.exit(f"{' '.join(argv)} failed with {os.waitstatus_to_exitcode(status)}")
    return Cost(wall_seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


def many_small_files(folder: Path) -> None:
    """FILES files of up to 4 kB in 200 folders, a tenth of them for the ignore file."""
    chance = random.Random(0)
    for number in range(FILES):
        parent = folder / f"d{number % 20}" / f"s{number % 200}"
        parent.mkdir(parents=True, exist_ok=True)
        suffix = "tmp" if number // 200 % 10 == 0 else "txt"
        (parent / f"file{number}.{suffix}").write_bytes(chance.randbytes(chance.randrange(4000)))
    (folder / ".dockerignore").write_text("**/*.tmp\n.git\nnode_modules\n**/*.pyc\n!keep\n")


def one_large_file(folder: Path) -> None:
    block = random.Random(0).randbytes(1 << 20)
    with (folder / "large").open("wb") as file:
        for _ in range(LARGE_BYTES >> 20):
            file.write(block)


CONTEXTS: dict[str, Callable[[Path], None]] = {
    f"{FILES} small files": many_small_files,
    f"a file of {LARGE_BYTES >> 20} MiB": one_large_file,
}


def compare(name: str, folder: Path, programs: dict[str, str], args: argparse.Namespace) -> bool:
    """Print what a context costs each program; whether pydock keeps to the targets."""
    environ = {**os.environ, "DOCKER_BUILDKIT": "0"}
    if args.host:
        environ["DOCKER_HOST"] = args.host
    costs: dict[str, list[Cost]] = {program: [] for program in programs}
    for _ in range(args.rounds):
        for program, path in programs.items():
            costs[program].append(run([path, "build", "-q", "-t", TAG, str(folder)], environ))
    run([programs["docker"], "rmi", TAG], environ)
    medians = {program: median(found) for program, found in costs.items()}
    for program, cost in medians.items():
        print(
            f"{name:22} {program:7} wall {cost.wall_seconds:6.2f} s  CPU {cost.cpu_seconds:5.2f} s"
            f"  peak {cost.peak_mib:5.1f} MiB"
        )
    ours, theirs = medians["pydock"], medians["docker"]
    wall_ratio = ours.wall_seconds / theirs.wall_seconds
    cpu_ratio = ours.cpu_seconds / theirs.cpu_seconds
    good = wall_ratio <= WALL_RATIO and cpu_ratio <= CPU_RATIO and ours.peak_mib < PEAK_MIB
    word = "good" if good else "MISSED"
    print(f"{name:22} ratio   wall {wall_ratio:6.2f}    CPU {cpu_ratio:5.2f}    {word}", flush=True)
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="", help="the engine, that of DOCKER_HOST by default")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--docker", default=shutil.which("docker"))
    parser.add_argument("--pydock", default=str(Path(sys.executable).with_name("pydock")))
    args = parser.parse_args()
    if not args.docker:
        parser.error("no docker client to compare with")
    programs = {"docker": args.docker, "pydock": args.pydock}
    good = True
    for name, make in CONTEXTS.items():
        with tempfile.TemporaryDirectory(prefix="pydock-bench-") as folder:
            (Path(folder) / "Dockerfile").write_text(DOCKERFILE)
            make(Path(folder))
            good = compare(name, Path(folder), programs, args) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
