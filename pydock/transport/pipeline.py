"""GET requests that are sent before the responses to earlier ones (RFC 9112, 9.3.2)."""

from collections import deque
from collections.abc import Sequence
from itertools import islice

from pydock.errors import ConnectionLost
from pydock.transport import Response
from pydock.transport.exchange import can_go_on, read_body
from pydock.transport.http1 import Reader, read_head
from pydock.transport.wire import Wire

#: the most requests without a response: their heads fit into the buffers of every connection
WINDOW = 16


class Pipeline:
    """Requests over one connection, which the engine works on while pydock reads responses.

    After an error the responses are lost, and the requests have to be sent again.
    """

    def __init__(self, wire: Wire, reader: Reader, requests: Sequence[tuple[str, bytes]]) -> None:
        """Each request is its target and its head."""
        self._wire = wire
        self._reader = reader
        self._requests = deque(requests)
        self._sent = 0  # of these requests
        self.close = wire.close

    def is_next(self, target: str) -> bool:
        """Return whether the next response is that of this target."""
        return bool(self._requests) and self._requests[0][0] == target

    def response(self) -> Response:
        """Return the next response. Raises OSError, ConnectionLost, ProtocolError."""
        if self._sent <= WINDOW // 2:
            unsent = [*islice(self._requests, self._sent, WINDOW)]
            self._wire.sendall(b"".join(head for _, head in unsent))
            self._sent += len(unsent)
        head = read_head(self._reader)
        if head.status == 101:
            raise ConnectionLost("EOF")
        body = read_body("GET", head, self._reader)
        self._requests.popleft()
        self._sent -= 1
        if not can_go_on("GET", head, len(body)):
            self._requests.clear()
        return Response(*head, body)
