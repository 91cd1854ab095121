"""pydock as a program that runs in this process, which is quicker than one of its own."""

import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, cast

from pydock.__main__ import main
from pydock.cli.app import App
from tests.engine.program import Outcome, Program


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
        with TemporaryFile(buffering=0) as given, TemporaryFile() as out, TemporaryFile() as err:
            given.write(data)
            given.seek(0)
            streams = [
                io.TextIOWrapper(cast(Any, file), "utf-8", "surrogateescape", write_through=True)
                for file in (io.BufferedReader(given), out, err)
            ]
            before = Path.cwd()
            os.chdir(cwd or self.home)
            try:
                status = main(words, App("pydock", self._with(env), *streams))
            finally:
                os.chdir(before)
            written = []
            for stream in streams[1:]:
                stream.flush()
                stream.buffer.seek(0)
                written.append(stream.buffer.read())
        return Outcome(["pydock", *words], status, *written)
