"""The engine's endpoints for a build by BuildKit; `pydock.api.build` implements them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pydock.transport import ByteStream, Headers

Query = Mapping[str, str | int | bool | list[str] | None]


class BuildResponse(Protocol):
    """The progress that POST /build returns, a JSON object per line."""

    def lines(self) -> Iterator[bytes]: ...

    def __enter__(self) -> BuildResponse: ...

    def __exit__(self, *exc: object) -> None: ...


class BuildEndpoints(Protocol):
    """One engine. Every method raises ApiError and errors of the connection."""

    def open_grpc(self) -> ByteStream | None:
        """Open BuildKit's own API; None where the engine lacks it."""

    def open_session(self, headers: Headers) -> ByteStream | None:
        """Open a session; None where the engine lacks it."""

    def build(self, query: Query) -> BuildResponse:
        """Build with what a session serves, by the engine's own endpoint."""

    def cancel(self, build_id: str) -> None:
        """Cancel such a build."""
