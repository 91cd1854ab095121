"""HTTP to an engine with the standard library alone, independent of pydock."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import socket
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode, urlsplit


class EngineError(Exception):
    """The engine answered with a failing status; `status` is its number."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"{status} {text}")
        self.status = status


class Client:
    """Speaks to the engine at `unix:///path` or `tcp://host:port`, one connection a request.

    Paths carry no version, so an engine answers by its newest one.
    """

    def __init__(self, host: str, timeout_seconds: float = 60.0) -> None:
        self.host = host
        self._timeout_seconds = timeout_seconds

    def get(self, path: str, **query: str) -> Any:
        """The decoded JSON of a GET."""
        return _decode(self.request("GET", path, query)[1])

    def post(self, path: str, body: object = None, **query: str) -> Any:
        """The decoded JSON of a POST whose body is JSON too."""
        data = None if body is None else json.dumps(body).encode()
        return _decode(self.request("POST", path, query, data)[1])

    def delete(self, path: str, **query: str) -> None:
        """A DELETE; EngineError when it fails, except that what is gone already is fine."""
        try:
            self.request("DELETE", path, query)
        except EngineError as error:
            if error.status != 404:
                raise

    def container_state(self, name: str) -> str:
        """The state of a container, such as "running" or "exited"; "gone" when there is none."""
        try:
            return str(self.get(f"/containers/{name}/json")["State"]["Status"])
        except EngineError as error:
            if error.status == 404:
                return "gone"
            raise

    def remove_container(self, container_id: str) -> None:
        """Kill a container and remove it with its volumes; one that is gone is fine."""
        with contextlib.suppress(EngineError):
            self.post(f"/containers/{container_id}/kill")
        self.delete(f"/containers/{container_id}", force="1", v="1")

    def send_tar(self, path: str, body: Iterable[bytes], **query: str) -> bytes:
        """POST a tar stream and return the raw answer."""
        headers = {"Content-Type": "application/x-tar"}
        return self.request("POST", path, query, body, headers)[1]

    def push(self, repository: str, tag: str, user: str, password: str) -> None:
        """Push an image into a registry that requires a login."""
        login = json.dumps({"username": user, "password": password}).encode()
        headers = {"X-Registry-Auth": base64.urlsafe_b64encode(login).decode()}
        path = f"/images/{quote(repository, safe='/')}/push"
        _, answer = self.request("POST", path, {"tag": tag}, None, headers)
        if b'"error"' in answer:  # the status was sent before anything could go wrong
            raise EngineError(200, answer.decode(errors="replace"))

    def answers(self) -> bool:
        """Does an engine answer its ping there?"""
        try:
            self.request("GET", "/_ping")
        except (OSError, http.client.HTTPException, EngineError):
            return False
        return True

    def api_version(self) -> str:
        """The newest version of the API that the engine speaks, such as `1.41`."""
        headers, _ = self.request("GET", "/_ping")
        version = headers.get("Api-Version")
        return version or str(self.get("/version")["ApiVersion"])

    def request(
        self,
        method: str,
        path: str,
        query: dict[str, str] | None = None,
        body: bytes | Iterable[bytes] | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[http.client.HTTPMessage, bytes]:
        """One request: the answer's headers and whole body; EngineError from status 400 on."""
        target = f"{path}?{urlencode(query)}" if query else path
        connection = self._connect()
        try:
            json_type = {} if body is None else {"Content-Type": "application/json"}
            connection.request(
                method, target, body, {"Host": "engine", **json_type, **(headers or {})}
            )
            response = connection.getresponse()
            data = response.read()
            if response.status >= 400:
                raise EngineError(response.status, data.decode(errors="replace").strip())
            return response.headers, data
        finally:
            connection.close()

    def _connect(self) -> http.client.HTTPConnection:
        scheme, _, rest = self.host.partition("://")
        if scheme == "unix":
            connection = http.client.HTTPConnection("engine", timeout=self._timeout_seconds)
            connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.sock.settimeout(self._timeout_seconds)
            try:
                connection.sock.connect(rest)
            except OSError:
                connection.close()
                raise
            return connection
        if scheme == "tcp":
            address = urlsplit(f"//{rest}")
            return http.client.HTTPConnection(
                address.hostname or "localhost", address.port, timeout=self._timeout_seconds
            )
        raise ValueError(f"this engine cannot be reached directly: {self.host}")


def _decode(body: bytes) -> Any:
    """The value of a JSON body; None where there is none, which Podman ends with a newline."""
    return json.loads(body.strip() or b"null")
