"""How the cost of commands grows with the number of objects, and with large contexts.

All of it with a fake engine, so that the figures are those of the clients.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from tests.bench.bench import Bench, Program
from tests.bench.lists import fake_engine
from tests.bench.measure import Cost, run
from tests.bench.table import Growth, Row

ROUNDS = 3
GOAL = 1.1
FILES_IN_EACH = 1_000
DOCKERFILE = "FROM scratch\nLABEL of=pydock-bench\n"


def works(context: Path) -> dict[str, Sequence[str]]:
    """Each with as many items as the engine, or the context, has."""
    return {
        "ps -a, containers": ["ps", "-a"],
        "ps -a --format, containers": ["ps", "-a", "--format", "{{.ID}} {{.Names}} {{.Ports}}"],
        "build, files in the context": ["build", "-q", str(context)],
        "cp in, files": ["cp", str(context), "web:/tmp"],
        "logs, lines": ["logs", "web"],
        "events, events": ["events", "--since", "0", "--until", "1"],
        "pull, layers": ["pull", "busybox"],
    }


def growth(bench: Bench) -> Iterator[Growth]:
    """Yield the figures of each work for each count."""
    found: dict[str, list[Growth]] = {}
    with tempfile.TemporaryDirectory(prefix="pydock-bench-") as name:
        for fewer, count in pairwise((0, *bench.sizes.counts)):
            context = Path(name)
            _add_files(context, fewer, count)
            with fake_engine(count) as host:
                environ = _environ(bench, host)
                for work, words in works(context).items():
                    programs = {
                        name: partial(_run, bench.programs[name], words, environ)
                        for name in ("pydock", "docker")
                        if name in bench.programs
                    }
                    _run(bench.pydock, words, environ)  # the engine makes its answer
                    costs = bench.in_turns(ROUNDS, programs)
                    before = found.setdefault(work, [])
                    before.append(
                        Growth(work, count, costs["pydock"], costs.get("docker", []), before[-1:])
                    )
    for rows in found.values():
        yield from rows


def rows(bench: Bench) -> Iterator[Row]:
    """Contexts of many files and rules, and of one sparse file."""
    sizes = bench.sizes
    with fake_engine() as host, tempfile.TemporaryDirectory(prefix="pydock-bench-") as name:
        environ = _environ(bench, host)

        def build(context: Path, program: Program) -> Cost:
            return _run(program, ["build", "-q", str(context)], environ)

        many, sparse = Path(name) / "many", Path(name) / "sparse"
        _add_files(many, 0, sizes.many_files)
        (many / ".dockerignore").write_text("".join(f"{rule}\n" for rule in _rules(sizes.rules)))
        yield from bench.compare(
            f"build, {sizes.many_files:,} files, {sizes.rules} rules",
            partial(build, many),
            goal=GOAL,
            rounds=1,
            without=["docker-py"],
        )
        _add_files(sparse, 0, 1)
        with (sparse / "file").open("wb") as file:
            file.truncate(sizes.sparse_gib << 30)
        build(sparse, bench.pydock)  # the first to read it makes the pages of the cache
        yield from bench.compare(
            f"build, a sparse file of {sizes.sparse_gib} GiB",
            partial(build, sparse),
            goal=GOAL,
            rounds=1,
            without=["docker-py"],
        )


def _run(program: Program, words: Sequence[str], environ: dict[str, str]) -> Cost:
    return run([*program, *words], environ=environ)


def _environ(bench: Bench, host: str) -> dict[str, str]:
    return {**bench.environ, "DOCKER_HOST": host, "DOCKER_BUILDKIT": "0"}


def _add_files(context: Path, fewer: int, count: int) -> None:
    """Add to the files of a context, of which the Dockerfile is one."""
    for number in range(fewer, count):
        directory = context / f"directory-{number // FILES_IN_EACH:03}"
        if number % FILES_IN_EACH == 0 or not number:
            directory.mkdir(parents=True, exist_ok=True)
        if number:
            (directory / f"file-{number % FILES_IN_EACH:03}.txt").write_bytes(b"x" * 100)
        else:
            (context / "Dockerfile").write_text(DOCKERFILE)


def _rules(count: int) -> Iterator[str]:
    """Yield rules of all kinds, which leave out nothing."""
    kinds = (
        "**/*.kind{}",
        "directory-9{}/**/cache",
        "docs/{}/*.md",
        "!docs/{}/keep.md",
        "**/tmp{}/",
    )
    for number in range(count):
        yield kinds[number % len(kinds)].format(number)
