"""`--dry-run`: requests that would change something are answered here, and never sent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.errors import NotSupported
from pydock.golang.unmarshal import load
from pydock.transport import Response

if TYPE_CHECKING:
    from pydock.transport import Hijacked, RawConnection, StreamResponse, Transport

_READING = ("GET", "HEAD")


def without_changes(app: App) -> None:
    """Let the commands of this run change nothing."""
    app.engine = Engine(
        DryRunTransport(app.engine.transport), app.environ.get("DOCKER_API_VERSION", "")
    )


class DryRunTransport:
    """An engine that only reads: what is created appears in its answers, and nowhere else."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._lock = Lock()
        #: summaries of created containers by ID, and IDs of removed ones
        self._created: dict[str, dict[str, Any]] = {}
        self._removed: set[str] = set()

    def url(self, path: str) -> str:
        return self._transport.url(path)

    def request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        timeout_seconds: float | None = None,
    ) -> Response:
        if method not in _READING:
            return _response(self._changed(method, target, body))
        parts, query = _parsed(target)
        if parts[:1] == ["containers"] and len(parts) == 3 and parts[2] == "json":
            found = self._created.get(parts[1])
            if found is not None:
                return _response(_inspected(found))
        answer = self._transport.request(method, target, headers, body, timeout_seconds)
        if answer.status != 200:
            return answer
        if parts == ["containers", "json"]:
            return _response(self._listed(load(answer.body), query))
        if parts[:1] == ["networks"] and len(parts) > 1:
            network = load(answer.body)
            left = network.get("Containers") or {}
            network["Containers"] = {id: left[id] for id in left.keys() - self._removed}
            return _response(network)
        return answer

    def prefetch(self, targets: Sequence[str]) -> None:
        """Requests go one after the other."""

    def stream(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | Iterable[bytes] | None = None,
    ) -> StreamResponse:
        if method in _READING:
            return self._transport.stream(method, target, headers, body)
        raise NotSupported(f"{method} {target} is not supported with --dry-run")

    def hijack(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str | list[str]] | None = None,
        body: bytes | None = None,
    ) -> Hijacked:
        raise NotSupported("attaching to a container is not supported with --dry-run")

    def connect(self) -> RawConnection:
        raise NotSupported("a connection to the engine is not supported with --dry-run")

    def connect_http2(self) -> RawConnection:
        raise NotSupported("a build is not supported with --dry-run")

    def close(self) -> None:
        self._transport.close()

    def _changed(self, method: str, target: str, body: bytes | None) -> Any:
        """Note a change, and return what the engine would answer."""
        parts, query = _parsed(target)
        with self._lock:
            if parts == ["containers", "create"]:
                return self._create(query.get("name", [""])[0], load(body or b"{}"))
            if method == "DELETE" and parts[:1] == ["containers"]:
                self._created.pop(parts[1], None)
                self._removed.add(parts[1])
            elif parts[2:] == ["rename"] and parts[1] in self._created:
                self._created[parts[1]]["Names"] = [f"/{query['name'][0]}"]
            elif parts[2:] == ["start"] and parts[1] in self._created:
                self._created[parts[1]]["State"] = "running"
        if parts[1:] == ["create"]:
            name = load(body or b"{}").get("Name", "")
            return {"Id": _id(name), "Name": name}
        if parts[2:] == ["exec"]:
            return {"Id": _id(target)}
        return {}

    def _create(self, name: str, body: Mapping[str, Any]) -> Any:
        id = _id(name)
        endpoints = (body.get("NetworkingConfig") or {}).get("EndpointsConfig") or {}
        self._created[id] = {
            "Id": id,
            "Names": [f"/{name}"],
            "Image": body.get("Image"),
            "Labels": body.get("Labels") or {},
            "State": "created",
            "NetworkSettings": {"Networks": {name: {} for name in endpoints}},
            "Mounts": [],
            "Healthcheck": body.get("Healthcheck"),
        }
        return {"Id": id, "Warnings": []}

    def _listed(self, found: list[Any], query: Mapping[str, list[str]]) -> list[Any]:
        filters = load(query.get("filters", ["{}"])[0]).get("label") or {}
        with self._lock:
            made = [one for one in self._created.values() if _has_labels(one["Labels"], filters)]
            return [*made, *(one for one in found if one["Id"] not in self._removed)]


def _parsed(target: str) -> tuple[list[str], dict[str, list[str]]]:
    """Return the parts of a path without the API version, and its query."""
    found = urlsplit(target)
    parts = [part for part in found.path.split("/") if part]
    if parts and parts[0].startswith("v1."):
        del parts[0]
    return parts, parse_qs(found.query)


def _id(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogateescape")).hexdigest()


def _response(answer: Any) -> Response:
    head = {"content-type": "application/json"}
    return Response(200, "OK", head, json.dumps(answer).encode())


def _has_labels(found: Mapping[str, str], filters: Iterable[str]) -> bool:
    for text in filters:
        name, equals, value = text.partition("=")
        if name not in found or (equals and found[name] != value):
            return False
    return True


def _inspected(summary: Mapping[str, Any]) -> Any:
    return {
        "Id": summary["Id"],
        "Name": summary["Names"][0],
        "Image": summary["Image"],
        "Config": {"Labels": summary["Labels"], "Healthcheck": summary["Healthcheck"]},
        "State": {"Status": summary["State"], "Health": {"Status": "healthy"}},
        "NetworkSettings": summary["NetworkSettings"],
    }
