"""An engine that answers requests: versions, quoting, queries, answers and their errors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydock.errors import (
    ApiError,
    CannotConnect,
    ConnectionLost,
    NotSupported,
    ProtocolError,
    PydockError,
    requirement,
)

if TYPE_CHECKING:
    from pydock.transport import Headers, Hijacked, Response, StreamResponse, Transport

Version = tuple[int, int]
Query = Mapping[str, str | int | bool | list[str] | None]
Body = bytes | Iterable[bytes] | None

#: the newest API that pydock knows, and the oldest that it speaks
MAX_API_VERSION: Version = (1, 55)
MIN_API_VERSION: Version = (1, 12)

BAD_REQUEST, NOT_FOUND = 400, 404

#: as much as is read of an answer that should be short, when it comes as a stream
_SHORT_ANSWER_BYTES = 1 << 20

#: how old engines refuse a version that is newer than theirs
_OTHER_VERSION = "client and server don't have same version"


def parse_version(text: str) -> Version:
    """ "1.41" as (1, 41); ValueError when it is no version."""
    major, _, minor = text.strip().removeprefix("v").partition(".")
    return int(major), int(minor)


def path(*parts: str) -> str:
    """A request's path of parts, each of them quoted: path("images", "a/b", "json")."""
    from urllib.parse import quote

    return "/" + "/".join(quote(part, safe=":@") for part in parts)


def require_name(kind: str, name: str) -> str:
    """The name as it is; PydockError in docker's words when it is blank."""
    if not name.strip():
        raise PydockError(f"invalid {kind} name or ID: value is empty")
    return name


def filters(values: Mapping[str, Iterable[str]]) -> str | None:
    """The `filters` of a query as JSON; None when there are none.

    The form `{"label": {"a=b": true}}` is of API 1.22; `Engine.filters` knows both.
    """
    return json.dumps({k: dict.fromkeys(v, True) for k, v in values.items()}) if values else None


class Ping:
    """What the engine says of itself in the head of GET or HEAD /_ping."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.api_version = headers.get("api-version", "")
        self.os_type = headers.get("ostype", "")
        self.experimental = headers.get("docker-experimental", "") == "true"
        self.builder_version = headers.get("builder-version", "")
        self.swarm = headers.get("swarm", "")
        self.server = headers.get("server", "")


class Engine:
    """One engine over one transport. Negotiates the API version when it is first asked."""

    def __init__(self, transport: Transport, version: str = "") -> None:
        """`version` ("1.41") turns negotiation off, as DOCKER_API_VERSION does."""
        self.transport = transport
        self._wanted = version
        self._ask: Callable[[str, str], Response] = transport.request

    @cached_property
    def ping(self) -> Ping:
        """HEAD /_ping, unversioned; GET where HEAD is not known (before API 1.40).

        An engine that has no ping at all (before API 1.11) says nothing in it.
        """
        answer = self._ask("HEAD", "/_ping")
        if answer.status != 200:
            answer = self._ask("GET", "/_ping")
        if answer.status >= 500 or answer.status in (200, NOT_FOUND):
            return Ping(answer.headers)
        raise _error(answer.status, answer.headers, answer.body)

    @property
    def is_podman(self) -> bool:
        """Is it Podman's service, which has no plugins, swarms and build cache?"""
        return self.ping.server.startswith("Libpod/")

    @cached_property
    def api_version(self) -> Version:
        """The API version spoken: what was asked for, else the highest that both know."""
        if self._wanted:
            try:
                return parse_version(self._wanted)
            except ValueError:
                raise PydockError(f"invalid DOCKER_API_VERSION: {self._wanted!r}") from None
        try:
            return min(MAX_API_VERSION, self.supported_version)
        except (CannotConnect, ConnectionLost):
            return MAX_API_VERSION  # so that the error names the command's own request

    @cached_property
    def supported_version(self) -> Version:
        """The newest API of the engine: its ping says, or GET /version before API 1.25.

        NotSupported for an engine before API 1.12, the first to name its version there.
        """
        text = self.ping.api_version
        if not text:
            answer = self._ask("GET", "/version")
            known = _decoded(answer) if answer.status == 200 else {"ApiVersion": "1.24"}
            if not isinstance(known, dict):
                raise ProtocolError("the engine does not say which version it is")
            text = str(known.get("ApiVersion") or "")
            if not text:
                raise _too_old("older than 1.12")
        try:
            found = parse_version(text)
        except ValueError:
            raise ProtocolError(
                f"the engine names no API version that makes sense: {text!r}"
            ) from None
        if found < MIN_API_VERSION:
            raise _too_old(text)
        return found

    @property
    def api_version_text(self) -> str:
        return f"{self.api_version[0]}.{self.api_version[1]}"

    def at_least(self, version: str) -> bool:
        """Is the API version spoken `version` ("1.30") or later?"""
        return self.api_version >= parse_version(version)

    def supports(self, version: str) -> bool:
        """Does the engine know what came with `version`, whichever version is spoken?

        For endpoints and fields of old: an engine that has them answers them under every
        version, an older one that was asked for included.
        """
        return self.at_least(version) or self.supported_version >= parse_version(version)

    def require(self, version: str, what: str) -> None:
        """NotSupported unless the engine has `what` ("--since"), which came with `version`."""
        if not self.supports(version):
            raise NotSupported(f"{what} {self.requirement(version)}")

    def requirement(self, version: str) -> str:
        """The words, after its name, for what needs another version than there is."""
        return requirement(version, self.api_version_text)

    def filters(
        self,
        values: Mapping[str, Iterable[str]],
        since: Mapping[str, str] | None = None,
    ) -> str | None:
        """The `filters` of a query in the form that this version reads; None for none.

        `since` says with which version each of them came: engines before API 1.22 would pass
        over one that they do not know and answer with too much. It is refused here instead.
        """
        if since is not None and values and not self.supports("1.22"):
            for name in values:
                if name not in since:
                    raise PydockError(f"invalid filter '{name}'")
                self.require(since[name], f'"--filter {name}"')
        if values and not self.at_least("1.22"):
            return json.dumps({key: list(found) for key, found in values.items()})
        return filters(values)

    def repository(self, name: str) -> str:
        """The full name of a repository as the engine reads it.

        Before API 1.24 that of Docker Hub goes without its registry: `alpine`, `me/app`.
        """
        hub = "docker.io/"
        if self.at_least("1.24") or not name.startswith(hub):
            return name
        short = name.removeprefix(hub)
        official = short.removeprefix("library/")
        return short if "/" in official else official

    def call(
        self,
        method: str,
        path: str,
        query: Query | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout_seconds: float | None = None,
    ) -> Any:
        """One request; the answer's JSON, or None when it has no body.

        `body` is sent as JSON; None sends none. Raises ApiError and connection errors.
        """
        answer = self.request(method, path, query, body, headers, timeout_seconds)
        return _decoded(answer) if answer.body.strip() else None

    def request(
        self,
        method: str,
        path: str,
        query: Query | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout_seconds: float | None = None,
    ) -> Response:
        """Like `call`, but the whole answer: its status, headers and body."""
        head, data = _encoded(body, headers)
        answer = self.transport.request(
            method, self.target(path, query), head, data, timeout_seconds
        )
        if answer.status >= 400:
            raise _error(answer.status, answer.headers, answer.body)
        return answer

    def stream(
        self,
        method: str,
        path: str,
        query: Query | None = None,
        body: Body = None,
        headers: Mapping[str, str] | None = None,
    ) -> StreamResponse:
        """A request whose answer may be of any length; the caller reads and closes it.

        `body` is sent as it is: bytes, or an iterable that is sent in chunks.
        """
        self.expect_streams()
        answer = self.transport.stream(method, self.target(path, query), dict(headers or {}), body)
        if answer.status >= 400:
            with answer:
                raise _error(answer.status, answer.headers, answer.read(_SHORT_ANSWER_BYTES))
        return answer

    def hijack(
        self,
        method: str,
        path: str,
        query: Query | None = None,
        body: Any = None,
        headers: Headers | None = None,
    ) -> Hijacked:
        """A request after which the connection carries raw bytes both ways (API 1.17)."""
        head, data = _encoded(body)
        answer = self.transport.hijack(
            method, self.target(path, query), {**head, **(headers or {})}, data or b""
        )
        if answer.status not in (101, 200):
            try:
                raise _error(answer.status, answer.headers, answer.read_error())
            finally:
                answer.close()
        return answer

    def expect_streams(self) -> None:
        """Negotiate without what the transport loads for many short requests.

        For commands that begin with a stream: they mostly send nothing else.
        """
        self._ask = self._ask_alone

    def _ask_alone(self, method: str, target: str) -> Response:
        """A short request on a connection of its own."""
        from pydock.transport import Response

        with self.transport.stream(method, target) as answer:
            body = answer.read(_SHORT_ANSWER_BYTES)
            return Response(answer.status, answer.reason, answer.headers, body)

    def target(self, path: str, query: Query | None = None) -> str:
        """The versioned path with its query, as it stands in the request line."""
        pairs: list[tuple[str, str]] = []
        for key, value in (query or {}).items():
            if isinstance(value, list):
                pairs.extend((key, item) for item in value)
            elif isinstance(value, bool):
                pairs.append((key, "1" if value else "0"))
            elif value is not None:
                pairs.append((key, str(value)))
        from urllib.parse import urlencode

        text = urlencode(sorted(pairs, key=lambda pair: pair[0]), errors="surrogateescape")
        return f"/v{self.api_version_text}{path}" + (f"?{text}" if text else "")

    def close(self) -> None:
        self.transport.close()


def _too_old(text: str) -> NotSupported:
    return NotSupported(
        f"the engine's API version is {text}; "
        f"pydock needs {MIN_API_VERSION[0]}.{MIN_API_VERSION[1]} or later"
    )


def _encoded(
    body: Any, headers: Mapping[str, str] | None = None
) -> tuple[dict[str, str], bytes | None]:
    head = dict(headers or {})
    if body is None:
        return head, None
    head["Content-Type"] = "application/json"
    return head, json.dumps(body, separators=(",", ":")).encode("utf-8", "surrogateescape")


def _decoded(answer: Response) -> Any:
    try:
        return json.loads(answer.body)
    except ValueError:
        raise ProtocolError("the engine's answer is not the JSON that it should be") from None


def _error(status: int, headers: Mapping[str, str], body: bytes) -> ApiError:
    """The engine's own words: `{"message": ...}`, or plain text from old engines."""
    text = body.decode("utf-8", "replace").strip()
    if "json" in headers.get("content-type", "json"):
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if isinstance(found, dict):
            message = found.get("message") or found.get("cause") or found.get("error")
            text = str(message or text).strip()
    if status == NOT_FOUND and _OTHER_VERSION in text:
        # Before API 1.19 this came as if the object had not been found.
        status = BAD_REQUEST
    return ApiError(status, text or f"request returned status {status} without a reason")
