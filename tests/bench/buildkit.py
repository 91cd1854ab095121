"""`build` by BuildKit beside docker with its buildx plugin: many small files, and a large one.

A first build sends everything; a second one sends the stat of every file, and the content of none.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.bench import Bench, Program
from tests.bench.measure import Cost, run
from tests.bench.random_files import make_file, make_tree
from tests.bench.table import Row
from tests.engine.debian import Suite

GOAL, CPU_GOAL = 1.3, 1.5
TAG = "pydock-bench:buildkit"
DOCKERFILE = "FROM scratch\nCOPY . /\n"
PLUGIN = "usr/libexec/docker/cli-plugins/docker-buildx"


def rows(bench: Bench) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="pydock-bench-") as name:
        directory = Path(name)
        _add_plugin(directory / "config")
        sizes = bench.sizes
        contexts: dict[str, Callable[[Path], None]] = {
            f"{sizes.files:,} files": lambda context: make_tree(context, sizes.files),
            f"a file of {sizes.file}": lambda context: make_file(context / "file", sizes.file_mib),
        }
        for number, (what, make) in enumerate(contexts.items()):
            context = directory / str(number)
            context.mkdir()
            (context / "Dockerfile").write_text(DOCKERFILE)
            make(context)
            try:
                yield from _measured(bench, what, context, directory / "config", twice=number == 0)
            finally:
                _forget(bench)


def _measured(
    bench: Bench, what: str, context: Path, config: Path, *, twice: bool
) -> Iterator[Row]:
    def build(program: Program) -> Cost:
        environ = {**bench.environ, "DOCKER_BUILDKIT": "1"}
        if program != bench.pydock:
            environ["DOCKER_CONFIG"] = str(config)
        return run([*program, "build", "-q", "-t", TAG, str(context)], environ=environ)

    def build_anew(program: Program) -> Cost:
        """Into an engine that has nothing of the context."""
        _forget(bench)
        return build(program)

    def compare(name: str, do: Callable[[Program], Cost], rounds: int) -> Iterator[Row]:
        return bench.compare(
            f"BuildKit, {what}, {name}",
            do,
            goal=GOAL,
            cpu_goal=CPU_GOAL,
            rounds=rounds,
            without=["docker-py"],
        )

    yield from compare("first", build_anew, 3)
    if twice:
        for name in bench.programs.keys() - {"docker-py"}:
            build(bench.programs[name])
        yield from compare("second", build, 5)


def _forget(bench: Bench) -> None:
    """Remove the image, and the build cache as far as nobody uses it."""
    bench.remove_image(TAG)
    bench.prepare("builder", "prune", "--all", "--force")


def _add_plugin(config: Path) -> None:
    """A configuration for docker that has its buildx plugin."""
    suite = Suite("forky")
    suite.unpack(["docker-buildx"])
    (config / "cli-plugins").mkdir(parents=True)
    (config / "cli-plugins/docker-buildx").symlink_to(suite.root / PLUGIN)
