"""The checkpoint commands on a played engine: a real one needs criu."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.engine import PlayedEngine, Refusal, pydock_on

PLACE = "/containers/web/checkpoints"


def experimental(answers: dict[str, Any]) -> PlayedEngine:
    engine = PlayedEngine(answers)
    engine.experimental = True
    return engine


@pytest.mark.parametrize(
    ("names", "out"),
    [
        (None, "CHECKPOINT NAME\n"),  # as Go writes an empty list
        (["first", "second"], "CHECKPOINT NAME\nfirst\nsecond\n"),
    ],
)
def test_ls(tmp_path: Path, names: list[str] | None, out: str) -> None:
    found = None if names is None else [{"Name": name} for name in names]
    pydock = pydock_on(experimental({f"GET {PLACE}": lambda _: found}), tmp_path)
    assert pydock("checkpoint", "ls", "web") == (0, out, "")


def test_create_and_rm(tmp_path: Path) -> None:
    engine = experimental({f"POST {PLACE}": (), f"DELETE {PLACE}/first": ()})
    pydock = pydock_on(engine, tmp_path)
    assert pydock("checkpoint", "create", "web", "first") == (0, "first\n", "")
    assert pydock("checkpoint", "rm", "--checkpoint-dir", "/d", "web", "first") == (0, "", "")
    assert engine.requests == [f"POST {PLACE}", f"DELETE {PLACE}/first?dir=/d"]


def test_what_the_engine_refuses(tmp_path: Path) -> None:
    refused = Refusal(404, "No such container: web")
    pydock = pydock_on(experimental({f"GET {PLACE}": refused}), tmp_path)
    assert pydock("checkpoint", "ls", "web") == (
        1, "", "Error response from daemon: No such container: web\n",
    )  # fmt: skip


def test_an_engine_without_experiments(tmp_path: Path) -> None:
    assert pydock_on(PlayedEngine({}), tmp_path)("checkpoint", "ls", "web") == (
        1, "", "docker checkpoint ls is only supported on a Docker daemon with experimental "
        "features enabled\n",
    )  # fmt: skip
