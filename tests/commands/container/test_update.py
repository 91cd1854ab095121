"""`update` over several containers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.engine import Done, PlayedEngine, Refusal, pydock_on


@pytest.fixture
def engine() -> PlayedEngine:
    """An engine with the containers a and b."""
    return PlayedEngine({
        **{f"POST /containers/{name}/update": {"Warnings": [f"about {name}"]} for name in "ab"},
        "POST /containers/nope/update": Refusal(404, "No such container: nope"),
    })  # fmt: skip


@pytest.fixture
def update(engine: PlayedEngine, tmp_path: Path) -> Callable[..., Done]:
    run = pydock_on(engine, tmp_path)
    return lambda *arguments: run("update", *arguments)


def test_all_are_updated(update: Callable[..., Done], engine: PlayedEngine) -> None:
    assert update("-m", "5m", "a", "b") == (0, "a\nb\nabout a\nabout b\n", "")
    assert engine.requests == ["POST /containers/a/update", "POST /containers/b/update"]
    assert engine.bodies == [{"Memory": 5242880}] * 2


def test_the_others_are_updated_after_a_failure(update: Callable[..., Done]) -> None:
    assert update("--restart", "no", "a", "nope", "b") == (
        1,
        "a\nb\nabout a\nabout b\n",
        "Error response from daemon: No such container: nope\n",
    )


@pytest.mark.parametrize(
    ("arguments", "errors"),
    [
        (["a"], "you must provide one or more flags when using this command\n"),
        (
            ["--restart", "a:b", "a"],
            "invalid restart policy format: maximum retry count must be an integer\n",
        ),
    ],
)
def test_refused(
    update: Callable[..., Done], engine: PlayedEngine, arguments: list[str], errors: str
) -> None:
    assert update(*arguments) == (1, "", errors)
    assert engine.requests == []
