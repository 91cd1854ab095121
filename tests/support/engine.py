"""The played engine: a transport without a network, and pydock run on it in this process.

    engine = PlayedEngine({"GET /containers/x/json": {"Id": "4f"}})
    done = pydock_on(engine, tmp_path)("inspect", "x")
    assert done == (0, ..., "")
    assert engine.requests == ["GET /containers/x/json"]

A response is JSON, bytes, a `Refusal`, a `PlayedStream`, or a function of the request that returns
one of them. A list of responses, `Each`, is for one request after the other.
"""

from __future__ import annotations

import io
import json
import os
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from threading import Lock, Thread
from typing import Any, NamedTuple, cast
from urllib.parse import unquote

from pydock.__main__ import main
from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.errors import ConnectionLost
from pydock.transport import Response, Transport
from pydock.transport.hijack import RawWire
from pydock.transport.wire import SocketWire

Answer = Any


class Refusal(NamedTuple):
    """An error response."""

    status: int
    message: str


class Each(list[Answer]):
    """Responses for one request after the other; the last one stays."""

    def next(self) -> Answer:
        return self.pop(0) if len(self) > 1 else self[0]


class PlayedStream:
    """A response that is read piece by piece."""

    def __init__(self, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.status, self.reason, self.headers = 200, "", dict(headers or {})
        self.file = io.BytesIO(body)
        self.readinto, self.read, self.read1 = self.file.readinto, self.file.read, self.file.read1
        self.close = self.file.close

    def views(self) -> list[memoryview]:
        piece = self.file.read()
        return [memoryview(piece)] if piece else []

    def chunks(self) -> Iterator[bytes]:
        while piece := self.read1(1 << 16):
            yield piece

    def lines(self, limit_bytes: int = 0) -> Iterator[bytes]:
        return (line.rstrip(b"\n") for line in self.file)

    def pending(self) -> int:
        return 1

    def __enter__(self) -> PlayedStream:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class CutStream(PlayedStream):
    """A response whose connection is lost after its body."""

    def lines(self, limit_bytes: int = 0) -> Iterator[bytes]:
        yield from super().lines(limit_bytes)
        raise ConnectionLost("unexpected end of the response")


class PlayedHijack(RawWire):
    """A hijacked connection over which the engine sends `output` and ends.

    With `after_input` it does so when the client has ended its input, which is in `received`.
    """

    def __init__(self, output: bytes, *, after_input: bool = False) -> None:
        ours, self.peer = socket.socketpair()
        self.status, self.reason, self.headers = 101, "", dict[str, str]()
        self.received = b""
        if after_input:
            Thread(target=self._receive, args=[output], daemon=True).start()
        else:
            self._send(output)
        super().__init__(SocketWire(ours))

    def _receive(self, output: bytes) -> None:
        while data := self.peer.recv(1000):
            self.received += data
        self._send(output)

    def _send(self, output: bytes) -> None:
        self.peer.sendall(output)
        self.peer.shutdown(socket.SHUT_WR)

    def read_error(self) -> bytes:
        return b""

    def __enter__(self) -> PlayedHijack:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
        self.peer.close()


class PlayedEngine:
    """Responds to "METHOD /path" from `answers`, 404 to all else, and records the requests."""

    def __init__(self, answers: Mapping[str, Answer], api_version: str = "1.50") -> None:
        self.answers = answers
        self.api_version = api_version
        self.experimental = False
        self.builder_version = ""
        #: a raw connection to the engine, for `dial-stdio`
        self.connection: PlayedHijack | None = None
        #: "METHOD /path?query", without the API version
        self.requests: list[str] = []
        #: what was sent with them: JSON, or bytes
        self.bodies: list[Any] = []
        self.headers: list[Mapping[str, Any]] = []
        self._lock = Lock()

    def url(self, path: str) -> str:
        return f"http://engine{path}"

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
        answer = self._answer(method, target, body, headers)
        if isinstance(answer, Refusal):
            message = json.dumps({"message": answer.message}).encode()
            return Response(answer.status, "", head, message)
        return Response(200, "", head, _body(answer))

    def prefetch(self, targets: Sequence[str]) -> None:
        """The requests that follow are recorded."""

    def stream(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | Iterable[bytes] | None = None,
    ) -> PlayedStream:
        if target == "/_ping":
            return PlayedStream(b"", self._head())
        sent = body if body is None or isinstance(body, bytes) else b"".join(body)
        answer = self._answer(method, target, sent, headers)
        if isinstance(answer, Refusal):
            stream = PlayedStream(json.dumps({"message": answer.message}).encode())
            stream.status = answer.status
            return stream
        if isinstance(answer, PlayedStream):
            return answer
        return PlayedStream(_body(answer), {"content-type": "application/json"})

    def hijack(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> PlayedHijack:
        answer = self._answer(method, target, body, headers)
        assert isinstance(answer, bytes), answer
        return PlayedHijack(answer)

    def connect(self) -> PlayedHijack:
        assert self.connection
        return self.connection

    def close(self) -> None:
        """Nothing is open."""

    def _head(self) -> dict[str, str]:
        head = {"content-type": "application/json", "api-version": self.api_version}
        head |= {"ostype": "linux", "builder-version": self.builder_version}
        if self.experimental:
            head["docker-experimental"] = "true"
        return head

    def _answer(
        self, method: str, target: str, body: bytes | None, headers: Mapping[str, Any] | None
    ) -> Answer:
        before, _, versioned = target.partition(f"/v{self.api_version}")
        path = f"{method} {unquote(versioned or before)}"
        with self._lock:
            self.requests.append(path)
            self.bodies.append(_sent(body))
            self.headers.append(headers or {})
            answer = self.answers.get(path.partition("?")[0])
            if isinstance(answer, Each):
                answer = answer.next()
        if callable(answer):
            return answer(path)
        return Refusal(404, f"nothing at {path}") if answer is None else answer


@contextmanager
def served(engine: PlayedEngine, path: Path) -> Iterator[str]:
    """Serve short responses on a Unix socket, for pydock as a program; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = engine.request(self.command, self.path, dict(self.headers), body)
            self.send_response(answer.status)
            for name, value in {**answer.headers, "Content-Length": len(answer.body)}.items():
                self.send_header(name, str(value))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        do_GET = do_HEAD = do_POST = do_DELETE = respond

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged."""

    with ThreadingUnixStreamServer(str(path), Handler) as server:
        Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"unix://{path}"
        server.shutdown()


class ThreadingUnixStreamServer(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True


def _sent(body: bytes | None) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body


def _body(answer: Answer) -> bytes:
    return answer if isinstance(answer, bytes) else json.dumps(answer).encode()


class Done(NamedTuple):
    status: int
    out: str
    err: str


@contextmanager
def file_streams(data: bytes) -> Iterator[list[io.TextIOWrapper]]:
    """Standard input with data, output and error, as files in memory for pydock in this process."""
    with (
        os.fdopen(os.memfd_create("stdin"), "w+b", buffering=0) as given,
        os.fdopen(os.memfd_create("stdout"), "w+b") as out,
        os.fdopen(os.memfd_create("stderr"), "w+b") as err,
    ):
        given.write(data)
        given.seek(0)
        yield [
            io.TextIOWrapper(cast(Any, file), "utf-8", "surrogateescape", write_through=True)
            for file in (io.BufferedReader(given), out, err)
        ]


def pydock_on(
    engine: PlayedEngine,
    home: Path,
    terminal: bool = False,
    environ: Mapping[str, str] | None = None,
    *,
    terminal_errors: bool = False,
) -> Callable[..., Done]:
    """A function that runs pydock with arguments and `stdin` on the engine.

    With `terminal` standard output says that it is one, with `terminal_errors` standard error.
    """

    def run(*arguments: str, stdin: str | bytes = "") -> Done:
        text = stdin if isinstance(stdin, bytes) else stdin.encode("utf-8", "surrogateescape")
        with file_streams(text) as streams:
            app = App("docker", {"HOME": str(home), **(environ or {})}, *streams)
            app.engine = Engine(cast(Transport, engine))
            for stream, is_terminal in zip(streams[1:], (terminal, terminal_errors), strict=True):
                if is_terminal:
                    stream.isatty = lambda: True  # type: ignore[method-assign]
            status = main(list(arguments), app)
            texts = (written(stream).decode("utf-8", "surrogateescape") for stream in streams[1:])
            return Done(status, *texts)

    return run


def written(stream: io.TextIOWrapper) -> bytes:
    """What has been written to one of `file_streams`."""
    stream.flush()
    descriptor = stream.fileno()
    size = os.fstat(descriptor).st_size
    return os.pread(descriptor, size, 0)
