"""What the parts of the benchmark compare: the programs, the engine, how often."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tests.bench.measure import Cost, in_turns
from tests.bench.random_files import WHOLE, Sizes
from tests.bench.table import Row

#: the words that a program is started with; those of docker follow
Program = Sequence[str]


@dataclass(frozen=True)
class Bench:
    """`programs` are pydock and those beside it, by name; `image` is one that the engine has.

    `rounds`, when it is not 0, is how often everything is measured.
    """

    programs: Mapping[str, Program]
    environ: Mapping[str, str]
    image: str
    rounds: int = 0
    sizes: Sizes = WHOLE

    @property
    def pydock(self) -> Program:
        return self.programs["pydock"]

    def compare(
        self,
        work: str,
        do: Callable[[Program], Cost],
        *,
        goal: float = 0,
        cpu_goal: float = 0,
        rounds: int = 5,
        without: Sequence[str] = (),
    ) -> Iterator[Row]:
        """A row for each program beside pydock, except those that cannot do this work.

        The goals hold beside docker: what is beside it is there for orientation.
        """
        works = {
            name: lambda program=program: do(program)
            for name, program in self.programs.items()
            if name not in without
        }
        costs = self.in_turns(rounds, works)
        ours = costs.pop("pydock")
        for name, theirs in costs.items():
            goals = (goal, cpu_goal) if name == "docker" else (0, 0)
            yield Row(work, ours, name, theirs, *goals)

    def beside(
        self,
        name: str,
        theirs: Callable[[], Cost],
        work: str,
        ours: Callable[[], Cost],
        *,
        goal: float,
        rounds: int,
    ) -> Row:
        """A row of pydock beside something that only has a name."""
        costs = self.in_turns(rounds, {"pydock": ours, name: theirs})
        return Row(work, costs["pydock"], name, costs[name], goal)

    def in_turns(
        self, rounds: int, works: Mapping[str, Callable[[], Cost]]
    ) -> dict[str, list[Cost]]:
        """Measure works in turns; docker-py, which is slow, takes one."""
        exactly = bool(self.rounds)
        return in_turns(self.rounds or rounds, works, exactly=exactly, once=["docker-py"])

    def prepare(self, *words: str) -> str:
        """Run a command that is not measured, and return what it printed.

        Ends this process when it fails.
        """
        program = self.programs.get("docker", self.pydock)
        done = subprocess.run([*program, *words], env=self.environ, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(words)} failed: {done.stderr}")
        return done.stdout.strip()

    @contextmanager
    def container(self, name: str, command: str, *options: str) -> Iterator[str]:
        """A container of the image, that runs the shell command, while the block runs."""
        self.remove_container(name)
        self.prepare("run", "--detach", f"--name={name}", *options, self.image, "sh", "-c", command)
        try:
            yield name
        finally:
            self.remove_container(name)

    def remove_container(self, name: str) -> None:
        """Remove it, where there is one."""
        self._try("rm", "--force", name)

    def remove_image(self, name: str) -> None:
        """Remove it, where there is one."""
        self._try("rmi", "--force", name)

    def _try(self, *words: str) -> None:
        program = self.programs.get("docker", self.pydock)
        subprocess.run([*program, *words], env=self.environ, capture_output=True, check=False)
