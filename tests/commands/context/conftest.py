"""Runs commands inside the test, with a configuration directory of their own."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from pydock.__main__ import main
from pydock.cli.app import App
from tests.support.engine import Done

Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """run("context", "ls", environ={...}, stdin=b"..."): how it ended and what it wrote."""

    def start(*arguments: str, environ: dict[str, str] | None = None, stdin: bytes = b"") -> Done:
        streams = [io.TextIOWrapper(io.BytesIO(data), "utf-8") for data in (stdin, b"", b"")]
        environ = {
            "HOME": str(tmp_path),
            "XDG_RUNTIME_DIR": str(tmp_path / "run"),
            **(environ or {}),
        }
        status = main(list(arguments), App("pydock", environ, *streams))
        texts = []
        for stream in streams[1:]:
            stream.flush()
            stream.seek(0)
            texts.append(stream.buffer.read().decode(errors="replace"))
        return Done(status, *texts)

    return start
