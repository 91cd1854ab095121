"""A played engine of any API version: it responds as engines of that version do.

Engines of API 1.12 can no longer be installed, so this server on a Unix socket does what they did:
no version in its ping, errors as text, 404 for a version that is too new, the host config at the
start, `copy` in place of `archive`, 200 in place of 101. Its containers run no programs; they
pretend to, see `PROGRAMS`. It notes down every request.
"""

from __future__ import annotations

import io
import json
import queue
import re
import tarfile
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.archive.engine import QuietServer, read_body

Json = dict[str, Any]
Version = tuple[int, int]

PROGRAMS = """
say OUT ERR   writes to both streams and ends
cat           writes what it reads, until its input ends
fail STATUS   ends with a status
sleep         runs until it is stopped
"""

OUT, ERR = 1, 2
KILLED = 137
IMAGE_ID = "1f" * 32
OLD_IMAGE_ID = "2e" * 32
#: what an image has for its only platform
MANIFEST: Json = {
    "ID": f"sha256:{'7b' * 32}",
    "Kind": "image",
    "Available": True,
    "Size": {"Content": 1000000, "Total": 2500000},
    "ImageData": {"Platform": {"os": "linux", "architecture": "amd64"}, "Containers": []},
}
#: where a container is on the default network
BRIDGE = {"IPAddress": "10.0.0.2", "Gateway": "10.0.0.1", "MacAddress": "92:d0:c6:0a:29:33"}
NOVELTY = {"Novelty": {"Of": ["tomorrow", None, 1.5]}}


def parsed(version: str) -> Version:
    """ "1.12" as numbers, which compare as versions do."""
    major, minor = version.split(".")
    return int(major), int(minor)


@dataclass
class Request:
    """A request: its path without the version, headers and body."""

    method: str
    path: str
    version: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def __str__(self) -> str:
        pairs = [f"{key}={value}" for key, values in self.query.items() for value in values]
        return f"{self.method} {self.path}" + ("?" + "&".join(sorted(pairs)) if pairs else "")


@dataclass
class Container:
    id: str
    name: str
    config: Json
    host: Json
    state: str = "created"
    status: int = 0
    health: str = "none"
    written: list[tuple[int, bytes]] = field(default_factory=list)
    listeners: list[Callable[[int, bytes], None]] = field(default_factory=list)
    started: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def write(self, stream: int, data: bytes) -> None:
        self.written.append((stream, data))
        for listener in self.listeners:
            listener(stream, data)

    @property
    def status_text(self) -> str:
        if self.state == "running" and self.health != "none":
            return f"Up 5 minutes ({self.health})"
        return {"created": "", "running": "Up 5 minutes", "paused": "Up 5 minutes (Paused)"}.get(
            self.state, f"Exited ({self.status}) 5 minutes ago"
        )


class VersionedEngine:
    """The state of the engine, its requests and its API version."""

    def __init__(self, host: str, version: str, *, oldest: str = "", ping: bool = True) -> None:
        self.host = host
        self.version = version
        self.number = parsed(version)
        self.oldest = oldest
        self.has_ping = ping
        self.requests: list[Request] = []
        self.containers: dict[str, Container] = {}
        self.images = {"busybox:latest": IMAGE_ID, "old:latest": OLD_IMAGE_ID}
        self.archive = tar_of({"etc/": b"", "etc/hosts": b"127.0.0.1 localhost\n"})
        self.events: list[Json] = []
        self.watchers: list[queue.Queue[Json | None]] = []
        self.execs: dict[str, Json] = {}
        self.lock = threading.RLock()

    def at_least(self, version: str) -> bool:
        return self.number >= parsed(version)

    @property
    def request_lines(self) -> list[str]:
        """The requests as text, but for those that find out the version."""
        return [str(one) for one in self.requests if one.version]

    def find(self, method: str, path: str) -> Request:
        """The last request of that kind; AssertionError when there was none."""
        for one in reversed(self.requests):
            if one.method == method and re.fullmatch(path, one.path):
                return one
        raise AssertionError(f"no {method} {path} among {self.request_lines}")

    def add(self, name: str, *command: str, state: str = "running", **config: Any) -> Container:
        """Add a container that exists before the test."""
        made = Container(f"{len(self.containers) + 10:02x}" * 32, name, {"Cmd": [*command]}, {})
        made.config |= {"Image": "busybox", "Tty": False, "OpenStdin": True, **config}
        made.state = state
        (made.ended if state == "exited" else made.started).set()
        self.containers[made.id] = made
        return made

    def happen(self, container: Container, action: str, **attributes: str) -> None:
        """Send an event to all watchers, in the form of the API version."""
        event: Json = {"time": 1400000000 + len(self.events)}
        if not self.at_least("1.52"):
            event |= {"status": action, "id": container.id, "from": container.config["Image"]}
        if self.at_least("1.22"):
            known = {"image": container.config["Image"], "name": container.name, **attributes}
            event |= {"Type": "container", "Action": action}
            event["Actor"] = {"ID": container.id, "Attributes": known}
        with self.lock:
            self.events.append(event)
            for watcher in self.watchers:
                watcher.put(event)

    def finish(self, container: Container, status: int) -> None:
        """End the program; AutoRemove removes the container with it."""
        if container.ended.is_set():
            return
        container.state, container.status = "exited", status
        self.happen(container, "die", exitCode=str(status))
        if container.host.get("AutoRemove") and self.at_least("1.25"):
            self.containers.pop(container.id, None)
            self.happen(container, "destroy")
        container.ended.set()


def tar_of(files: dict[str, bytes]) -> bytes:
    """A tar archive; a name that ends with a slash is a directory."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name.rstrip("/"))
            entry.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            entry.mode, entry.size = 0o755, len(content)
            archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


def frame(stream: int, data: bytes) -> bytes:
    return bytes([stream, 0, 0, 0]) + len(data).to_bytes(4, "big") + data


class Refused(Exception):
    """An error response: its status and message."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Handler(BaseHTTPRequestHandler):
    """One request; the method for it is looked up in `ROUTES`."""

    protocol_version = "HTTP/1.1"
    engine: VersionedEngine
    received: Request
    stat_header = ""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""

    def address_string(self) -> str:
        return "a Unix socket"

    def do_any(self) -> None:
        target = urlsplit(self.path)
        match = re.fullmatch(r"(?:/v(\d+\.\d+))?(/.*)", target.path)
        assert match is not None
        self.received = Request(
            self.command,
            unquote(match[2]),
            match[1] or "",
            parse_qs(target.query),
            {name.lower(): value for name, value in self.headers.items()},
            read_body(self),
        )
        self.engine.requests.append(self.received)
        try:
            self.check_version()
            self.route()
        except Refused as error:
            self.refuse(error)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_any

    def check_version(self) -> None:
        version, engine = self.received.version, self.engine
        if version and parsed(version) > engine.number:
            if not engine.at_least("1.19"):
                both = f"(client : {version}, server: {engine.version})"
                raise Refused(404, f"client and server don't have same version {both}")
            both = f"(client API version: {version}, server API version: {engine.version})"
            raise Refused(400, f"client is newer than server {both}")
        if version and engine.oldest and parsed(version) < parsed(engine.oldest):
            raise Refused(
                400,
                f"client version {version} is too old. Minimum supported API version is"
                f" {engine.oldest}, please upgrade your client to a newer version",
            )

    def route(self) -> None:
        for method, pattern, since, until, handle in ROUTES:
            match = re.fullmatch(pattern, self.received.path)
            if (
                match
                and method == self.command
                and self.engine.at_least(since)
                and not (until and self.engine.at_least(until))
            ):
                handle(self, *match.groups())
                return
        raise Refused(404, "404 page not found")

    def refuse(self, error: Refused) -> None:
        if self.engine.at_least("1.24"):
            body, kind = json.dumps({"message": str(error)}).encode(), "application/json"
        else:
            body, kind = f"{error}\n".encode(), "text/plain; charset=utf-8"
        self.send(error.status, body, kind)

    def send(self, status: int, body: bytes = b"", kind: str = "application/json") -> None:
        """Send a whole response."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.more_headers()
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def more_headers(self) -> None:
        if self.engine.at_least("1.25"):
            self.send_header("Api-Version", self.engine.version)
            self.send_header("Ostype", "linux")
        if self.stat_header:
            self.send_header("X-Docker-Container-Path-Stat", self.stat_header)

    def reply(self, value: Any, status: int = 200) -> None:
        """Send a JSON response, with fields that future engines may add."""
        if self.engine.at_least("1.56"):
            value = with_novelties(value)
        self.send(status, json.dumps(value).encode())

    @contextmanager
    def chunks(self, kind: str = "application/json") -> Iterator[Callable[[bytes], None]]:
        """Send a response in chunks."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.more_headers()
        self.end_headers()
        yield lambda data: self.put(b"%x\r\n%b\r\n" % (len(data), data))
        self.put(b"0\r\n\r\n")

    def put(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def hijack(self) -> None:
        """The head after which the connection is a raw stream."""
        kind = "Content-Type: application/vnd.docker.raw-stream"
        if self.engine.at_least("1.17") and self.received.headers.get("upgrade") == "tcp":
            head = f"HTTP/1.1 101 UPGRADED\r\n{kind}\r\nConnection: Upgrade\r\nUpgrade: tcp"
        else:
            head = f"HTTP/1.1 200 OK\r\n{kind}"
        self.put(f"{head}\r\n\r\n".encode())
        self.close_connection = True

    def messages(self, *messages: Json) -> None:
        """Progress, an object at a time."""
        with self.chunks() as put:
            for message in messages:
                if self.engine.at_least("1.56"):
                    message = {**message, **NOVELTY}
                put(json.dumps(message).encode() + b"\r\n")

    def flag(self, name: str) -> bool:
        return self.received.query.get(name, ["0"])[0] in ("1", "true")

    def one(self, name: str, default: str = "") -> str:
        return self.received.query.get(name, [default])[0]

    def container(self, name: str) -> Container:
        for one in self.engine.containers.values():
            if one.name == name or one.id.startswith(name):
                return one
        raise Refused(404, f"No such container: {name}")

    def image(self, name: str) -> str:
        """Return the ID of an image by its name or the beginning of its ID."""
        named = name if ":" in name.rpartition("/")[2] else f"{name}:latest"
        for known, image_id in self.engine.images.items():
            if known == named or image_id.startswith(name):
                return image_id
        raise Refused(404, f"No such image: {named}")

    # the engine

    def ping(self) -> None:
        if not self.engine.has_ping or (
            self.command == "HEAD" and not self.engine.at_least("1.40")
        ):
            raise Refused(404, "404 page not found")
        self.send(200, b"OK", "text/plain")

    def version(self) -> None:
        engine = self.engine
        info: Json = {"Version": "1.0", "GitCommit": "abc", "GoVersion": "go1.2"}
        if engine.at_least("1.12"):
            info["ApiVersion"] = engine.version
        if engine.at_least("1.18"):
            info |= {"Os": "linux", "Arch": "amd64", "KernelVersion": "3.18"}
        if engine.at_least("1.35"):
            details = {"ApiVersion": engine.version, "Os": "linux", "Arch": "amd64"}
            own = {"Name": "Engine", "Version": "1.0", "Details": details}
            info["Components"] = [own, {"Name": "containerd", "Version": "1.6", "Details": {}}]
        self.reply(info)

    def info(self) -> None:
        engine = self.engine
        info: Json = {"Containers": len(engine.containers), "Images": 2, "Driver": "aufs"}
        info |= {"DriverStatus": [["Dirs", "7"]], "KernelVersion": "3.18", "IndexServerAddress": ""}
        true = True if engine.at_least("1.19") else 1
        info |= {"Debug": true, "MemoryLimit": true, "SwapLimit": False if true is True else 0}
        if engine.at_least("1.13"):
            info["Sockets"] = ["unix:///var/run/docker.sock"]
        if engine.at_least("1.16"):
            info |= {"NCPU": 4, "MemTotal": 1 << 30, "Name": "old", "ID": "I:D", "Labels": ["a=b"]}
        if engine.at_least("1.18"):
            info |= {"HttpProxy": "http://me:secret@proxy", "NoProxy": "x", "SystemTime": "now"}
        if engine.at_least("1.22"):
            info |= {"ContainersRunning": 1, "ContainersPaused": 0, "ContainersStopped": 0}
            info |= {"Plugins": {"Volume": ["local"], "Network": None}, "OSType": "linux"}
        if engine.at_least("1.24"):
            info["Swarm"] = {"LocalNodeState": "inactive"}
        if engine.at_least("1.49"):
            info["FirewallBackend"] = {"Driver": "nftables", "Info": [["ReloadedAt", "now"]]}
        if engine.at_least("1.50"):
            info["DiscoveredDevices"] = [{"Source": "cdi", "ID": "vendor/gpu=0"}]
        if engine.at_least("1.53"):
            info["NRI"] = {"Info": [["plugin-path", "/opt/nri"]]}
        self.reply(info)

    def auth(self) -> None:
        self.reply({"Status": "Login Succeeded"})

    def show_events(self) -> None:
        watcher: queue.Queue[Json | None] = queue.Queue()
        with self.engine.lock:
            if self.one("since"):
                for event in self.engine.events:
                    watcher.put(event)
            if self.one("until"):
                watcher.put(None)
            else:
                self.engine.watchers.append(watcher)
        kind = event_stream_type(self.engine, self.received.headers.get("accept", ""))
        with self.chunks(kind) as put:
            for event in iter(watcher.get, None):
                put(json.dumps(event).encode() + b"\n")

    # containers

    def list_containers(self) -> None:
        rows = []
        for one in self.engine.containers.values():
            if one.state not in ("running", "paused") and not self.flag("all"):
                continue
            row: Json = {"Id": one.id, "Names": [f"/{one.name}"], "Image": one.config["Image"]}
            row |= {"Command": " ".join(one.config["Cmd"]), "Created": 1400000000}
            row["Ports"] = [{"IP": "0.0.0.0", "PrivatePort": 80, "PublicPort": 8080, "Type": "tcp"}]
            row["Status"] = one.status_text
            if self.flag("size"):
                row |= {"SizeRw": 5000, "SizeRootFs": 7000}
            if self.engine.at_least("1.17"):
                row["Labels"] = one.config.get("Labels") or {}
            if self.engine.at_least("1.21"):
                row["ImageID"] = IMAGE_ID
            if self.engine.at_least("1.23"):
                row["State"] = one.state
            if self.engine.at_least("1.52"):
                row["Health"] = {"Status": one.health, "FailingStreak": 0}
            rows.append(row)
        self.reply(rows)

    def create(self) -> None:
        body = self.received.json
        self.image(body["Image"])
        name = self.one("name") or f"c{len(self.engine.containers)}"
        if any(one.name == name for one in self.engine.containers.values()):
            raise Refused(
                409, f"Conflict, The name {name} is already assigned to another container"
            )
        made = self.engine.add(name, state="created", **body)
        made.started.clear()
        if self.engine.at_least("1.15"):
            made.host = body.get("HostConfig") or {}
        self.engine.happen(made, "create")
        self.reply({"Id": made.id, "Warnings": None}, 201)

    def inspect(self, name: str) -> None:
        one = self.container(name)
        state: Json = {
            "Running": one.state in ("running", "paused"),
            "Paused": one.state == "paused",
        }
        state |= {"ExitCode": one.status, "Pid": 5}
        ports = {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}]}
        info: Json = {"Id": one.id, "Name": f"/{one.name}", "Config": one.config, "State": state}
        settings: Json = {"Ports": ports, "Networks": {"bridge": BRIDGE}}
        if not self.engine.at_least("1.52"):
            settings |= BRIDGE
        info |= {"HostConfig": one.host, "NetworkSettings": settings, "Image": IMAGE_ID}
        if self.engine.at_least("1.17"):
            info["ExecIDs"] = None
        self.reply(info)

    def start(self, name: str) -> None:
        one = self.container(name)
        if one.state == "running":
            self.send(304 if self.engine.at_least("1.13") else 204)
            return
        if self.received.body and not self.engine.at_least("1.24"):
            one.host |= self.received.json
        program, *words = one.config["Cmd"] or ["sleep"]
        if program not in ("say", "cat", "fail", "sleep"):
            if one.host.get("AutoRemove") and self.engine.at_least("1.25"):
                self.engine.finish(one, 127)
            raise Refused(500, f'exec: "{program}": executable file not found in $PATH')
        one.state = "running"
        one.ended.clear()
        self.engine.happen(one, "start")
        one.started.set()
        if program == "say":
            for stream, word in zip((OUT, ERR), words, strict=False):
                one.write(stream, f"{word}\n".encode())
        if program in ("say", "fail"):
            self.engine.finish(one, int(words[0]) if program == "fail" else 0)
        self.send(204)

    def attach(self, name: str) -> None:
        one = self.container(name)
        if one.state != "running":
            one.ended.clear()
        framed = not one.config.get("Tty")

        def hear(stream: int, data: bytes) -> None:
            self.put(frame(stream, data) if framed else data)

        one.listeners.append(hear)
        self.hijack()
        if self.flag("stdin") and one.config["Cmd"][:1] == ["cat"]:
            one.started.wait(10)
            while data := self.connection.recv(65536):
                one.write(OUT, data)
            self.engine.finish(one, 0)
        one.ended.wait(20)
        one.listeners.remove(hear)

    def wait(self, name: str) -> None:
        one = self.container(name)
        if not self.engine.at_least("1.30"):
            one.ended.wait(20)
            self.reply({"StatusCode": one.status})
            return
        with self.chunks() as put:
            one.ended.wait(20)
            put(json.dumps({"StatusCode": one.status, "Error": None}).encode())

    def logs(self, name: str) -> None:
        one = self.container(name)
        with self.chunks("application/vnd.docker.raw-stream") as put:
            for stream, data in one.written:
                put(data if one.config.get("Tty") else frame(stream, data))

    def stop(self, name: str) -> None:
        one = self.container(name)
        if one.state != "running":
            self.send(304 if self.engine.at_least("1.13") else 204)
            return
        self.engine.finish(one, KILLED)
        self.send(204)

    def change(self, name: str, verb: str) -> None:
        one = self.container(name)
        if verb == "rename":
            one.name = self.one("name")
        elif verb == "kill":
            self.engine.finish(one, KILLED)
        elif verb in ("pause", "unpause"):
            one.state = "paused" if verb == "pause" else "running"
        self.send(200 if verb == "resize" else 204)

    def remove(self, name: str) -> None:
        one = self.container(name)
        if one.state == "running" and not self.flag("force"):
            words = "You cannot remove a running container. Stop the container before attempting"
            raise Refused(409 if self.engine.at_least("1.20") else 500, words)
        self.engine.finish(one, KILLED)
        self.engine.containers.pop(one.id, None)
        self.engine.happen(one, "destroy")
        self.send(204)

    def update(self, name: str) -> None:
        self.container(name).host |= self.received.json
        self.reply({"Warnings": None})

    def top(self, name: str) -> None:
        self.container(name)
        self.reply({"Titles": ["PID", "CMD"], "Processes": [["5", self.one("ps_args", "sleep")]]})

    def changes(self, name: str) -> None:
        self.container(name)
        self.reply([{"Path": "/new", "Kind": 1}, {"Path": "/etc", "Kind": 0}])

    def export(self, name: str) -> None:
        self.container(name)
        self.send(200, self.engine.archive, "application/octet-stream")

    def copy(self, name: str) -> None:
        self.container(name)
        if self.received.json["Resource"] != "/etc":
            raise Refused(500, f"Could not find the file {self.received.json['Resource']}")
        self.send(200, self.engine.archive, "application/x-tar")

    def archive(self, name: str) -> None:
        self.container(name)
        path = self.one("path")
        stat = {"name": path, "size": 0, "mode": 1 << 31 | 0o755, "mtime": "", "linkTarget": ""}
        self.stat_header = b64encode(json.dumps(stat).encode()).decode()
        self.send(200, b"" if self.command == "PUT" else self.engine.archive, "application/x-tar")

    def stats(self, name: str) -> None:
        self.container(name)
        figures: Json = {"memory_stats": {"usage": 1 << 20, "limit": 1 << 21}}
        now: Json = {"cpu_usage": {"total_usage": 200}, "system_cpu_usage": 1000}
        if self.engine.at_least("1.27"):
            now["online_cpus"] = 2
        else:
            now["cpu_usage"]["percpu_usage"] = [100, 100]
        before = {"cpu_usage": {"total_usage": 100}, "system_cpu_usage": 500}
        figures |= {"cpu_stats": now, "precpu_stats": before}
        counts = {"rx_bytes": 5000, "tx_bytes": 7000}
        if self.engine.at_least("1.21"):
            figures["networks"] = {"eth0": counts}
        else:
            figures["network"] = counts
        with self.chunks() as put:
            put(json.dumps(figures).encode() + b"\n")
            if self.one("stream", "1") == "1" or not self.engine.at_least("1.19"):
                self.connection.settimeout(20)
                self.connection.recv(1)  # goes on until the client has had enough
                self.close_connection = True

    def commit(self) -> None:
        self.container(self.one("container"))
        self.engine.images[f"{self.one('repo')}:{self.one('tag', 'latest')}"] = "3d" * 32
        self.reply({"Id": "3d" * 32}, 201)

    # commands in containers

    def create_exec(self, name: str) -> None:
        one = self.container(name)
        made = Container("e" * 64, "", self.received.json, {})
        self.engine.execs[made.id] = {"made": made, "of": one.id}
        self.reply({"Id": made.id, "Warnings": None}, 201)

    def start_exec(self, exec_id: str) -> None:
        made: Container = self.engine.execs[exec_id]["made"]
        if self.received.json.get("Detach"):
            self.send(200)
            return
        self.hijack()
        program, *words = made.config["Cmd"]
        for stream, word in zip((OUT, ERR), words if program == "say" else (), strict=False):
            self.put(frame(stream, f"{word}\n".encode()))
        made.status = int(words[0]) if program == "fail" else 0

    def inspect_exec(self, exec_id: str) -> None:
        made: Container = self.engine.execs[exec_id]["made"]
        self.reply({"ID": exec_id, "Running": False, "ExitCode": made.status})

    # images

    def list_images(self) -> None:
        by_id: dict[str, list[str]] = {}
        for name, image_id in self.engine.images.items():
            by_id.setdefault(image_id, []).append(name)
        rows = []
        for image_id, names in by_id.items():
            row: Json = {"Id": image_id, "ParentId": "", "RepoTags": names, "Created": 1400000000}
            row |= {"Size": 0, "VirtualSize": 2500000}
            if self.engine.at_least("1.18"):
                row["RepoDigests"] = []
            if self.engine.at_least("1.22"):
                row["Size"] = 2500000
            if self.engine.at_least("1.51"):
                row["Containers"] = int(image_id == IMAGE_ID)
            if self.flag("manifests") and self.engine.at_least("1.47"):
                row["Manifests"] = [MANIFEST]
            rows.append(row)
        self.reply(rows)

    def inspect_image(self, name: str) -> None:
        self.reply({"Id": self.image(name), "Config": {"Cmd": ["sh"]}, "Architecture": "amd64"})

    def attestations(self, name: str) -> None:
        self.image(name)
        kind = "https://slsa.dev/provenance/v1"
        self.reply([{"Descriptor": {}, "PredicateType": kind, "Statement": {"predicate": {}}}])

    def history(self, name: str) -> None:
        layer = {"Id": self.image(name), "Created": 1400000000, "CreatedBy": "/bin/sh", "Size": 5}
        self.reply([layer])

    def make_image(self) -> None:
        """Pull or import, by the parameters."""
        if self.one("fromSrc"):
            self.engine.images[f"{self.one('repo')}:latest"] = "4c" * 32
            self.messages({"status": "4c" * 32})
            return
        name = self.one("fromImage")
        if name.startswith("docker.io/") and not self.engine.at_least("1.17"):
            raise Refused(500, f"Invalid registry endpoint: {name}")
        if "missing" in name:
            self.messages({"error": "image not found", "errorDetail": {"message": "not found"}})
            return
        self.engine.images[f"{name.removeprefix('docker.io/library/')}:{self.one('tag')}"] = (
            "5b" * 32
        )
        moving = {"current": 5, "total": 10}
        self.messages(
            {"status": f"Pulling repository {name}"},
            {
                "id": "abc",
                "status": "Downloading",
                "progressDetail": moving,
                "progress": "[=> ] 5/10",
            },
            {"id": "abc", "status": "Download complete", "progressDetail": {}},
        )

    def push(self, name: str) -> None:
        self.messages({"status": f"The push refers to a repository [{name}] (len: 1)"})

    def tag(self, name: str) -> None:
        new = f"{self.one('repo')}:{self.one('tag', 'latest')}"
        image_id = self.image(name)
        taken = self.engine.images.get(new, image_id) != image_id
        if taken and not self.flag("force") and not self.engine.at_least("1.22"):
            raise Refused(409, f"Conflict: Tag {new} is already set to another image, use -f")
        self.engine.images[new] = image_id
        self.send(201)

    def remove_image(self, name: str) -> None:
        image_id = self.image(name)
        named = name if ":" in name else f"{name}:latest"
        self.engine.images.pop(named, None)
        self.reply([{"Untagged": named}, {"Deleted": image_id}])

    def save(self, *names: str) -> None:
        for name in names or self.received.query.get("names", []):
            self.image(name)
        self.send(200, tar_of({"repositories": b"{}"}), "application/x-tar")

    def load(self) -> None:
        if self.engine.at_least("1.23"):
            self.messages({"stream": "Loaded image: busybox:latest\n"})
        else:
            self.send(200)

    def search(self) -> None:
        names = {"busybox": (2000, True), "me/busybox": (3, False), "you/busybox": (1, False)}
        least, limit = 0, 25
        if self.engine.at_least("1.24"):
            wanted = json.loads(self.one("filters", "{}"))
            least, limit = (
                int(next(iter(wanted.get("stars", ("0",))))),
                int(self.one("limit", "25")),
            )
        rows = [
            {"name": name, "description": "", "star_count": stars, "is_official": official}
            for name, (stars, official) in names.items()
            if stars >= least
        ]
        self.reply([{**row, "is_automated": False} for row in rows[:limit]])

    def build(self) -> None:
        for name in self.received.query.get("t", ())[: None if self.engine.at_least("1.21") else 1]:
            self.engine.images[name if ":" in name else f"{name}:latest"] = "6a" * 32
        if "t" not in self.received.query:
            self.engine.images["<none>:<none>"] = "6a" * 32
        steps: list[Json] = [{"stream": "Step 0 : FROM busybox\n"}]
        if "broken" in self.one("t"):
            words = "The command [/bin/sh -c exit 3] returned a non-zero code: 3"
            detail = {"code": 3, "message": words}
            self.messages(*steps, {"errorDetail": detail, "error": words})
            return
        if self.engine.at_least("1.30"):
            steps.append({"aux": {"ID": f"sha256:{'6a' * 32}"}})
        self.messages(*steps, {"stream": f"Successfully built {'6a' * 6}\n"})

    def disk_usage(self) -> None:
        """The objects; since API 1.52 with counts, or counts alone on request."""
        images = [{"Id": IMAGE_ID, "RepoTags": ["busybox:latest"], "Size": 9000, "SharedSize": 0}]
        images[0] |= {"Containers": 1, "Created": 1400000000}
        old: Json = {"LayersSize": 9000, "Images": images, "Containers": None, "Volumes": None}
        counts: Json = {"TotalCount": 1, "ActiveCount": 1, "TotalSize": 9000}
        new: Json = {"ImageUsage": counts, "ContainerUsage": {}, "VolumeUsage": {}}
        if not self.engine.at_least("1.52"):
            self.reply(old)
        elif self.flag("verbose"):
            self.reply({**new, "ImageUsage": {**counts, "Items": images}})
        else:
            self.reply(new)

    # networks and volumes

    def networks(self) -> None:
        self.reply([{"Name": "bridge", "Id": "b" * 64, "Driver": "bridge", "Scope": "local"}])

    def create_network(self) -> None:
        self.reply({"Id": "n" * 64, "Warning": ""}, 201)

    def inspect_other(self, name: str) -> None:
        info: Json = {"Name": name, "Id": "n" * 64, "Driver": "x"}
        if self.engine.at_least("1.52") and self.received.path.startswith("/networks"):
            info["Status"] = {"IPAM": {"Subnets": {"10.0.0.0/24": {"IPsInUse": 3}}}}
        self.reply(info)

    def done(self, *names: str) -> None:
        """Whatever it was, it had no effect."""
        self.reply({})

    def connect(self, name: str) -> None:
        if name == "missing":
            raise Refused(404, f"network {name} not found")
        self.send(200)

    def volumes(self) -> None:
        self.reply({"Volumes": [{"Name": "data", "Driver": "local", "Mountpoint": "/v"}]})


def event_stream_type(engine: VersionedEngine, accepted: str) -> str:
    """The Content-Type of events: what the client takes of what this version has."""
    types = {"application/jsonl": "1.53", "application/x-ndjson": "1.52"}
    for name, since in types.items():
        if name in accepted and engine.at_least(since):
            return name
    return "application/json"


def with_novelties(value: Any) -> Any:
    """The value with fields of no known version, as far as they cannot be mistaken."""
    if isinstance(value, list):
        return [with_novelties(item) for item in value]
    if not isinstance(value, dict):
        return value
    known = {
        key: with_novelties(value[key]) for key in ("State", "Config", "HostConfig") if key in value
    }
    return {**value, **known, **NOVELTY}


_C = "/containers/([^/]+)"
_I = "/images/(.+)"
_VERBS = "(kill|restart|pause|unpause|resize)"
Route = tuple[str, str, str, str, Callable[..., None]]

ROUTES: tuple[Route, ...] = (
    # method, path, its first version, the first without it
    ("GET", "/_ping", "1.0", "", Handler.ping),
    ("HEAD", "/_ping", "1.0", "", Handler.ping),
    ("GET", "/version", "1.0", "", Handler.version),
    ("GET", "/info", "1.0", "", Handler.info),
    ("POST", "/auth", "1.0", "", Handler.auth),
    ("GET", "/events", "1.3", "", Handler.show_events),
    ("GET", "/containers/json", "1.0", "", Handler.list_containers),
    ("POST", "/containers/create", "1.0", "", Handler.create),
    ("GET", f"{_C}/json", "1.0", "", Handler.inspect),
    ("POST", f"{_C}/start", "1.0", "", Handler.start),
    ("POST", f"{_C}/stop", "1.0", "", Handler.stop),
    ("POST", f"{_C}/attach", "1.0", "", Handler.attach),
    ("POST", f"{_C}/wait", "1.0", "", Handler.wait),
    ("GET", f"{_C}/logs", "1.11", "", Handler.logs),
    ("POST", f"{_C}/{_VERBS}", "1.0", "", Handler.change),
    ("POST", f"{_C}/(rename)", "1.17", "", Handler.change),
    ("DELETE", _C, "1.0", "", Handler.remove),
    ("GET", f"{_C}/top", "1.3", "", Handler.top),
    ("GET", f"{_C}/changes", "1.0", "", Handler.changes),
    ("GET", f"{_C}/export", "1.0", "", Handler.export),
    ("POST", f"{_C}/copy", "1.0", "1.24", Handler.copy),
    ("HEAD", f"{_C}/archive", "1.20", "", Handler.archive),
    ("GET", f"{_C}/archive", "1.20", "", Handler.archive),
    ("PUT", f"{_C}/archive", "1.20", "", Handler.archive),
    ("GET", f"{_C}/stats", "1.17", "", Handler.stats),
    ("POST", f"{_C}/update", "1.22", "", Handler.update),
    ("POST", "/commit", "1.0", "", Handler.commit),
    ("POST", f"{_C}/exec", "1.15", "", Handler.create_exec),
    ("POST", "/exec/([^/]+)/start", "1.15", "", Handler.start_exec),
    ("GET", "/exec/([^/]+)/json", "1.16", "", Handler.inspect_exec),
    ("GET", "/images/json", "1.0", "", Handler.list_images),
    ("GET", "/images/search", "1.0", "", Handler.search),
    ("GET", "/images/get", "1.15", "", Handler.save),
    ("GET", f"{_I}/json", "1.0", "", Handler.inspect_image),
    ("GET", f"{_I}/history", "1.0", "", Handler.history),
    ("GET", f"{_I}/attestations", "1.55", "", Handler.attestations),
    ("GET", f"{_I}/get", "1.7", "", Handler.save),
    ("POST", "/images/create", "1.0", "", Handler.make_image),
    ("POST", "/images/load", "1.7", "", Handler.load),
    ("POST", f"{_I}/push", "1.0", "", Handler.push),
    ("POST", f"{_I}/tag", "1.0", "", Handler.tag),
    ("DELETE", _I, "1.0", "", Handler.remove_image),
    ("POST", "/build", "1.0", "", Handler.build),
    ("GET", "/networks", "1.21", "", Handler.networks),
    ("POST", "/networks/([^/]+)/connect", "1.21", "", Handler.connect),
    ("POST", "/networks/create", "1.21", "", Handler.create_network),
    ("GET", "/(?:networks|volumes)/([^/]+)", "1.21", "", Handler.inspect_other),
    ("GET", "/volumes", "1.21", "", Handler.volumes),
    ("DELETE", "/volumes/([^/]+)", "1.21", "", Handler.done),
    ("POST", "/(?:containers|images|networks|volumes)/prune", "1.25", "", Handler.done),
    ("POST", "/build/prune", "1.31", "", Handler.done),
    ("GET", "/system/df", "1.25", "", Handler.disk_usage),
    ("GET", "/plugins", "1.25", "", lambda handler: handler.reply([])),
)


@contextmanager
def versioned_engine(
    directory: Path, version: str, *, oldest: str = "", ping: bool = True
) -> Iterator[VersionedEngine]:
    """An engine of this version on a socket in the directory, until the block ends.

    It refuses versions before `oldest`; without `ping` it is one of before API 1.11.
    """
    path = directory / "e.sock"
    engine = VersionedEngine(f"unix://{path}", version, oldest=oldest, ping=ping)
    handler = type("BoundHandler", (Handler,), {"engine": engine})
    with QuietServer(str(path), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.001,), daemon=True)
        thread.start()
        try:
            yield engine
        finally:
            for watcher in engine.watchers:
                watcher.put(None)
            server.shutdown()
            thread.join()
            path.unlink()
