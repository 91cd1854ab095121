"""An engine that builds nothing and records what clients send, for comparison."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

IMAGE_ID = "sha256:" + "4f" * 32
_ANSWER = b'{"aux":{"ID":"%b"}}\r\n' % IMAGE_ID.encode()


class Sent(NamedTuple):
    """One build request: its query, headers (names in lower case) and body."""

    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes


class Recorder:
    """The stand-in at a Unix socket; `builds` are the requests, in order.

    `paths` are those of all requests; `more_headers` go with every answer. Builds are refused
    with `refusal` where there is one.
    """

    def __init__(self, listener: socket.socket) -> None:
        self.host = f"unix://{listener.getsockname()}"
        self.builds: list[Sent] = []
        self.paths: list[str] = []
        self.api_version = "1.41"
        self.more_headers: dict[str, str] = {}
        self.refusal = ""
        self._listener = listener

    def serve(self) -> None:
        """Answer until the listener is closed; clients may keep several connections."""
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as reader, suppress(ConnectionError):
            self._answer_requests(connection, reader)

    def _answer_requests(self, connection: socket.socket, reader: BufferedReader) -> None:
        while line := reader.readline():
            method, target, _ = line.decode("latin-1").split(" ")
            headers = dict(_headers(reader))
            body = _body(reader, headers)
            url = urlsplit(target)
            self.paths.append(url.path)
            answer, status = b"OK", "200 OK"
            if url.path.endswith(("/grpc", "/session")):
                status = "404 Not Found"
            if url.path.endswith("/build"):
                query = parse_qs(url.query, keep_blank_values=True, errors="surrogateescape")
                self.builds.append(Sent(query, headers, body))
                answer = _ANSWER
                if self.refusal:
                    answer, status = self.refusal.encode(), "400 Bad Request"
            more = "".join(f"{name}: {value}\r\n" for name, value in self.more_headers.items())
            head = (
                f"HTTP/1.1 {status}\r\nApi-Version: {self.api_version}\r\nOstype: linux\r\n"
                f"Content-Length: {len(answer)}\r\n{more}\r\n"
            )
            connection.sendall(head.encode() + (b"" if method == "HEAD" else answer))


@contextmanager
def recording(directory: Path) -> Iterator[Recorder]:
    """A recorder at a socket in this directory."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(directory / "recorder.sock"))
        listener.listen()
        recorder = Recorder(listener)
        thread = threading.Thread(target=recorder.serve, daemon=True)
        thread.start()
        try:
            yield recorder
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def _headers(reader: BufferedReader) -> Iterator[tuple[str, str]]:
    while line := reader.readline().decode("latin-1").strip():
        name, _, value = line.partition(":")
        yield name.lower(), value.strip()


def _body(reader: BufferedReader, headers: dict[str, str]) -> bytes:
    if "chunked" not in headers.get("transfer-encoding", ""):
        return reader.read(int(headers.get("content-length", 0)))
    pieces = []
    while size := int(reader.readline() or b"0", 16):
        pieces.append(reader.read(size))
        reader.readline()
    reader.readline()
    return b"".join(pieces)
