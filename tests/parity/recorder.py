"""A played engine that accepts everything and records the requests."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.parity import swarm

ID = "4f" * 32

#: stands for any object that is requested: a container, a node, a swarm ...
OBJECT = {
    "Id": ID,
    "ID": ID,
    "Config": {},
    "State": {"Running": True},
    "ExitCode": 0,
    "Version": {"Index": 7},
    "CreatedAt": "2026-01-31T10:00:00Z",
    "UpdatedAt": "2026-01-31T10:00:00Z",
    "Spec": {"Name": "thing", "Labels": {"old": "1"}},
    "ManagerStatus": {"Addr": "10.0.0.1:2377"},
    "Swarm": {"NodeID": ID, "LocalNodeState": "locked"},
    "JoinTokens": {"Worker": "worker-token", "Manager": "manager-token"},
    "TLSInfo": {"TrustRoot": "root certificate"},
    "UnlockKey": "key",
}

NODE = {**OBJECT, "Spec": {"Labels": {"old": "1"}, "Role": "worker", "Availability": "active"}}

#: files that the compared command lines name
COMMON_FILES = {
    "env.list": "# comment\nFROM_FILE=1\nHOME\nNOT_SET_ANYWHERE\n",
    "bad-env.list": "A B=1\n",
    "labels": "from.file=1\nalone\n",
    "profile.json": '{"defaultAction": "SCMP_ACT_ALLOW",\n "names": [ "a b" ]}\n',
    "empty": "",
    "ca.pem": "-----BEGIN CERTIFICATE-----\nMIIBazCC\n-----END CERTIFICATE-----\n",
    ".docker/config.json": '{"proxies": {"default": {"httpProxy": "http://proxy:1"}}}',
}


class Request(NamedTuple):
    """One request without empty fields; requests to `_ping` are left out."""

    method: str
    path: str
    query: dict[str, Any]
    body: Any


class Recorder(ThreadingMixIn, UnixStreamServer):
    """The engine at `host`; `requests` are its requests."""

    daemon_threads = True

    def __init__(self, socket: Path) -> None:
        super().__init__(str(socket), _Handler)
        self.host = f"unix://{socket}"
        self.api_version = "1.50"
        self.requests: list[Request] = []

    def answer(self, request: Request, headers: Mapping[str, str]) -> tuple[int, Any]:
        """Status and body of an answer."""
        return _answer_to(request.method, request.path)

    def headers(self, request: Request) -> Mapping[str, str]:
        """Headers of an answer beyond the usual ones."""
        return {}

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away."""


R = TypeVar("R", bound=Recorder)


def recording(directory: Path) -> AbstractContextManager[Recorder]:
    """A recorder that runs while the block does; its socket is in the directory."""
    return running(Recorder(directory / "engine.sock"))


@contextmanager
def running(recorder: R) -> Iterator[R]:
    """Let a recorder answer while the block runs."""
    with recorder:
        threading.Thread(target=recorder.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield recorder
        finally:
            recorder.shutdown()


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection; every answer is what a client hopes for."""

    protocol_version = "HTTP/1.1"
    server: Recorder

    def handle_any(self) -> None:
        url = urlsplit(self.path)
        path = re.sub(r"^/v\d+\.\d+(?=/)", "", unquote(url.path))
        upgrade = "upgrade" in self.headers.get("Connection", "").lower()
        body = b"" if upgrade and "Content-Length" not in self.headers else self._body()
        query = {key: _decoded(text) for key, text in parse_qsl(url.query)}
        shown = _given(_decoded(body.decode())) if body[:1] in (b"{", b"[") else len(body)
        request = Request(self.command, path, query, shown)
        if path != "/_ping":
            self.server.requests.append(request)
        if upgrade:
            self._hijacked()
        else:
            self._answer(request)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = handle_any

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _hijacked(self) -> None:
        self.send_response(101)
        self.send_header("Connection", "Upgrade")
        self.send_header("Upgrade", "tcp")
        self.send_header("Content-Type", "application/vnd.docker.raw-stream")
        self.end_headers()
        self.close_connection = True

    def _answer(self, request: Request) -> None:
        status, payload = self.server.answer(request, dict(self.headers))
        data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        self.send_response(status)
        self.send_header("Api-Version", self.server.api_version)
        self.send_header("Ostype", "linux")
        for name, value in self.server.headers(request).items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _answer_to(method: str, path: str) -> tuple[int, Any]:
    """Status and body of an answer: as far as clients look at it."""
    if (about_swarm := swarm.answer_to(method, path)) is not None:
        return about_swarm
    last = path.rpartition("/")[2]
    if path == "/images/create":
        return 200, b'{"status":"done"}\r\n'
    if last in ("create", "exec"):
        return 201, {"Id": ID, "ID": ID, "Name": "thing", "Warnings": []}
    if last in ("update", "prune", "wait"):
        return 200, {"Warnings": [], "SpaceReclaimed": 0, "StatusCode": 0}
    if path == "/auth":
        return 200, {"Status": "Login Succeeded"}
    if method == "DELETE" and path.startswith("/images/"):
        return 200, []
    if path in ("/containers/json", "/images/json") or last in ("search", "history"):
        return 200, []
    if path in ("/configs", "/nodes", "/secrets", "/services", "/tasks"):
        return 200, []
    if path == "/swarm/init":
        return 200, ID
    if method == "GET":
        return 200, NODE if path.startswith("/nodes/") else OBJECT
    return 204, b""


def _decoded(text: str) -> Any:
    """The JSON of an object or a list; other text as it is."""
    return json.loads(text) if text[:1] in ("{", "[") else text


#: what an engine reads as absent; -1 for MemorySwappiness, 0 by 0 for ConsoleSize
_NOTHING: tuple[Any, ...] = (None, "", 0, False, [], {})
_UNSET = (("MemorySwappiness", -1), ("ConsoleSize", [0, 0]))
#: lists in whose order docker itself is not constant
_UNORDERED = ("Env", "Binds", "Config", "Configs", "Secrets", "Ports", "GenericResources")


def _given(value: Any) -> Any:
    """A JSON value without the fields of its objects that say nothing."""
    if isinstance(value, list):
        return [_given(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for key, field in value.items():
        given = _given(field)
        if key in _UNORDERED and isinstance(given, list):
            given.sort(key=lambda item: json.dumps(item, sort_keys=True))
        if given not in _NOTHING and (key, field) not in _UNSET:
            kept[key] = given
    return kept
