"""`update` over several containers."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from typing import cast

import pytest

from pydock.__main__ import main
from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.transport import Response, Transport

Done = tuple[int, str, str]


class FakeTransport:
    """An engine with all containers but "nope"."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str]] = []

    def request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        timeout_seconds: float | None = None,
    ) -> Response:
        if target == "/_ping":
            return Response(200, "", {"api-version": "1.50"}, b"")
        self.requests.append((f"{method} {target}", (body or b"").decode()))
        name = target.split("/")[3]
        head = {"content-type": "application/json"}
        if name == "nope":
            return Response(404, "", head, b'{"message": "No such container: nope"}')
        return Response(200, "", head, json.dumps({"Warnings": [f"about {name}"]}).encode())

    def close(self) -> None:
        """Nothing to let go of."""


@pytest.fixture
def transport() -> FakeTransport:
    return FakeTransport()


@pytest.fixture
def update(transport: FakeTransport) -> Callable[..., Done]:
    def run(*arguments: str) -> Done:
        streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(3)]
        app = App("pydock", {"HOME": "/nowhere"}, *streams)
        app.engine = Engine(cast(Transport, transport))
        status = main(["update", *arguments], app)
        out, err = (stream.buffer.getvalue().decode() for stream in streams[1:])
        return status, out, err

    return run


def test_all_are_updated(update: Callable[..., Done], transport: FakeTransport) -> None:
    assert update("-m", "5m", "a", "b") == (0, "a\nb\nabout a\nabout b\n", "")
    assert transport.requests == [
        ("POST /v1.50/containers/a/update", '{"Memory":5242880}'),
        ("POST /v1.50/containers/b/update", '{"Memory":5242880}'),
    ]


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
    update: Callable[..., Done], transport: FakeTransport, arguments: list[str], errors: str
) -> None:
    assert update(*arguments) == (1, "", errors)
    assert transport.requests == []
