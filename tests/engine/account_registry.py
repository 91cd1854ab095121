"""A registry of several accounts, each of which sees the repositories of its own namespace only.

It is a proxy before a real registry: `python -m tests.engine.account_registry PORT BACKEND LOG`.
The account NAME has the password NAME-secret and the namespace NAME. `LOG` gets a line for each
request: account, method and path. The list of tags has pages, of 400 tags at most.
"""

from __future__ import annotations

import base64
import http.client
import json
import re
import secrets
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

ACCOUNTS = ("red", "blue")
_PAGE = 400
_REPOSITORY = re.compile(r"/v2/(.+?)/(?:manifests|blobs|tags)/")
_HOP_HEADERS = ("connection", "transfer-encoding", "content-length", "authorization")


class AccountRegistry(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int, backend: str, log: str) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.backend = backend
        self.log = open(log, "a", buffering=1)  # noqa: PTH123, SIM115
        #: token -> its account and the repositories that it is for
        self.tokens: dict[str, tuple[str, set[str]]] = {}


class Handler(BaseHTTPRequestHandler):
    server: AccountRegistry
    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # TLS is answered in plain HTTP, as registries do

    def handle_any(self) -> None:
        body = b"".join(self._body())
        parts = urlsplit(self.path)
        if parts.path == "/token":
            self._token(parse_qs(parts.query))
            return
        match = _REPOSITORY.match(parts.path)
        repository = match[1] if match else ""
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        account, repositories = self.server.tokens.get(token, ("", set[str]()))
        self.server.log.write(f"{account or '-'} {self.command} {parts.path}\n")
        if not account or (repository and repository not in repositories):
            self._refuse(repository)
        elif parts.path.endswith("/tags/list"):
            self._tags(parts.path, parse_qs(parts.query))
        else:
            self._pass_on(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

    def _body(self) -> Iterator[bytes]:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            while size := int(self.rfile.readline().partition(b";")[0], 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        elif length := int(self.headers.get("Content-Length") or 0):
            yield self.rfile.read(length)

    def _token(self, query: dict[str, list[str]]) -> None:
        """Give a token for the repositories of the account, of those in the scopes."""
        kind, _, text = (self.headers.get("Authorization") or "").partition(" ")
        user, _, password = base64.b64decode(text).decode().partition(":")
        if kind != "Basic" or user not in ACCOUNTS or password != f"{user}-secret":
            self._send_json(401, {"details": "incorrect username or password"})
            return
        scopes = [scope for text in query.get("scope", ()) for scope in text.split()]
        names = {scope.split(":")[1] for scope in scopes if scope.startswith("repository:")}
        token = secrets.token_hex(8)
        own = {name for name in names if name.startswith(f"{user}/")}
        self.server.tokens[token] = (user, own)
        self._send_json(200, {"token": token, "access_token": token, "expires_in": 300})

    def _refuse(self, repository: str) -> None:
        host = self.headers.get("Host", "")
        challenge = f'Bearer realm="http://{host}/token",service="accounts"'
        if repository:
            challenge += f',scope="repository:{repository}:pull,push"'
        error = {"code": "UNAUTHORIZED", "message": "authentication required"}
        self._send_json(401, {"errors": [error]}, {"WWW-Authenticate": challenge})

    def _tags(self, path: str, query: dict[str, list[str]]) -> None:
        status, _, body = self._backend("GET", path, b"")
        if status != 200:
            self._send(status, body, {"Content-Type": "application/json"})
            return
        found = json.loads(body)
        last = query.get("last", [""])[0]
        rest = [tag for tag in sorted(found["tags"] or ()) if tag > last]
        page = rest[: min(_PAGE, int(query.get("n", [_PAGE])[0]))]
        more = urlencode({"last": page[-1], "n": len(page)}) if len(page) < len(rest) else ""
        link = {"Link": f'<{path}?{more}>; rel="next"'} if more else {}
        self._send_json(200, {**found, "tags": page}, link)

    def _pass_on(self, body: bytes) -> None:
        status, headers, answer = self._backend(self.command, self.path, body)
        kept = {name: value for name, value in headers if name.lower() not in _HOP_HEADERS}
        length = dict(headers).get("Content-Length", "0") if self.command == "HEAD" else ""
        self._send(status, answer, kept, length)

    def _backend(
        self, method: str, target: str, body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection(self.server.backend, timeout=60)
        kept = {
            name: ", ".join(self.headers.get_all(name, ()))
            for name in self.headers
            if name.lower() not in _HOP_HEADERS
        }
        try:
            connection.request(method, target, body or None, kept)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def _send_json(self, status: int, value: Any, headers: dict[str, str] | None = None) -> None:
        kind = {"Content-Type": "application/json"}
        self._send(status, json.dumps(value).encode(), {**kind, **(headers or {})})

    def _send(self, status: int, body: bytes, headers: dict[str, str], length: str = "") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", length or str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


if __name__ == "__main__":
    AccountRegistry(int(sys.argv[1]), sys.argv[2], sys.argv[3]).serve_forever()
