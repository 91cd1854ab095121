"""pydock as a program that runs in this process, which is quicker than one of its own."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydock.__main__ import main
from pydock.cli.app import App
from tests.engine.program import Outcome, Program
from tests.support.engine import file_streams, written


class InProcess(Program):
    """pydock with a configuration of its own, and files as its streams."""

    def __init__(self, home: Path, host: str | None = None, *, words: Sequence[str] = ()) -> None:
        """`words` stand in front of the arguments."""
        super().__init__(["pydock", *words], home, host)

    def __call__(
        self,
        *args: str,
        input: bytes | str | None = None,
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        limit_seconds: float = 0,
    ) -> Outcome:
        """Run it to its end, without a time limit."""
        data = input.encode() if isinstance(input, str) else input or b""
        words = [*self.argv[1:], *args]
        with file_streams(data) as streams:
            before = Path.cwd()
            os.chdir(cwd or self.home)
            try:
                status = main(words, App("pydock", self._with(env), *streams))
            finally:
                os.chdir(before)
            return Outcome(["pydock", *words], status, *map(written, streams[1:]))
