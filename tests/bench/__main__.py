"""`python -m tests.bench [PART...]`: print the table of ratios beside the real docker.

    python -m tests.bench --host unix:///var/run/docker.sock start lists

Without a part all of them are run. Medians of several runs in turns, all in one go: only the
ratios mean something, and only on a quiet machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.bench import cp, lists, start, terminal
from tests.bench.measure import HEADER, Row

Part = Callable[[str, "str | None", Mapping[str, str], str], Iterator[Row]]

PARTS: dict[str, Part] = {
    "start": start.rows,
    "lists": lists.rows,
    "cp": cp.rows,
    "terminal": terminal.rows,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--host", default=os.environ.get("DOCKER_HOST", ""))
    parser.add_argument("--image", default="busybox")
    parser.add_argument("--pydock", default=str(Path(sys.executable).with_name("pydock")))
    parser.add_argument("--docker", default=shutil.which("docker"))
    args = parser.parse_args()
    environ = {**os.environ, "DOCKER_BUILDKIT": "0"}
    if args.host:
        environ["DOCKER_HOST"] = args.host
    print(HEADER)
    for part in args.parts or PARTS:
        for row in PARTS[part](args.pydock, args.docker, environ, args.image):
            print(row, flush=True)


if __name__ == "__main__":
    main()
