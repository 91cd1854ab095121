"""How fast pydock is beside the real docker, docker-py and the bare interpreter.

Prints the table, that of compose and that of growth; without a PART, all of it, which takes 30
minutes and 4 GiB of room for temporary files and as much where the engine keeps its data. Programs
take turns, so that only the ratios mean something, and only on a quiet machine. PYDOCK_TEST_COMPOSE
names the plugin that compose is compared with. Without an engine named, one is
started.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pydock
from tests.bench import (
    build,
    buildkit,
    compose,
    cp,
    growth,
    images,
    lists,
    start,
    streams,
    table,
    terminal,
)
from tests.bench.bench import Bench, Program
from tests.bench.random_files import SMALL, WHOLE
from tests.bench.table import Row
from tests.engine.busybox import IMAGE
from tests.engine.machine import clear, own_directory
from tests.engine.names import DEFAULT_ENGINE, ENGINES

PARTS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "start": start.rows,
    "lists": lists.rows,
    "streams": streams.rows,
    "cp": cp.rows,
    "images": images.rows,
    "build": build.rows,
    "buildkit": buildkit.rows,
    "terminal": terminal.rows,
    "growth": growth.rows,
}


def main() -> int:
    """Print the table; the status is 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join((*PARTS, "compose")))
    parser.add_argument("--host", default=os.environ.get("DOCKER_HOST"), help="unix://PATH")
    parser.add_argument("--image", default=IMAGE, help="with a shell, in the engine already")
    parser.add_argument("--rounds", type=int, default=0, metavar="N", help="turns of each")
    parser.add_argument("--small", action="store_true", help="little work, to try it out")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the table here as well")
    parser.add_argument("--pydock", default=str(Path(sys.executable).with_name("pydock")))
    parser.add_argument("--docker", default=shutil.which("docker"))
    args = parser.parse_args()
    parts = args.parts or [*PARTS, "compose"]
    if unknown := set(parts) - {*PARTS, "compose"}:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    with _engine(args.host) as host:
        environ = _as_installed()
        environ["DOCKER_HOST"] = host
        programs = _programs(args.pydock, args.docker)
        sizes = SMALL if args.small else WHOLE
        bench = Bench(programs, environ, args.image, args.rounds, sizes)
        rows = _printed(row for part in parts if part in PARTS for row in PARTS[part](bench))
        composed = _printed(compose.rows(bench)) if "compose" in parts else []
        grown = [*growth.growth(bench)] if "growth" in parts else []
        if grown:
            print(table.growth_table(grown))
        if args.write:
            command_line = shlex.join(["python", "-m", "tests.bench", *sys.argv[1:]])
            docker = bench.prepare("--version")
            engine = bench.prepare("version", "--format={{.Server.Version}}")
            table.write(args.write, rows, composed, grown, command_line, docker, engine)
    return int(any(row.missed() for row in (*rows, *composed)))


def _printed(rows: Iterable[Row]) -> list[Row]:
    """Print rows as they come, as a table; return them."""
    found: list[Row] = []
    for row in rows:
        if not found:
            print(table.heading())
        print(row, flush=True)
        found.append(row)
    if found:
        print(table.ending(), flush=True)
    return found


def _as_installed() -> dict[str, str]:
    """The environment without what slows every Python down; what pip compiles is compiled."""
    compileall.compile_dir(str(Path(pydock.__file__).parent), quiet=1)
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}


def _programs(pydock: str, docker: str | None) -> dict[str, Program]:
    """Those that are there."""
    programs: dict[str, Program] = {"pydock": [pydock]}
    if docker:
        programs["docker"] = [docker]
    if find_spec("docker"):
        programs["docker-py"] = [sys.executable, str(Path(__file__).with_name("docker_py.py"))]
    return programs


@contextmanager
def _engine(host: str | None) -> Iterator[str]:
    """The address of the engine: the given one, or one that runs while the block does."""
    if host:
        yield host
        return
    directory = own_directory()
    service = ENGINES[DEFAULT_ENGINE](directory / "engine", dies_with_parent=True)
    try:
        service.start()
        yield service.host
    finally:
        service.stop()
        clear(directory)


if __name__ == "__main__":
    sys.exit(main())
