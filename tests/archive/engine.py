"""A small engine that serves one archive, hostile or not, and remembers what it was sent."""

from __future__ import annotations

import base64
import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

DIRECTORY = 1 << 31 | 0o755
SYMLINK = 1 << 27 | 0o777
FILE = 0o644


class FakeEngine:
    """What is in its one container, by path: Go's file mode, and where a symlink leads.

    Every path that is there is answered with `archive`.
    """

    def __init__(self, host: str) -> None:
        self.host = host
        self.api_version = "1.41"
        self.paths: dict[str, tuple[int, str]] = {"/src": (DIRECTORY, "")}
        self.archive = b""
        #: by path, in place of `archive`
        self.archives: dict[str, bytes] = {}
        self.stat_name = ""
        self.cut_after: int | None = None
        #: set when the engine waits, for `resume`, with the rest of an archive
        self.stalled = threading.Event()
        self.stall_after: int | None = None
        self.resume = threading.Event()
        self.requests: list[str] = []
        self.received = b""
        self.refuses: str = ""


def read_body(handler: BaseHTTPRequestHandler) -> bytes:
    """The body of a request, in chunks or of a known length."""
    if "chunked" not in handler.headers.get("Transfer-Encoding", ""):
        return handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
    body = b""
    while size := int(handler.rfile.readline() or b"0", 16):
        body += handler.rfile.read(size)
        handler.rfile.readline()
    handler.rfile.readline()
    return body


class QuietServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """A thread for each connection to a Unix socket."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle is no error."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    engine: FakeEngine

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        read_body(self)
        self._answer()

    def do_PUT(self) -> None:
        self.engine.received = read_body(self)
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def address_string(self) -> str:
        return "a Unix socket"

    def _answer(self, with_body: bool = True) -> None:
        engine = self.engine
        target = urlsplit(self.path)
        engine.requests.append(f"{self.command} {self.path}")
        if target.path == "/_ping":
            self._send(200, b"OK" if with_body else b"", {"Api-Version": engine.api_version})
        elif target.path == "/version":
            self._send(200, json.dumps({"ApiVersion": engine.api_version}).encode())
        elif self.command == "POST":
            self._send_archive({}, self.engine.archive)
        else:
            self._answer_archive(parse_qs(target.query)["path"][0], with_body)

    def _answer_archive(self, path: str, with_body: bool) -> None:
        engine = self.engine
        mode, target = engine.paths.get(path, (-1, ""))
        if mode < 0 or engine.refuses:
            words = engine.refuses or f"Could not find the file {path} in container web"
            body = json.dumps({"message": words}).encode()
            self._send(404, body if with_body else b"", {"Content-Type": "application/json"})
            return
        facts = {
            "name": engine.stat_name or path,
            "size": 0,
            "mode": mode,
            "mtime": "",
            "linkTarget": target,
        }
        stat = base64.b64encode(json.dumps(facts).encode()).decode()
        headers = {"X-Docker-Container-Path-Stat": stat}
        if self.command == "GET":
            self._send_archive(headers, self.engine.archives.get(path, self.engine.archive))
        else:
            self._send(200, b"", headers)

    def _send_archive(self, headers: dict[str, str], body: bytes) -> None:
        self.send_response(200)
        for name, value in {**headers, "Transfer-Encoding": "chunked"}.items():
            self.send_header(name, value)
        self.end_headers()
        cut = self.engine.cut_after
        for at in range(0, len(body) if cut is None else cut, 10_000):
            if self.engine.stall_after is not None and at >= self.engine.stall_after:
                self.engine.stalled.set()
                self.engine.resume.wait(20)
            piece = body[at : at + 10_000]
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        if cut is None:
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.close_connection = True

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def fake_engine(directory: Path) -> Iterator[FakeEngine]:
    """Serves on a socket in the directory until the block ends."""
    path = directory / "engine.sock"
    engine = FakeEngine(f"unix://{path}")
    handler = type("Handler", (_Handler,), {"engine": engine})
    with QuietServer(str(path), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield engine
        finally:
            server.shutdown()
            thread.join()
