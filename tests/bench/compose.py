"""`compose` of pydock's own beside docker's plugin, which PYDOCK_TEST_COMPOSE names."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.bench import Bench
from tests.bench.measure import Cost, run
from tests.bench.table import Row

CPU_GOAL = 1.0
PLUGIN = "docker compose"
#: how often a project is made and removed; `config` and `ps` are measured more often
ROUNDS = 3


def rows(bench: Bench) -> Iterator[Row]:
    """Rows of a table of its own; there are none without a plugin."""
    if "docker" not in bench.programs or "PYDOCK_TEST_COMPOSE" not in os.environ:
        print("compose: not measured, PYDOCK_TEST_COMPOSE names no plugin of docker compose")
        return
    with tempfile.TemporaryDirectory(prefix="pydock-bench-") as name:
        directory = Path(name)
        compose = _Compose(bench, directory)
        services = bench.sizes.services
        large = _write(directory / "large", _large(2 * services))
        config = bench.in_turns(
            10, {program: compose.work(program, large, "config") for program in compose.programs}
        )
        yield _row(f"config, {2 * services} services", config)
        many = _write(directory / "many", _many(services, bench.image))
        yield from _life(bench, compose, many, services)


def _life(bench: Bench, compose: _Compose, file: Path, services: int) -> Iterator[Row]:
    """What one program does with a project, from `up` to `down`, then the other one."""
    steps = {
        f"up -d, {services} services": ["up", "-d"],
        "up -d, again": ["up", "-d"],
        f"ps, {services} services": ["ps"],
        "ps without files": ["ps"],
        f"down, {services} services": ["down", "-t", "0"],
    }
    costs: dict[str, dict[str, list[Cost]]] = {
        work: {program: [] for program in compose.programs} for work in steps
    }
    try:
        for _ in range(bench.rounds or ROUNDS):
            for program in compose.programs:
                for work, words in steps.items():
                    given = None if "without" in work else file
                    costs[work][program].append(compose.work(program, given, *words)())
    finally:
        compose.work("pydock", file, "down", "-t", "0")()
    for work in steps:
        yield _row(work, costs[work])


class _Compose:
    """Runs both programs on projects called "bench"."""

    def __init__(self, bench: Bench, directory: Path) -> None:
        plugins = directory / "config" / "cli-plugins"
        plugins.mkdir(parents=True)
        (plugins / "docker-compose").symlink_to(os.environ["PYDOCK_TEST_COMPOSE"])
        self._environ = {**bench.environ, "DOCKER_CONFIG": str(plugins.parent)}
        self.programs = {
            "pydock": [*bench.pydock, "compose"],
            PLUGIN: [*bench.programs["docker"], "compose"],
        }

    def work(self, program: str, file: Path | None, *words: str) -> Callable[[], Cost]:
        """Return what runs a command of a program on the project of a file."""
        where = ["-p", "bench", *(["-f", str(file)] if file else [])]
        environ = {**self._environ, "PYDOCK_COMPOSE": "own"}
        return lambda: run([*self.programs[program], *where, *words], environ=environ)


def _row(work: str, costs: dict[str, list[Cost]]) -> Row:
    return Row(work, costs["pydock"], PLUGIN, costs[PLUGIN], cpu_goal=CPU_GOAL)


def _write(path: Path, text: str) -> Path:
    path.mkdir()
    file = path / "compose.yaml"
    file.write_text(text)
    return file


def _large(services: int) -> str:
    """A project whose services have much of what is common."""
    lines = ["services:"]
    for number in range(services):
        lines += [
            f"  service{number}:",
            f"    image: registry.test/image{number}:1.2",
            "    command: [serve, --port, '80']",
            f"    ports: ['{8000 + number}:80']",
            "    environment: {A: b, HOME: '${HOME:-/root}'}",
            "    volumes: ['data:/data', './source:/source:ro']",
            "    healthcheck: {test: [CMD, check], interval: 5s}",
            "    networks: [front, back]",
            "    restart: unless-stopped",
            "    labels: {key: value}",
            *([f"    depends_on: [service{number - 1}]"] if number % 5 else []),
        ]
    return "\n".join([*lines, "networks: {front: {}, back: {}}", "volumes: {data: {}}", ""])


def _many(services: int, image: str) -> str:
    """A project of small containers, in groups that depend on one of them."""
    lines = ["services:"]
    for number in range(services):
        lines += [
            f"  service{number}:",
            f"    image: {image}",
            "    command: [sleep, '1000']",
            *([f"    depends_on: [service{number - number % 5}]"] if number % 5 else []),
        ]
    return "\n".join([*lines, ""])
