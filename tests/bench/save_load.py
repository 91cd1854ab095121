"""pydock beside the real docker: an image of 1 GiB through `save | load`.

    python -m tests.bench.save_load [--host unix:///var/run/docker.sock] [--rounds 3]

Both clients move the same image out of the same engine and in again, in turns; medians are
printed and compared with the targets. The exit status is 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tarfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, NamedTuple

IMAGE_BYTES = 1 << 30
BLOCK_BYTES = 1 << 20
WALL_RATIO, PEAK_MIB = 1.05, 64
TAG = "pydock-bench:save-load"


class Cost(NamedTuple):
    """What one `save | load` took; `peak_mib` is that of the larger of both processes."""

    wall_seconds: float
    cpu_seconds: float
    peak_mib: float


class _Blocks:
    """IMAGE_BYTES of noise as a file to read: what no engine can make smaller."""

    def __init__(self) -> None:
        self._chance = random.Random(0)

    def read(self, size: int) -> bytes:
        return self._chance.randbytes(size)


def make_image(program: str, environ: dict[str, str]) -> None:
    """Import an image of one file of noise."""
    argv = [program, "import", "-", TAG]
    with subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environ
    ) as child:
        assert child.stdin is not None
        with tarfile.open(fileobj=child.stdin, mode="w|", bufsize=BLOCK_BYTES) as archive:
            member = tarfile.TarInfo("noise")
            member.size = IMAGE_BYTES
            archive.addfile(member, _as_file(_Blocks()))
    if child.returncode:
        sys.exit("cannot import the image to move")


def _as_file(blocks: _Blocks) -> IO[bytes]:
    return blocks  # type: ignore[return-value]


def run(program: str, environ: dict[str, str]) -> Cost:
    """`program save | program load`, and what both cost together."""
    started = time.perf_counter()
    read_end, write_end = os.pipe()
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    save = os.posix_spawnp(
        program, [program, "save", TAG], environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, write_end, 1), (os.POSIX_SPAWN_CLOSE, read_end)],
    )  # fmt: skip
    load = os.posix_spawnp(
        program, [program, "load"], environ,
        file_actions=[
            (os.POSIX_SPAWN_DUP2, read_end, 0), (os.POSIX_SPAWN_CLOSE, write_end), *quiet,
        ],
    )  # fmt: skip
    os.close(read_end)
    os.close(write_end)
    usages = []
    for child in (save, load):
        _, status, usage = os.wait4(child, 0)
        if status:
            sys.exit(f"{program} failed with {os.waitstatus_to_exitcode(status)}")
        usages.append(usage)
    return Cost(
        time.perf_counter() - started,
        sum(usage.ru_utime + usage.ru_stime for usage in usages),
        max(usage.ru_maxrss for usage in usages) / 1024,
    )


def median(costs: Sequence[Cost]) -> Cost:
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="", help="the engine, that of DOCKER_HOST by default")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--docker", default=shutil.which("docker"))
    parser.add_argument("--pydock", default=str(Path(sys.executable).with_name("pydock")))
    args = parser.parse_args()
    if not args.docker:
        parser.error("no docker client to compare with")
    environ = {**os.environ, **({"DOCKER_HOST": args.host} if args.host else {})}
    make_image(args.docker, environ)
    costs: dict[str, list[Cost]] = {args.docker: [], args.pydock: []}
    try:
        for _ in range(args.rounds):
            for program, found in costs.items():
                found.append(run(program, environ))
    finally:
        subprocess.run(
            [args.docker, "rmi", TAG], env=environ, stdout=subprocess.DEVNULL, check=False
        )
    theirs, ours = (median(found) for found in costs.values())
    for name, cost in (("docker", theirs), ("pydock", ours)):
        print(
            f"{name:7} wall {cost.wall_seconds:6.2f} s  CPU {cost.cpu_seconds:5.2f} s"
            f"  peak {cost.peak_mib:5.1f} MiB"
        )
    ratio = ours.wall_seconds / theirs.wall_seconds
    good = ratio <= WALL_RATIO and ours.peak_mib < PEAK_MIB
    print(f"ratio   wall {ratio:6.2f}  {'good' if good else 'MISSED'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
