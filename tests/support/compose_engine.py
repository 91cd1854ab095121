"""A played engine that keeps the containers, networks and volumes of Compose projects."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from queue import Queue
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.engine import PlayedEngine, PlayedStream, Refusal

IMAGE_ID = "sha256:" + "1a" * 32


class LiveEvents(PlayedStream):
    """Events that arrive as they are put into `events`."""

    def __init__(self) -> None:
        super().__init__(b"")
        self.events = Queue[bytes]()
        self.read1 = self.read = lambda size=-1: self.events.get()


class ComposeEngine(PlayedEngine):
    """Creates, starts, stops and removes; refuses what `failures` names ("start p-web-1")."""

    def __init__(
        self, images: tuple[str, ...] = ("app",), api_version: str = "1.51", *, podman: str = ""
    ) -> None:
        """`podman` is a version of Podman, whose checks of health run when they are requested."""
        super().__init__({}, api_version)
        self.podman = podman
        self.images = set(images)
        self.containers: dict[str, dict[str, Any]] = {}
        self.networks: dict[str, dict[str, Any]] = {}
        self.volumes: dict[str, dict[str, Any]] = {}
        self.failures: dict[str, Refusal] = {}
        #: name -> the exit status with which a container ends when it has started
        self.ends: dict[str, int] = {}
        #: name -> what a container prints: frames of both streams
        self.outputs: dict[str, bytes] = {}
        #: name -> the health of a container that runs
        self.health: dict[str, str] = {}
        self.exec_status = 0
        #: what to do at a change, before it happens; without the lock of the engine
        self.at_change: dict[str, Callable[[], object]] = {}
        self.has_live_events = False
        self._live: list[LiveEvents] = []
        #: "create p-web-1", "start p-web-1", ...: what has changed, in this order
        self.changes: list[str] = []
        #: when its images were tagged
        self.tagged_at = "2026-01-31T10:00:00Z"
        self._number = 0

    def _head(self) -> dict[str, str]:
        server = f"Libpod/{self.podman} (linux)" if self.podman else "Docker/28.2.2 (linux)"
        return {**super()._head(), "server": server}

    @property
    def states(self) -> dict[str, str]:
        return {one["Name"]: one["State"] for one in self.containers.values()}

    def _answer(
        self, method: str, target: str, body: bytes | None, headers: Mapping[str, Any] | None
    ) -> Any:
        url = urlsplit(target.partition(f"/v{self.api_version}")[2])
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        parts = [part for part in url.path.split("/") if part]
        with self._lock:
            self.requests.append(f"{method} {url.path}")
            self.bodies.append(body)
        if act := self.at_change.get(self._name_of_change(parts)):
            act()
        with self._lock:
            handle = getattr(self, f"_{parts[0]}")
            sent = json.loads(body) if body and body.startswith(b"{") else {}
            return handle(method, parts[1:], query, sent)

    def _name_of_change(self, parts: list[str]) -> str:
        found = self.containers.get(parts[1]) if len(parts) > 2 else None
        return f"{parts[2]} {found['Name']}" if found else ""

    def _libpod(self, method: str, parts: list[str], query: Mapping[str, str], body: Any) -> Any:
        assert self.podman and parts[0] == "containers" and parts[2] == "healthcheck"
        self.containers[parts[1]]["Log"] = [{"Start": "now", "ExitCode": 0}]
        return {"Status": "healthy"}

    def _changed(self, what: str) -> Refusal | None:
        self.changes.append(what)
        return self.failures.get(what)

    def _info(self, method: str, parts: list[str], query: Mapping[str, str], body: Any) -> Any:
        return {"Swarm": {"LocalNodeState": "inactive"}}

    def _events(self, method: str, parts: list[str], query: Mapping[str, str], body: Any) -> Any:
        """A start of each container, at one time, or what happens from now on."""
        if self.has_live_events:
            self._live.append(LiveEvents())
            return self._live[-1]
        lines = [
            {
                "Type": "container", "Action": "start", "timeNano": 1769853600_000_000_001,
                "Actor": {"ID": id, "Attributes": {**one["Labels"], "name": one["Name"]}},
            }
            for id, one in self.containers.items()
        ]  # fmt: skip
        return b"".join(json.dumps(line).encode() + b"\n" for line in lines)

    def _report(self, action: str, one: Mapping[str, Any], **more: str) -> None:
        marked = {**one["Labels"], "name": one["Name"], **more}
        actor = {"ID": one["Id"], "Attributes": marked}
        event = {"Type": "container", "Action": action, "Actor": actor}
        for live in self._live:
            live.events.put(json.dumps(event).encode() + b"\n")

    def _exec(self, method: str, parts: list[str], query: Mapping[str, str], body: Any) -> Any:
        if parts[1] == "json":
            return {"Running": False, "ExitCode": self.exec_status}
        return self.outputs.get("exec", b"")

    def _images(self, method: str, parts: list[str], query: Mapping[str, str], body: Any) -> Any:
        if parts == ["create"]:
            name = query["fromImage"].removeprefix("docker.io/library/")
            self.images.add(name if query["tag"] == "latest" else f"{name}:{query['tag']}")
            return b'{"status":"Pulling"}\n'
        if parts == ["json"]:
            return []
        if parts[-1] == "push":
            repository = "/".join(parts[:-1])
            image = f"{repository}:{query['tag']}"
            if image not in self.images:
                return Refusal(404, f"no image has the tag {repository}")
            layer = b'{"status": "Pushed", "id": "1a2b3c", "progressDetail": {}}'
            return self._changed(f"push {image}") or layer
        name = "/".join(parts[:-1] if method == "GET" else parts)
        if name not in self.images and name.removesuffix(":latest") not in self.images:
            return Refusal(404, f"No such image: {name}")
        if method == "DELETE":
            self.images.discard(name.removesuffix(":latest"))
            return []
        return {
            "Id": IMAGE_ID, "Config": {"Volumes": {"/image": {}}}, "RepoTags": [name],
            "Os": "linux", "Architecture": "amd64", "Size": 1000,
            "Metadata": {"LastTagTime": self.tagged_at},
        }  # fmt: skip

    def _networks(self, method: str, parts: list[str], query: Mapping[str, str], body: Any) -> Any:
        if parts[1:] == ["connect"]:
            container = self.containers[body["Container"]]
            settings = container["Body"].setdefault("NetworkingConfig", {"EndpointsConfig": {}})
            settings["EndpointsConfig"][parts[0]] = body.get("EndpointConfig")
        return self._objects(self.networks, "network", method, parts, query, body)

    def _volumes(self, method: str, parts: list[str], query: Mapping[str, str], body: Any) -> Any:
        found = self._objects(self.volumes, "volume", method, parts, query, body)
        return {"Volumes": found} if not parts and method == "GET" else found

    def _objects(
        self, objects: dict[str, dict[str, Any]], kind: str, method: str, parts: list[str],
        query: Mapping[str, str], body: Any,
    ) -> Any:  # fmt: skip
        if parts == ["create"]:
            objects[body["Name"]] = {**body, "Id": f"id-{body['Name']}"}
            return self._changed(f"create {kind} {body['Name']}") or objects[body["Name"]]
        if not parts:
            wanted = json.loads(query.get("filters", "{}"))
            names = wanted.get("name")
            return [
                one
                for one in objects.values()
                if _has_labels(one.get("Labels") or {}, wanted)
                and (not names or one["Name"] in names)
            ]
        name = parts[0].removeprefix("id-")
        if name not in objects:
            return Refusal(404, f"{kind} {name} not found")
        if method == "DELETE":
            del objects[name]
            return self._changed(f"rm {kind} {name}") or b""
        return objects[name]

    def _containers(
        self, method: str, parts: list[str], query: Mapping[str, str], body: Any
    ) -> Any:
        if parts == ["create"]:
            return self._create(query["name"], body)
        if parts == ["json"]:
            wanted = json.loads(query.get("filters", "{}"))
            return [
                self._summary(one)
                for one in self.containers.values()
                if _has_labels(one["Labels"], wanted)
                and (query.get("all") or one["State"] in self._states_of_lists)
            ]
        container = self.containers.get(parts[0])
        if container is None:
            return Refusal(404, f"No such container: {parts[0]}")
        name = container["Name"]
        if method == "DELETE":
            if self.podman and any(self._shares(one, parts[0]) for one in self.containers.values()):
                return Refusal(500, f"container {name} has dependent containers")
            del self.containers[parts[0]]
            return self._changed(f"rm {name}") or b""
        if parts[1] == "json":
            return self._inspected(container)
        if parts[1] == "top":
            return {"Titles": ["UID", "CMD", "TIME"], "Processes": [["root", "serve", "0:01"]]}
        if parts[1] == "stats":
            return {"name": f"/{name}", "id": container["Id"], "pids_stats": {"current": 3}}
        if parts[1] == "wait":
            return {"StatusCode": 3}
        if parts[1] in ("attach", "logs"):
            return self.outputs.get(name, b"")
        if parts[1] == "exec":
            return self._changed(f"exec {name} {' '.join(body['Cmd'])}") or {"Id": "1"}
        if parts[1] == "rename":
            container["Name"] = query["name"]
            return self._changed(f"rename {name} {query['name']}") or b""
        refused = self._changed(" ".join([parts[1], name, *_options(parts[1], query)]))
        if refused is None:
            states = {"start": "running", "restart": "running", "stop": "exited", "kill": "exited"}
            states |= {"pause": "paused", "unpause": "running"}
            container["State"] = states.get(parts[1], container["State"])
            self._report(parts[1], container)
            if parts[1] == "start" and name in self.ends:
                container["State"] = "exited"
            if parts[1] in ("start", "stop", "kill") and container["State"] == "exited":
                self._report("die", container, exitCode=str(self.ends.get(name, 0)))
        return refused or b""

    @property
    def _states_of_lists(self) -> tuple[str, ...]:
        return ("running",) if self.podman else ("running", "paused")

    def _shares(self, one: Mapping[str, Any], container: str) -> bool:
        return f"container:{container}" in one["Body"]["HostConfig"].values()

    def _create(self, name: str, body: Any) -> Any:
        refused = self._changed(f"create {name}")
        if refused:
            return refused
        self._number += 1
        id = f"{self._number:064x}"
        binds = [bind.partition(":") for bind in body["HostConfig"].get("Binds", [])]
        self.containers[id] = {
            "Id": id, "Name": name, "Body": body, "Labels": body["Labels"], "State": "created",
            "Created": self._number,
            "Mounts": [
                {"Type": "volume", "Name": source, "Destination": rest.partition(":")[0],
                 "RW": True}
                for source, _, rest in binds
            ],
        }  # fmt: skip
        return {"Id": id, "Warnings": []}

    def _summary(self, one: Mapping[str, Any]) -> Any:
        endpoints = (one["Body"].get("NetworkingConfig") or {}).get("EndpointsConfig") or {}
        return {
            "Id": one["Id"], "Names": [f"/{one['Name']}"], "Labels": one["Labels"],
            "State": one["State"], "Created": one["Created"], "Image": one["Body"]["Image"],
            "Command": "run", "Status": one["State"].title(), "Mounts": one["Mounts"],
            "Ports": [
                {"IP": "0.0.0.0", "PrivatePort": int(port.partition("/")[0]), "PublicPort": 8080,
                 "Type": port.partition("/")[2]}
                for port in one["Body"]["HostConfig"].get("PortBindings", {})
            ],
            "NetworkSettings": {"Networks": {
                name: {"NetworkID": name if self.podman.startswith("4.") else f"id-{name}"}
                for name in endpoints
            }},
        }  # fmt: skip

    def _inspected(self, one: Mapping[str, Any]) -> Any:
        is_up = one["State"] == "running"
        status = self.ends.get(one["Name"], 0)
        state: dict[str, Any] = {"Status": one["State"], "Running": is_up, "ExitCode": status}
        if one["Body"].get("Healthcheck"):
            is_healthy = bool(one.get("Log")) if self.podman else is_up
            health = self.health.get(one["Name"], "healthy" if is_healthy else "starting")
            state["Health"] = {"Status": health}
        return {
            "Id": one["Id"], "Name": f"/{one['Name']}", "State": state,
            "Config": {"Labels": one["Labels"], "Healthcheck": one["Body"].get("Healthcheck")},
        }  # fmt: skip


def _options(action: str, query: Mapping[str, str]) -> list[str]:
    """The options of an action that tests look at."""
    return [f"{key}={value}" for key, value in sorted(query.items())]


def _has_labels(found: Mapping[str, str], wanted: Mapping[str, Any]) -> bool:
    for text in wanted.get("label", ()):
        name, equals, value = text.partition("=")
        if name not in found or (equals and found[name] != value):
            return False
    return True


def write_project(directory: Path, text: str) -> None:
    """Write a Compose file of the project "p"."""
    (directory / "compose.yaml").write_text(f"name: p\n{text}")


def frames(*lines: str, stream: int = 1) -> bytes:
    """Return a frame of output for each line."""
    return b"".join(
        bytes([stream, 0, 0, 0]) + len(line).to_bytes(4, "big") + line.encode() for line in lines
    )
