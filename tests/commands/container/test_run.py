"""Messages and exit statuses of `run` if the engine does not create the container."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.engine import PlayedEngine, Refusal, pydock_on


@pytest.mark.parametrize(
    ("message", "status"),
    [
        ("No such image: x", 125),
        ("mkdir /proc/a: no such file or directory", 127),
        ("mkdir /a: permission denied", 126),
    ],
)
def test_not_made(tmp_path: Path, message: str, status: int) -> None:
    engine = PlayedEngine({"POST /containers/create": Refusal(500, message)})
    assert pydock_on(engine, tmp_path)("run", "x") == (
        status,
        "",
        f"docker: Error response from daemon: {message}\n\n"
        "Run 'docker run --help' for more information\n",
    )
