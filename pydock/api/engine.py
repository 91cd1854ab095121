"""The engine: version negotiation, paths, queries, responses and their errors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from pydock.errors import (
    ApiError,
    CannotConnect,
    Conflict,
    ConnectionLost,
    NotFound,
    NotSupported,
    ProtocolError,
    PydockError,
    requirement,
)
from pydock.golang.unmarshal import (
    Filled,
    UnmarshalError,
    decode_text,
    load,
    unmarshal,
    unmarshal_each,
)

if TYPE_CHECKING:
    from pydock.transport import Headers, Hijacked, Response, StreamResponse, Transport

T = TypeVar("T")
Version = tuple[int, int]
#: parameters of a request; False, "" and None are left out
Query = Mapping[str, str | int | bool | list[str] | None]
Body = bytes | Iterable[bytes] | None
Filters = Mapping[str, Iterable[str]]
#: an object that is sent as JSON
Json = Mapping[str, Any]

#: the newest supported API version, and the oldest
MAX_API_VERSION: Version = (1, 55)
MIN_API_VERSION: Version = (1, 12)

NOT_MODIFIED, BAD_REQUEST, NOT_FOUND = 304, 400, 404
#: errors with a meaning of their own
_ERRORS: Mapping[int, type[ApiError]] = {NOT_FOUND: NotFound, 409: Conflict}

#: how old engines refuse a version that is newer than theirs
_VERSION_MISMATCH = "client and server don't have same version"


def parse_version(text: str) -> Version:
    """Parse "1.41" as (1, 41); ValueError for anything else."""
    major, _, minor = text.strip().removeprefix("v").partition(".")
    return int(major), int(minor)


def path(*parts: str) -> str:
    """Return the path of a request, each part quoted: path("images", "a/b", "json").

    As in docker, blanks and slashes around a name do not count, and a name may have slashes
    inside. PydockError for a name that would lead to another path.
    """
    quoted = [_quoted(part) for part in parts]
    if not all(quoted):
        kind = parts[0].removesuffix("s")
        raise PydockError(f"invalid {kind} name or ID: value is empty")
    return "/" + "/".join(quoted)


@lru_cache(maxsize=64)  # most parts are the same in each path
def _quoted(part: str) -> str:
    from urllib.parse import quote

    steps = [step for step in part.strip().split("/") if step]
    if not {".", ".."}.isdisjoint(steps):
        raise PydockError(f'invalid name or ID: "{part}"')
    return quote("/".join(steps), safe="/:@", errors="surrogateescape")


def registry_auth_header(auth: str) -> dict[str, str]:
    """Return the header with credentials for a registry, none for ""."""
    return {"X-Registry-Auth": auth} if auth else {}


def logs_query(
    *, follow: bool, since: str, timestamps: bool, tail: str, details: bool, until: str = ""
) -> Query:
    """Return the query for the logs of a container, service or task."""
    return {
        "stdout": True,
        "stderr": True,
        "follow": follow,
        "since": since,
        "until": until,
        "timestamps": timestamps,
        "tail": "" if tail == "all" else tail,
        "details": details,
    }


def require_name(kind: str, name: str) -> str:
    """Return the name; PydockError if it is blank."""
    if not name.strip():
        raise PydockError(f"invalid {kind} name or ID: value is empty")
    return name


def filters(values: Filters | None) -> str | None:
    """Return the `filters` of a query as JSON of API 1.22, None for no filters."""
    return json.dumps({k: dict.fromkeys(v, True) for k, v in values.items()}) if values else None


class EngineVersion(TypedDict):
    """The part of GET /version that negotiation uses."""

    ApiVersion: Filled[str]


class Ping:
    """The engine's properties in the head of GET or HEAD /_ping."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.api_version = headers.get("api-version", "")
        self.os_type = headers.get("ostype", "")
        self.experimental = headers.get("docker-experimental", "") == "true"
        self.builder_version = headers.get("builder-version", "")
        self.swarm = headers.get("swarm", "")
        self.server = headers.get("server", "")
        self.is_podman = "libpod" in self.server.lower()
        #: the engine's clock, as HTTP has times
        self.date = headers.get("date", "")


class Engine:
    """One engine over one transport; negotiates the API version at the first request."""

    def __init__(self, transport: Transport, version: str = "") -> None:
        """`version` ("1.41") disables negotiation, as DOCKER_API_VERSION does."""
        self.transport = transport
        self._requested_version = version
        self._last_decoded: Any = None

    @cached_property
    def ping(self) -> Ping:
        """HEAD or (before API 1.40) GET /_ping, unversioned; empty before API 1.11."""
        answer = self.transport.request("HEAD", "/_ping")
        if answer.status != 200:
            answer = self.transport.request("GET", "/_ping")
        if answer.status >= 500 or answer.status in (200, NOT_FOUND):
            return Ping(answer.headers)
        raise self._error("GET", "/_ping", answer.status, answer.headers, answer.body)

    @property
    def is_podman(self) -> bool:
        """Whether the engine is Podman's service: without plugins, swarms and build cache."""
        return self.ping.server.startswith("Libpod/")

    @cached_property
    def api_version(self) -> Version:
        """The negotiated API version: the requested one, else the highest that both support."""
        if self._requested_version:
            try:
                return parse_version(self._requested_version)
            except ValueError:
                raise PydockError(
                    f"Failed to initialize: invalid API version ({self._requested_version}):"
                    " must be formatted <major>.<minor>"
                ) from None
        try:
            return min(MAX_API_VERSION, self.supported_version)
        except (CannotConnect, ConnectionLost):
            return MAX_API_VERSION  # so that the error names the command's own request

    @cached_property
    def supported_version(self) -> Version:
        """The engine's newest API version, from its ping, or GET /version before API 1.25.

        NotSupported for an engine before API 1.12, the first one with a version there.
        """
        text = self.ping.api_version
        if not text:
            answer = self.transport.request("GET", "/version")
            text = "1.24"
            if answer.status == 200:
                text = self.decoded(EngineVersion, "GET", "/version", answer)["ApiVersion"]
            if not text:
                raise _too_old("older than 1.12")
        try:
            found = parse_version(text)
        except ValueError:
            raise ProtocolError(
                f"invalid response from engine: invalid API version {text!r}"
            ) from None
        if found < MIN_API_VERSION:
            raise _too_old(text)
        return found

    @property
    def api_version_text(self) -> str:
        return f"{self.api_version[0]}.{self.api_version[1]}"

    def at_least(self, version: str) -> bool:
        """Return whether the negotiated API version is `version` ("1.30") or later."""
        return self.api_version >= parse_version(version)

    def supports(self, version: str) -> bool:
        """Return whether the engine supports `version`, whichever one is negotiated.

        For old endpoints and fields, which an engine offers under every version that it
        supports, including a requested older one.
        """
        return self.at_least(version) or self.supported_version >= parse_version(version)

    def require(self, version: str, what: str) -> None:
        """Raise NotSupported unless the engine supports `version`, which `what` requires."""
        if not self.supports(version):
            raise NotSupported(f"{what} {self.requirement(version)}")

    def requirement(self, version: str) -> str:
        """Return "requires API version ...", the end of a sentence for what the engine lacks."""
        return requirement(version, self.api_version_text)

    def filters(self, values: Filters | None, since: Mapping[str, str] | None = None) -> str | None:
        """Return the `filters` of a query in the form of the negotiated version; None for none.

        `since` has the API version that each filter requires: engines before API 1.22 ignore an
        unknown one and would answer with too much. Raises NotSupported and PydockError instead.
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
        """Return a repository's full name; before API 1.24 those of Docker Hub have no registry."""
        hub = "docker.io/"
        if self.at_least("1.24") or not name.startswith(hub):
            return name
        short = name.removeprefix(hub)
        official = short.removeprefix("library/")
        return short if "/" in official else official

    def request_json(
        self,
        shape: type[T],
        method: str,
        path: str,
        query: Query | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        *,
        fill: bool = True,
    ) -> T:
        """Send a request and return the JSON of the response, checked against its shape.

        `body` is sent as JSON, None as no body. Without `fill` the JSON stays as the engine sent
        it, for `inspect`. Raises ApiError, connection errors, and ProtocolError for another shape.
        """
        answer = self.request(method, path, query, body, headers)
        return self.decoded(shape, method, path, answer, fill=fill)

    def request_each(
        self, shape: type[list[T]], method: str, path: str, query: Query | None = None
    ) -> Iterator[T]:
        """Send a request and return an iterator over the array of the response.

        Raises as `request_json`; the ProtocolError of an item comes after the items before it.
        """
        answer = self.request(method, path, query)
        return decode_each(shape, answer.body, f"{method} {path}")

    def request(
        self,
        method: str,
        path: str,
        query: Query | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout_seconds: float | None = None,
    ) -> Response:
        """Send a request and return the whole response. Raises ApiError, ProtocolError."""
        head, data = _encoded(body, headers)
        answer = self.transport.request(
            method, self.target(path, query), head, data, timeout_seconds
        )
        if not _is_success(answer.status):
            raise self._error(method, path, answer.status, answer.headers, answer.body)
        return answer

    def stream(
        self,
        method: str,
        path: str,
        query: Query | None = None,
        body: Body = None,
        headers: Mapping[str, str] | None = None,
    ) -> StreamResponse:
        """Send a request (`body` unchanged) and return a response that the caller closes."""
        answer = self.transport.stream(method, self.target(path, query), dict(headers or {}), body)
        if not _is_success(answer.status):
            from pydock.transport import ERROR_LIMIT_BYTES

            with answer:
                text = answer.read(ERROR_LIMIT_BYTES + 1)
                raise self._error(method, path, answer.status, answer.headers, text)
        return answer

    def hijack(
        self,
        method: str,
        path: str,
        query: Query | None = None,
        body: Any = None,
        headers: Headers | None = None,
    ) -> Hijacked:
        """Send a request after which the connection carries raw bytes both ways (API 1.17)."""
        head, data = _encoded(body)
        answer = self.transport.hijack(
            method, self.target(path, query), {**head, **(headers or {})}, data or b""
        )
        if answer.status not in (101, 200):
            try:
                text = answer.read_error()
                raise self._error(method, path, answer.status, answer.headers, text)
            finally:
                answer.close()
        return answer

    def target(self, path: str, query: Query | None = None) -> str:
        """Return the versioned path with its query, as in the request line."""
        pairs: list[tuple[str, str]] = []
        for key, value in (query or {}).items():
            if isinstance(value, list):
                pairs.extend((key, item) for item in value)
            elif value is True:
                pairs.append((key, "1"))
            elif value is not False and value not in (None, ""):
                pairs.append((key, str(value)))
        from urllib.parse import urlencode

        text = urlencode(sorted(pairs, key=lambda pair: pair[0]), errors="surrogateescape")
        return f"/v{self.api_version_text}{path}" + (f"?{text}" if text else "")

    def close(self) -> None:
        self.transport.close()

    def decoded(
        self, shape: type[T], method: str, path: str, answer: Response, *, fill: bool = True
    ) -> T:
        """Return the JSON of a response; ProtocolError, with the endpoint, for another shape."""
        found = decode(shape, answer.body, f"{method} {path}", fill=fill)
        # Kept, as freeing a long list takes 10 ms, and the process is about to end.
        self._last_decoded = found
        return found

    def _error(
        self, method: str, path: str, status: int, headers: Mapping[str, str], body: bytes
    ) -> PydockError:
        """Return the error for a status that is no success, with the engine's message."""
        if status < BAD_REQUEST:
            url = self.transport.url(path)
            problem = f"unexpected status {status} in response"
            if status >= 300:
                problem = "unexpected redirect in response"
            return ProtocolError(f'error during connect: {method.capitalize()} "{url}": {problem}')
        text = _error_message(headers, body) or f"request returned status {status} without a reason"
        if status == NOT_FOUND and _VERSION_MISMATCH in text:
            status = BAD_REQUEST  # before API 1.19 it was "not found"
        return _ERRORS.get(status, ApiError)(status, text)


def decode(shape: type[T], data: bytes, endpoint: str, *, fill: bool = True) -> T:
    """Return the JSON of a response or of a line of one; ProtocolError for another shape."""
    try:
        return unmarshal(shape, data, fill=fill)
    except UnmarshalError as error:
        raise _invalid_response(endpoint, error) from None


def decode_each(shape: type[list[T]], data: bytes, endpoint: str) -> Iterator[T]:
    """Yield the items of an array of a response; ProtocolError for another shape."""
    try:
        yield from unmarshal_each(shape, data)
    except UnmarshalError as error:
        raise _invalid_response(endpoint, error) from None


def _invalid_response(endpoint: str, error: UnmarshalError) -> ProtocolError:
    return ProtocolError(f"invalid response from engine: {endpoint}: {error}")


def _is_success(status: int) -> bool:
    """Return whether a status is a success; 304 means that nothing had to change."""
    return 200 <= status < 300 or status == NOT_MODIFIED


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


def _error_message(headers: Mapping[str, str], body: bytes) -> str:
    """Return the message of an error: `{"message": ...}`, or plain text of old engines."""
    from pydock.transport import ERROR_LIMIT_BYTES

    if len(body) > ERROR_LIMIT_BYTES:
        return f"request returned a message of more than {ERROR_LIMIT_BYTES} bytes"
    text = decode_text(body).strip()
    if "json" not in headers.get("content-type", "json"):
        return text
    try:
        found = load(body)
    except UnmarshalError:
        return text
    if isinstance(found, dict):
        message = found.get("message") or found.get("cause") or found.get("error")
        text = message.strip() if isinstance(message, str) else text
    return text
