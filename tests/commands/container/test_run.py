"""Messages and exit statuses of `run` when the engine fails or sends something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.program import Program
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


@pytest.mark.parametrize("api_version", ["1.24", "1.25", "1.30"])
@pytest.mark.parametrize(
    "answer",
    [
        b"", b"[", b"[]", b"null", b'{"Action": 1}', b"[" * 100_000,
        b'{"Action": "die", "Actor": 1}', b'{"Action": "die", "Actor": {"Attributes": ["x"]}}',
        b'{"Action": "die", "Actor": {"Attributes": {"exitCode": "x"}}}',
        b'{"StatusCode": "x"}', b'{"Error": 1, "StatusCode": 0}', b'{"StatusCode": null}',
    ],
)  # fmt: skip
def test_an_exit_status_of_another_shape(answer: bytes, api_version: str, tmp_path: Path) -> None:
    engine = PlayedEngine(
        {
            "POST /containers/create": {"Id": "4f"},
            "POST /containers/4f/attach": b"",
            "POST /containers/4f/start": b"",
            "POST /containers/4f/wait": answer,
            "GET /events": answer,
        },
        api_version=api_version,
    )
    done = pydock_on(engine, tmp_path)("run", "x")
    assert done.status == 125
    assert done.err.startswith("error waiting for container: ")
    assert "Traceback" not in done.err and done.err.count("\n") == 1


def test_no_engine(tmp_path: Path, pydock_alone: Program) -> None:
    """The one failure before the start with status 1, since docker 29, and without its frame."""
    host = f"unix://{tmp_path}/no.sock"
    done = pydock_alone("-H", host, "run", "x")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(f"failed to connect to the docker API at {host}; check if")
    assert done.err.count("\n") == 1
