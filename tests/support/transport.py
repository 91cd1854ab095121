"""A fake transport for tests of single requests: no engine behind it, one function answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from pydock.api.engine import Engine
from pydock.transport import Response, Transport
from tests.support.engine import PlayedStream


class Sent(NamedTuple):
    """A request as it reached the transport; `target` has the API version and the query."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


def reply(status: int = 200, body: Any = None, **headers: str) -> Response:
    """Return a response: `body` is bytes, or sent as JSON; `_` in a header's name is `-`."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    return Response(status, "", {"content-type": "application/json", **names}, data)


class FakeTransport:
    """Answers each request with a response, or with what a function of the request returns."""

    def __init__(self, answer: Response | Callable[[Sent], Response]) -> None:
        self.answer = answer
        self.sent: list[Sent] = []
        self.streams: list[PlayedStream] = []

    @property
    def requests(self) -> list[tuple[str, str]]:
        """Return method and target of each request."""
        return [(sent.method, sent.target) for sent in self.sent]

    def url(self, target: str) -> str:
        return f"http://h{target}"

    def request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        timeout_seconds: float | None = None,
    ) -> Response:
        self.sent.append(Sent(method, target, headers or {}, body or b""))
        return self.answer(self.sent[-1]) if callable(self.answer) else self.answer

    def prefetch(self, targets: Sequence[str]) -> None:
        """The requests that follow are recorded."""

    def stream(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | Iterable[bytes] | None = None,
    ) -> PlayedStream:
        whole = body if body is None or isinstance(body, bytes) else b"".join(body)
        answer = self.request(method, target, headers, whole)
        stream = PlayedStream(answer.body, answer.headers)
        stream.status = answer.status
        self.streams.append(stream)
        return stream


def engine_over(transport: FakeTransport, api_version: str = "1.50") -> Engine:
    """Return an engine over the transport; an empty version is negotiated."""
    return Engine(cast(Transport, transport), api_version)
