"""A build by BuildKit's own API: Control, over the connection of POST /grpc."""

from __future__ import annotations

import time

from pydock.build.buildkit.frontend_attributes import FRONTEND
from pydock.build.buildkit.grpc import CallFailed, Client, ClientCall
from pydock.build.buildkit.http2 import StreamBroken
from pydock.build.buildkit.messages.control import (
    BytesMessage,
    CacheOptions,
    Empty,
    SolveRequest,
    SolveResponse,
    StatusRequest,
    StatusResponse,
    TypedEntry,
)
from pydock.build.buildkit.messages.gateway import AskRequest, AskResponse, Result, ReturnRequest
from pydock.build.buildkit.result import BuildCancelled, BuildResult, failure
from pydock.build.buildkit.session import OnStatus, Session, new_id
from pydock.errors import ConnectionLost
from pydock.options.build.caches import Cache
from pydock.spec.build_request import BuildRequest

_CONTROL = "/moby.buildkit.v1.Control/"
_BRIDGE = "/moby.buildkit.v1.frontend.LLBBridge/"
#: timeout of a build's updates once the build itself has ended
_LAST_UPDATE_SECONDS = 5.0
_POLL_SECONDS = 0.5
#: timeout of the first update when the build itself, or a response, has ended already
_FIRST_UPDATE_SECONDS = 2.0


def solve_request(
    request: BuildRequest, ref: str, session: str, attrs: dict[str, str]
) -> SolveRequest:
    """Return the request of Control/Solve; a frontend request is sent in a call of its own."""
    exporters = [TypedEntry(export.type, dict(export.attrs)) for export in request.exports]
    first = exporters[0] if exporters else TypedEntry()
    return SolveRequest(
        ref=ref,
        exporter=first.type,
        exporter_attrs=first.attrs,
        exporters=exporters,
        session=session,
        frontend="" if request.call else FRONTEND,
        frontend_attrs=attrs,
        cache=CacheOptions(_entries(request.cache_to), _entries(request.cache_from)),
        entitlements=list(request.entitlements),
        internal=bool(request.call),
    )


class Control:
    """Builds over a connection to BuildKit; `client` is started."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def build(
        self, request: BuildRequest, session: Session, attrs: dict[str, str], on_status: OnStatus
    ) -> BuildResult:
        """Build, passing updates on. Raises BuildFailed, BuildCancelled for ctrl-C."""
        ref = new_id()
        solve = self._client.call(
            f"{_CONTROL}Solve", SolveResponse, solve_request(request, ref, session.id, attrs)
        )
        status = self._client.call(f"{_CONTROL}Status", StatusResponse, StatusRequest(ref))
        try:
            answers = self._request_frontend(ref, attrs, status, on_status) if request.call else {}
            self._follow(status, solve, on_status)
            return BuildResult(solve.only_answer().exporter_response, answers, ref)
        except KeyboardInterrupt:
            solve.cancel()
            self._follow(status, solve, on_status)
            raise BuildCancelled from None
        except CallFailed as failed:
            raise failure(failed) from None

    def open_session(self, session: Session) -> SessionStream:
        """Return a session's connection within this one, for an engine without POST /session."""
        metadata = [
            (name.lower().encode(), value.encode())
            for name, values in session.headers.items()
            for value in ([values] if isinstance(values, str) else values)
        ]
        return SessionStream(
            self._client.call(f"{_CONTROL}Session", BytesMessage, metadata=metadata)
        )

    def _follow(
        self,
        status: ClientCall[StatusResponse],
        solve: ClientCall[SolveResponse],
        on_status: OnStatus,
    ) -> None:
        """Pass updates on until they end, or until the build has ended and nothing follows."""
        last_update = time.monotonic()
        timeout_seconds = _FIRST_UPDATE_SECONDS
        try:
            while not status.is_over():
                update = status.answer(_POLL_SECONDS)
                if update is not None:
                    last_update = time.monotonic()
                    timeout_seconds = _LAST_UPDATE_SECONDS
                    on_status(update)
                elif not solve.stream.is_over():
                    last_update = time.monotonic()
                elif time.monotonic() - last_update > timeout_seconds:
                    status.cancel()
                    return
        except CallFailed:
            return  # of a build that did not begin: its own status says why
        except StreamBroken:
            if not solve.stream.is_over():
                raise

    def _request_frontend(
        self,
        ref: str,
        attrs: dict[str, str],
        status: ClientCall[StatusResponse],
        on_status: OnStatus,
    ) -> dict[str, bytes]:
        """Send the frontend request, and end the build, however short, with its result."""
        metadata = [(b"buildkit-controlapi-buildid", ref.encode())]
        request = AskRequest(FRONTEND, attrs, allow_result_return=True, allow_result_array_ref=True)
        call = self._client.call(f"{_BRIDGE}Solve", AskResponse, request, metadata)
        failed = None
        try:
            result = call.only_answer().result or Result()
        except CallFailed as error:
            failed = error
        if (update := status.answer(_FIRST_UPDATE_SECONDS)) is not None:
            on_status(update)
        if failed is not None:
            raise failed
        end = ReturnRequest(result)  # an engine crashes without a result
        self._client.call(f"{_BRIDGE}Return", Empty, end, metadata).only_answer()
        return result.metadata


class SessionStream:
    """A session's connection as the bytes of a call."""

    def __init__(self, call: ClientCall[BytesMessage]) -> None:
        self._call = call
        self._ahead = memoryview(b"")

    def recv_into(self, buffer: bytearray | memoryview) -> int:
        while not self._ahead:
            try:
                message = self._call.answer()
            except (CallFailed, StreamBroken) as error:
                raise ConnectionLost(error.message) from None
            if message is None:
                return 0
            self._ahead = memoryview(message.data)
        count = min(len(self._ahead), len(buffer))
        buffer[:count] = self._ahead[:count]
        self._ahead = self._ahead[count:]
        return count

    def sendall(self, data: bytes | memoryview) -> None:
        try:
            self._call.send(BytesMessage(bytes(data)))
        except StreamBroken as error:
            raise ConnectionLost(error.message) from None

    def abort(self) -> None:
        self._call.cancel()

    def close(self) -> None:
        """Do nothing: the connection belongs to Control."""


def _entries(caches: tuple[Cache, ...]) -> list[TypedEntry]:
    return [TypedEntry(cache.type, dict(cache.attrs)) for cache in caches]
