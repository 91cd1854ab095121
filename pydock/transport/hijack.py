"""Hijacked connections: raw bytes in both directions after the head of the response."""

from __future__ import annotations

from pydock.transport import ERROR_LIMIT_BYTES
from pydock.transport.exchange import Exchange, Stream, connection_lost
from pydock.transport.wire import Wire

UPGRADE_HEADERS = {"Connection": "Upgrade", "Upgrade": "tcp"}


class RawWire:
    """A `pydock.transport.RawConnection`; bytes received `ahead` are read first."""

    def __init__(self, wire: Wire, ahead: bytes = b"") -> None:
        self._wire = wire
        self._ahead = memoryview(ahead)
        self.fileno = wire.fileno
        self.abort = wire.abort
        self.close = wire.close
        self.close_write = wire.close_write

    def recv_into(self, buffer: bytearray | memoryview) -> int:
        if self._ahead:
            count = min(len(self._ahead), len(buffer))
            buffer[:count] = self._ahead[:count]
            self._ahead = self._ahead[count:]
            return count
        try:
            return self._wire.recv_into(memoryview(buffer))
        except OSError as error:
            raise connection_lost(error) from error

    def send(self, data: bytes | memoryview) -> int:
        try:
            return self._wire.send(data)
        except OSError as error:
            raise connection_lost(error) from error

    def send_file(self, descriptor: int, limit_bytes: int) -> int | None:
        try:
            return self._wire.send_file(descriptor, limit_bytes)
        except ConnectionError as error:
            raise connection_lost(error) from error

    def sendall(self, data: bytes | memoryview) -> None:
        try:
            self._wire.sendall(data)
        except OSError as error:
            raise connection_lost(error) from error

    def pending(self) -> int:
        return len(self._ahead) + self._wire.pending()


class HijackedConnection(RawWire):
    """A `pydock.transport.Hijacked`; bytes received with the head belong to the stream."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self.status, self.reason, self.headers = exchange.head
        agreed = self.status in (101, 200)
        super().__init__(exchange.wire, exchange.reader.rest() if agreed else b"")

    def read_error(self) -> bytes:
        return Stream(self._exchange).read(ERROR_LIMIT_BYTES + 1)

    def __enter__(self) -> HijackedConnection:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
