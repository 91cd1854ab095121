"""How quickly 2,000 containers are listed, from an engine that only plays one."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from threading import Thread
from typing import Any

from tests.bench.measure import Row, compare

CONTAINERS = 2000
ROUNDS = 9
_REQUESTS = [sys.executable, "-c", "import click, requests_unixsocket"]


def container(number: int) -> dict[str, Any]:
    """What GET /containers/json says of one container."""
    ports = [
        {"IP": ip, "PrivatePort": 80, "PublicPort": 8000 + number, "Type": "tcp"}
        for ip in ("0.0.0.0", "::")
    ]
    return {
        "Id": f"{number:064x}",
        "Names": [f"/web-{number}"],
        "Image": "example.com/team/web:1.2",
        "ImageID": f"sha256:{number:064x}",
        "Command": "/usr/local/bin/serve --port 80 --root /srv",
        "Created": 1_700_000_000 + number,
        "State": "running",
        "Status": "Up 3 hours",
        "Ports": ports,
        "Labels": {"com.example.project": "web", "com.example.number": str(number)},
        "Mounts": [{"Type": "volume", "Name": f"{number:064x}", "Driver": "local", "RW": True}],
        "NetworkSettings": {"Networks": {"bridge": {"IPAddress": "172.17.0.2"}}},
    }


def rows(pydock: str, docker: str | None, environ: Mapping[str, str], image: str) -> Iterator[Row]:
    """Beside the imports that every command needs, and beside docker where there is one."""
    with _engine() as host:
        there = {**environ, "DOCKER_HOST": host}
        for words in (["ps"], ["ps", "-q"], ["ps", "--format", "{{.ID}} {{.Names}}"]):
            work = f"{' '.join(words)}, {CONTAINERS} containers"
            argv = [pydock, *words]
            yield compare(work, argv, "imports", _REQUESTS, there, rounds=ROUNDS)
            if docker:
                yield compare(work, argv, "docker", [docker, *words], there, rounds=ROUNDS)


class _Server(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    containers = json.dumps([container(number) for number in range(CONTAINERS)]).encode()

    def do_GET(self) -> None:
        body = self.containers if "/containers/json" in self.path else b"OK"
        self.send_response(200)
        self.send_header("Api-Version", "1.50")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *args: object) -> None:
        """Be silent."""

    def address_string(self) -> str:
        return "a client"


@contextmanager
def _engine() -> Iterator[str]:
    """The address of an engine that knows the containers, while the block runs."""
    with tempfile.TemporaryDirectory() as folder:
        socket = Path(folder) / "engine.sock"
        with _Server(str(socket), _Handler) as server:
            Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            try:
                yield f"unix://{socket}"
            finally:
                server.shutdown()
