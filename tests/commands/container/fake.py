"""An engine without a network, and pydock run on it in this process."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, cast
from urllib.parse import unquote

from pydock.__main__ import main
from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.errors import ConnectionLost
from pydock.transport import Response, Transport

#: an answer: JSON, bytes, a status with a message, or a function that makes one of the target
Answer = Any


class Refusal(NamedTuple):
    status: int
    message: str


class FakeStream:
    """An answer that is read piece by piece."""

    def __init__(self, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.status, self.reason, self.headers = 200, "", dict(headers or {})
        self.file = io.BytesIO(body)
        self.readinto, self.read, self.read1 = self.file.readinto, self.file.read, self.file.read1
        self.close = self.file.close

    def views(self) -> list[memoryview]:
        piece = self.file.read()
        return [memoryview(piece)] if piece else []

    def lines(self, limit_bytes: int = 0) -> Iterator[bytes]:
        return (line.rstrip(b"\n") for line in self.file)

    def __enter__(self) -> FakeStream:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class CutStream(FakeStream):
    """A response whose connection is lost after its body."""

    def lines(self, limit_bytes: int = 0) -> Iterator[bytes]:
        yield from super().lines(limit_bytes)
        raise ConnectionLost("unexpected end of the response")


class FakeEngine:
    """Answers "METHOD /path" from `answers`, 404 for all else, and records the requests."""

    def __init__(self, answers: Mapping[str, Answer], api_version: str = "1.50") -> None:
        self.answers = answers
        self.api_version = api_version
        self.experimental = False
        self.requests: list[str] = []
        self._lock = Lock()

    def request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        timeout_seconds: float | None = None,
    ) -> Response:
        head = self._head()
        if target == "/_ping":
            return Response(200, "", head, b"")
        answer = self._answer(method, target)
        if isinstance(answer, Refusal):
            message = json.dumps({"message": answer.message}).encode()
            return Response(answer.status, "", head, message)
        return Response(200, "", head, _body(answer))

    def stream(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: object = None,
    ) -> FakeStream:
        if target == "/_ping":
            return FakeStream(b"", self._head())
        answer = self._answer(method, target)
        if isinstance(answer, Refusal):
            stream = FakeStream(json.dumps({"message": answer.message}).encode())
            stream.status = answer.status
            return stream
        return answer if isinstance(answer, FakeStream) else FakeStream(_body(answer))

    def close(self) -> None:
        """Nothing to let go of."""

    def _head(self) -> dict[str, str]:
        head = {"content-type": "application/json", "api-version": self.api_version}
        if self.experimental:
            head["docker-experimental"] = "true"
        return head

    def _answer(self, method: str, target: str) -> Answer:
        path = f"{method} {unquote(target.partition('/v' + self.api_version)[2])}"
        with self._lock:
            self.requests.append(path)
        answer = self.answers.get(path.partition("?")[0])
        if callable(answer):
            return answer(path)
        return Refusal(404, f"nothing at {path}") if answer is None else answer


def _body(answer: Answer) -> bytes:
    return answer if isinstance(answer, bytes) else json.dumps(answer).encode()


class Done(NamedTuple):
    status: int
    out: str
    err: str


def pydock_on(
    engine: FakeEngine,
    home: Path,
    terminal: bool = False,
    environ: Mapping[str, str] | None = None,
) -> Callable[..., Done]:
    """A function that runs pydock with arguments, and `stdin`, on the engine."""

    def run(*arguments: str, stdin: str = "") -> Done:
        output, errors = io.BytesIO(), io.BytesIO()
        given = io.BufferedReader(io.BytesIO(stdin.encode("utf-8", "surrogateescape")))
        streams = [
            io.TextIOWrapper(file, "utf-8", "surrogateescape", write_through=True)
            for file in (given, output, errors)
        ]
        app = App("docker", {"HOME": str(home), **(environ or {})}, *streams)
        app.engine = Engine(cast(Transport, engine))
        if terminal:
            streams[1].isatty = lambda: True  # type: ignore[method-assign]
        status = main(list(arguments), app)
        out, err = (file.getvalue().decode("utf-8", "surrogateescape") for file in (output, errors))
        return Done(status, out, err)

    return run
