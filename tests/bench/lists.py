"""Long lists, templates and many events, from a fake engine."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.bench import Bench, Program
from tests.bench.measure import Cost, run
from tests.bench.table import Row

GOAL = 1.0
TEMPLATES = (
    r"table {{.ID}}\t{{.Image}}\t{{.Names}}\t{{.Status}}\t{{.Ports}}",
    "{{.ID}}: {{.Command}}",
    '{{if eq .State "running"}}{{.Names}} {{.RunningFor}}{{end}}',
    '{{.Names}}{{range split .Labels ","}} {{.}}{{end}} {{printf "%-30s" .Image}}',
    "{{json .}}",
)
WORK = {
    "ps -a, 5,000 containers": ["ps", "-a"],
    **{
        f"ps -a --format, 5,000 containers, template {number}": ["ps", "-a", "--format", template]
        for number, template in enumerate(TEMPLATES, 1)
    },
    "images, 5,000 images": ["images"],
    "inspect -f with a range, 500 containers": [
        *("inspect", "-f", "{{.Name}}{{range .NetworkSettings.Networks}} {{.IPAddress}}{{end}}"),
        *(f"web-{number}" for number in range(500)),
    ],
    "events, 200,000 lines": ["events", "--since", "0", "--until", "1"],
}
#: what docker-py, which is here for orientation, has as well
_OF_DOCKER_PY = ("ps -a, 5,000 containers", "images, 5,000 images", "events, 200,000 lines")


def rows(bench: Bench) -> Iterator[Row]:
    with fake_engine() as host:
        environ = {**bench.environ, "DOCKER_HOST": host}
        for work, words in WORK.items():

            def ask(program: Program, words: Sequence[str] = words) -> Cost:
                return run([*program, *words], environ=environ)

            ask(bench.pydock)  # the engine makes its answer
            without = () if work in _OF_DOCKER_PY else ("docker-py",)
            yield from bench.compare(work, ask, goal=GOAL, without=without)


@contextmanager
def fake_engine(count: int | None = None) -> Iterator[str]:
    """The address of the engine, which runs while the block does, as a process of its own.

    Each of its answers has `count` items.
    """
    with tempfile.TemporaryDirectory(prefix="pydock-bench-") as directory:
        socket = Path(directory) / "engine.sock"
        argv = [sys.executable, "-m", "tests.bench.fake_engine", str(socket)]
        if count is not None:
            argv.append(str(count))
        with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as engine:
            assert engine.stdin is not None
            assert engine.stdout is not None
            if not engine.stdout.readline():
                sys.exit("the engine that plays one did not start")
            yield f"unix://{socket}"
            engine.stdin.close()
