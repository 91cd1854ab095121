"""A played engine for benchmarks: `python -m tests.bench.fake_engine SOCKET [COUNT]`.

It has its answers ready as bytes, so that it takes no part of the time; each has COUNT items. What
is uploaded to it is read and forgotten. It says so in a line on standard output when it listens,
and ends when its standard input does.
"""

from __future__ import annotations

import base64
import json
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BufferedReader
from threading import Lock, Thread
from typing import Any

CONTAINERS = IMAGES = 5_000
EVENTS = 200_000
HEAD = "HTTP/1.1 200 OK\r\nApi-Version: 1.51\r\nOstype: linux\r\nContent-Type: application/json\r\n"
#: of a directory
STAT = {
    "name": "tmp",
    "size": 0,
    "mode": 1 << 31 | 0o755,
    "mtime": "2026-01-31T10:00:00Z",
    "linkTarget": "",
}
READ_BYTES = 1 << 20


def container(number: int) -> dict[str, Any]:
    """Return a container of GET /containers/json."""
    ports = [
        {"IP": ip, "PrivatePort": 80, "PublicPort": 8000 + number % 50_000, "Type": "tcp"}
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


def inspected() -> dict[str, Any]:
    """GET /containers/NAME/json: one container, the same for each name."""
    network = {"IPAddress": "172.17.0.2", "IPPrefixLen": 16, "Gateway": "172.17.0.1"}
    mounts = [
        {"Type": "bind", "Source": f"/srv/{name}", "Destination": f"/data/{name}", "RW": True}
        for name in ("a", "b")
    ]
    return {
        "Id": f"{1:064x}",
        "Created": "2026-01-31T10:00:00.123456789Z",
        "Path": "/usr/local/bin/serve",
        "Args": ["--port", "80", "--root", "/srv"],
        "State": {"Status": "running", "Running": True, "Pid": 4242, "ExitCode": 0, "Error": ""},
        "Image": f"sha256:{1:064x}",
        "Name": "/web-1",
        "RestartCount": 0,
        "Driver": "overlay2",
        "Platform": "linux",
        "HostConfig": {"Binds": None, "NetworkMode": "bridge", "PortBindings": {}, "Memory": 0},
        "Mounts": mounts,
        "Config": {
            "Tty": False,
            "Hostname": "web-1",
            "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "MODE=production"],
            "Cmd": ["--port", "80"],
            "Image": "example.com/team/web:1.2",
            "Labels": {"com.example.project": "web", "com.example.number": "1"},
        },
        "NetworkSettings": {
            "Networks": {"bridge": network, "backend": {**network, "IPAddress": "172.18.0.2"}}
        },
    }


def image(number: int) -> dict[str, Any]:
    """Return an image of GET /images/json."""
    return {
        "Containers": 1,  # counted since API 1.51
        "Created": 1_700_000_000 + number,
        "Id": f"sha256:{number:064x}",
        "Labels": {"com.example.number": str(number)},
        "ParentId": "",
        "RepoDigests": [f"example.com/team/web@sha256:{number:064x}"],
        "RepoTags": [f"example.com/team/web:{number}"],
        "SharedSize": -1,
        "Size": 100_000_000 + number * 12_345,
    }


def event(number: int) -> dict[str, Any]:
    """Return an event of GET /events."""
    attributes = {
        "com.example.project": "web",
        "exitCode": "0",
        "image": "example.com/team/web:1.2",
        "name": f"web-{number}",
    }
    return {
        "status": "die",
        "id": f"{number:064x}",
        "from": "example.com/team/web:1.2",
        "Type": "container",
        "Action": "die",
        "Actor": {"ID": f"{number:064x}", "Attributes": attributes},
        "scope": "local",
        "time": 1_700_000_000 + number,
        "timeNano": (1_700_000_000 + number) * 1_000_000_000 + 123_456_789,
    }


def log_line(number: int) -> bytes:
    """A line of standard output in its frame."""
    line = b"%09d %s\n" % (number, b"x" * 50)
    return b"\1\0\0\0" + len(line).to_bytes(4, "big") + line


def layer(number: int) -> bytes:
    """Return a message of POST /images/create about a layer."""
    name = f"{number:012x}"
    detail = {"current": 1000, "total": 4000}
    messages = (
        {"status": "Pulling fs layer", "progressDetail": {}, "id": name},
        {"status": "Downloading", "progressDetail": detail, "progress": "[=>   ]", "id": name},
        {"status": "Pull complete", "progressDetail": {}, "id": name},
    )
    return b"".join(_line(message) for message in messages)


def whole(body: object) -> bytes:
    """The answer of a list."""
    text = _line(body).decode()
    return f"{HEAD}Content-Length: {len(text)}\r\n\r\n{text}".encode()


def chunked(parts: Iterable[bytes]) -> bytes:
    """A stream, each part in a chunk of its own, as engines send them."""
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
    return f"{HEAD}Transfer-Encoding: chunked\r\n\r\n".encode() + chunks + b"0\r\n\r\n"


def _line(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


class Answers:
    """The answers by the last part of the path; each is made once."""

    def __init__(self, count: int | None) -> None:
        def some(make: Callable[[int], Any], default: int) -> Iterator[Any]:
            return map(make, range(default if count is None else count))

        stat = base64.b64encode(_line(STAT)).decode()
        self._lock = Lock()
        self._made: dict[str, bytes] = {}
        self._makers: dict[str, Callable[[], bytes]] = {
            "/containers/json": lambda: whole([*some(container, CONTAINERS)]),
            "/images/json": lambda: whole([*some(image, IMAGES)]),
            "/events": lambda: chunked(_line(item) for item in some(event, EVENTS)),
            "/logs": lambda: chunked(some(log_line, EVENTS)),
            "/images/create": lambda: chunked(some(layer, EVENTS)),
            "/json": partial(whole, inspected()),
            "/version": partial(whole, {"ApiVersion": "1.51", "Version": "28.2.2"}),
            "/info": partial(whole, {"ServerVersion": "28.2.2", "OSType": "linux"}),
            "/build": lambda: chunked([_line({"stream": "Successfully built 1\n"})]),
            "/archive": lambda: (
                f"{HEAD}X-Docker-Container-Path-Stat: {stat}\r\nContent-Length: 0\r\n\r\n".encode()
            ),
            "": lambda: f"{HEAD}Content-Length: 0\r\n\r\n".encode(),
        }

    def __getitem__(self, path: str) -> bytes:
        end = next(end for end in self._makers if path.endswith(end))
        with self._lock:
            if end not in self._made:
                self._made[end] = self._makers[end]()
            return self._made[end]


def serve(connection: socket.socket, answers: Answers) -> None:
    """Answer the requests of one connection."""
    with connection, BufferedReader(connection.makefile("rb", 0), READ_BYTES) as received:
        while request := received.readline():
            headers = {}
            while line := received.readline().strip():
                name, _, value = line.partition(b":")
                headers[name.lower()] = value.strip()
            path = request.split()[1].decode().partition("?")[0]
            _skip_body(received, headers)
            connection.sendall(answers[path])


def _skip_body(received: BufferedReader[Any], headers: dict[bytes, bytes]) -> None:
    buffer = memoryview(bytearray(READ_BYTES))

    def skip(length: int) -> None:
        while length and (count := received.readinto(buffer[:length])):
            length -= count

    if headers.get(b"transfer-encoding") == b"chunked":
        while length := int(received.readline().strip() or b"0", 16):
            skip(length)
            received.readline()
        received.readline()
    else:
        skip(int(headers.get(b"content-length", b"0")))


def main() -> None:
    _, path, *count = sys.argv
    answers = Answers(int(count[0]) if count else None)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        Thread(target=_accept, args=(listener, answers), daemon=True).start()
        print("ready", flush=True)
        sys.stdin.read()


def _accept(listener: socket.socket, answers: Answers) -> None:
    while True:
        connection, _ = listener.accept()
        Thread(target=serve, args=(connection, answers), daemon=True).start()


if __name__ == "__main__":
    main()
