"""The hijacked connection: after the head of the answer, raw bytes in both directions."""

from __future__ import annotations

from pydock.transport.exchange import Exchange, Stream, lost

ERROR_LIMIT_BYTES = 1024 * 1024

UPGRADE_HEADERS = {"Connection": "Upgrade", "Upgrade": "tcp"}


class HijackedConnection:
    """A `pydock.transport.Hijacked`. What came along with the head is read first."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._wire = exchange.wire
        self.status, self.reason, self.headers = exchange.head
        self._ahead = memoryview(b"")
        if self.status in (101, 200):
            self._ahead = memoryview(exchange.reader.rest())
        self.fileno = self._wire.fileno
        self.close = exchange.close

    def read_error(self) -> bytes:
        return Stream(self._exchange).read(ERROR_LIMIT_BYTES)

    def recv_into(self, buffer: bytearray | memoryview) -> int:
        if self._ahead:
            count = min(len(self._ahead), len(buffer))
            buffer[:count] = self._ahead[:count]
            self._ahead = self._ahead[count:]
            return count
        try:
            return self._wire.recv_into(memoryview(buffer))
        except OSError as error:
            raise lost(error) from error

    def send(self, data: bytes | memoryview) -> int:
        try:
            return self._wire.send(data)
        except OSError as error:
            raise lost(error) from error

    def sendall(self, data: bytes | memoryview) -> None:
        try:
            self._wire.sendall(data)
        except OSError as error:
            raise lost(error) from error

    def close_write(self) -> None:
        self._wire.close_write()

    def pending(self) -> int:
        return len(self._ahead) + self._wire.pending()

    def __enter__(self) -> HijackedConnection:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
