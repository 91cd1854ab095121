"""Run a program as a user would, and keep its output."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

LIMIT_SECONDS = 60.0
REFUSED = "refused: "
REFUSAL = re.compile(
    r"[^\n]+ requires API version (?P<needs>\d\.\d+), "
    r"but the Docker daemon API version is (?P<has>\d\.\d+)"
)


@dataclass(frozen=True)
class Outcome:
    """How a run of a program ended: what it wrote and its exit status."""

    argv: Sequence[str]
    status: int
    out_bytes: bytes
    err_bytes: bytes

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.out_bytes.decode(errors="replace")

    @property
    def err(self) -> str:
        """Standard error as text."""
        return self.err_bytes.decode(errors="replace")

    def ok(self) -> Outcome:
        """Itself, when the program succeeded; AssertionError, with its words, when not."""
        assert self.status == 0, f"{' '.join(self.argv)}\nstatus {self.status}\n{self.err}"
        return self


class Program:
    """A client such as pydock or docker, with a home directory and settings of its own."""

    def __init__(
        self, argv: Sequence[str], home: Path, host: str | None, api_version: str = ""
    ) -> None:
        self.argv = tuple(argv)
        self.home = home
        self.config = home / ".docker"
        self.api_version = api_version
        self.environ = _clean_environ()
        self.environ.update(HOME=str(home), DOCKER_CONFIG=str(self.config))
        if host is not None:
            self.environ["DOCKER_HOST"] = host

    @property
    def name(self) -> str:
        """What it calls itself in its messages."""
        return Path(self.argv[0]).name

    def at_least(self, api_version: str) -> bool:
        """Does it speak this version of the API with the engine, or a newer one?"""
        return version_numbers(self.api_version) >= version_numbers(api_version)

    def __call__(
        self,
        *args: str,
        input: bytes | str | None = None,
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        limit_seconds: float = LIMIT_SECONDS,
    ) -> Outcome:
        """Run it to its end. `env` adds variables, or removes those whose value is None."""
        data = input.encode() if isinstance(input, str) else input
        done = subprocess.run(
            [*self.argv, *args],
            input=data,
            stdin=subprocess.DEVNULL if data is None else None,
            capture_output=True,
            env=self._with(env),
            cwd=cwd or self.home,
            timeout=limit_seconds,
            check=False,
        )
        outcome = Outcome(done.args, done.returncode, done.stdout, done.stderr)
        if "DOCKER_API_VERSION" not in (env or {}):
            self._skip_if_refused(outcome.err)
        return outcome

    def log_in(self, registry: str, user: str, password: str) -> None:
        """Write a login into its config.json, as `login` would have."""
        secret = base64.b64encode(f"{user}:{password}".encode()).decode()
        self.config.mkdir(exist_ok=True)
        settings = {"auths": {registry: {"auth": secret}}}
        (self.config / "config.json").write_text(json.dumps(settings))

    @contextmanager
    def running(
        self, *args: str, env: Mapping[str, str | None] | None = None, cwd: Path | None = None
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Run it with all three streams as pipes; it is killed if it still runs at the end.

        So it is when it takes too long, lest a test wait for its output for ever.
        """
        child = subprocess.Popen(
            [*self.argv, *args],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self._with(env),
            cwd=cwd or self.home,
        )
        too_long = threading.Timer(LIMIT_SECONDS, child.kill)
        too_long.start()
        with child:
            try:
                yield child
            except AssertionError:
                if child.poll() is not None and child.stderr is not None:
                    self._skip_if_refused(child.stderr.read().decode(errors="replace"))
                raise
            finally:
                too_long.cancel()
                child.kill()

    def _skip_if_refused(self, errors: str) -> None:
        """In a run of the matrix, end the test when pydock has refused it, and rightly so.

        Rightly is: its sentence names a version of the API newer than the one in force.
        """
        refusal = REFUSAL.search(errors)
        if "PYDOCK_TEST_MATRIX" not in os.environ or refusal is None:
            return
        if refusal["has"] == self.api_version and not self.at_least(refusal["needs"]):
            pytest.skip(f"{REFUSED}{refusal[0]}")

    def _with(self, changes: Mapping[str, str | None] | None) -> dict[str, str]:
        environ = {**self.environ, **(changes or {})}
        return {name: value for name, value in environ.items() if value is not None}


def _clean_environ() -> dict[str, str]:
    """The environment without the user's own settings of docker, and with a fixed language."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DOCKER_", "BUILDX_", "COMPOSE_", "CONTAINER_", "LC_"))
    }
    if "DOCKER_API_VERSION" in os.environ:
        kept["DOCKER_API_VERSION"] = os.environ["DOCKER_API_VERSION"]
    kept.update(LC_ALL="C.UTF-8", TERM="xterm", TZ="UTC", DOCKER_CLI_HINTS="false")
    kept.setdefault("GOMAXPROCS", "1")  # Go starts sooner
    return kept


def version_numbers(version: str) -> tuple[int, ...]:
    """A version such as "1.41" as numbers, which compare as versions do."""
    return tuple(int(part) for part in version.split("."))
