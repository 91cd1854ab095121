"""The events of an engine between two times."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pydock.api import system
from pydock.api.engine import Engine, Json

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

_PIECE_BYTES = 64 << 10


class EventStream:
    """The response of GET /events; a context manager. Podman's is ended here."""

    def __init__(
        self, engine: Engine, *, since: str, until: str, filters: Mapping[str, Sequence[str]]
    ) -> None:
        """Times are seconds since 1970, "" for none; without `until` there is no end."""
        self._deadline = float(until) if until and engine.is_podman else None
        self._is_future = self._deadline is not None and self._deadline > time.time()
        self._stream: StreamResponse = system.events(
            engine, since=since, until=until, filters=filters
        )

    def __enter__(self) -> EventStream:
        return self

    def __exit__(self, *exc: object) -> None:
        self._stream.close()

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes of the stream until its end or its time."""
        waits = not self._stream.pending()
        while not self._is_future or not waits or self._is_ready():
            chunk = self._stream.read1(_PIECE_BYTES)
            if not chunk:
                return
            yield chunk
            waits = len(chunk) < _PIECE_BYTES  # a full read means that more may be buffered

    def includes(self, event: Json) -> bool:
        """Return whether an event of the stream is not after its end."""
        return self._deadline is None or event.get("time", 0) <= self._deadline

    def _is_ready(self) -> bool:
        """Wait for bytes; False if there are none in time."""
        assert self._deadline is not None
        left_seconds = max(0.0, self._deadline - time.time())
        ready, _, _ = select.select([self._stream], [], [], left_seconds)
        return bool(ready)
