"""An engine that only plays one: `python -m tests.bench.fake_engine SOCKET`.

It has its answers ready as bytes, so that it takes no part of the time. It says so in a line on
standard output when it listens, and ends when its standard input does.
"""

from __future__ import annotations

import json
import socket
import sys
from threading import Thread
from typing import Any

CONTAINERS = IMAGES = 5_000
EVENTS = 200_000
HEAD = "HTTP/1.1 200 OK\r\nApi-Version: 1.50\r\nOstype: linux\r\nContent-Type: application/json\r\n"


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
    """What GET /images/json says of one image."""
    return {
        "Containers": -1,
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
    """What GET /events says of one event."""
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


def whole(body: object) -> bytes:
    """The answer of a list."""
    text = f"{_json(body)}\n"
    return f"{HEAD}Content-Length: {len(text)}\r\n\r\n{text}".encode()


def chunked() -> bytes:
    """The events, each in a chunk of its own, as engines send them."""
    lines = (f"{_json(event(number))}\n" for number in range(EVENTS))
    chunks = "".join(f"{len(line):x}\r\n{line}\r\n" for line in lines)
    return f"{HEAD}Transfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n".encode()


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def answers() -> dict[str, bytes]:
    """The last part of the path -> the whole answer."""
    return {
        "/containers/json": whole([container(number) for number in range(CONTAINERS)]),
        "/images/json": whole([image(number) for number in range(IMAGES)]),
        "/events": chunked(),
        "/json": whole(inspected()),
        "/version": whole({"ApiVersion": "1.50", "Version": "28.2.2"}),
    }


def serve(connection: socket.socket, prepared: dict[str, bytes]) -> None:
    """Answer the requests of one connection, none of which may have a body."""
    ping = f"{HEAD}Content-Length: 0\r\n\r\n".encode()
    with connection, connection.makefile("rb") as lines:
        while request := lines.readline():
            path = request.split()[1].decode().partition("?")[0]
            while lines.readline().strip():
                pass
            found = [answer for end, answer in prepared.items() if path.endswith(end)]
            connection.sendall(found[0] if found else ping)


def main() -> None:
    prepared = answers()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(sys.argv[1])
        listener.listen()
        Thread(target=_accept, args=(listener, prepared), daemon=True).start()
        print("ready", flush=True)
        sys.stdin.read()


def _accept(listener: socket.socket, prepared: dict[str, bytes]) -> None:
    while True:
        connection, _ = listener.accept()
        Thread(target=serve, args=(connection, prepared), daemon=True).start()


if __name__ == "__main__":
    main()
