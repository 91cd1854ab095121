"""A played engine, and `compose` of a directory on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.compose_engine import ComposeEngine
from tests.support.engine import Done, pydock_on

Compose = Callable[..., Done]


@pytest.fixture
def engine() -> ComposeEngine:
    return ComposeEngine()


@pytest.fixture
def compose(engine: ComposeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compose:
    """pydock's own `compose` in the test's directory."""
    monkeypatch.chdir(tmp_path)
    run = pydock_on(engine, tmp_path, environ={"PYDOCK_COMPOSE": "own"})

    def command(*arguments: str, **more: str) -> Done:
        return run("compose", *arguments, **more)

    return command
