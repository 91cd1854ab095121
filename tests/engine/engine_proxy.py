"""A proxy in front of an engine: passes connections on, without some paths, until it is cut."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

Watch = Callable[[bytes], bool]

_MISSING = (
    b"HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\n"
    b'Content-Length: 29\r\nConnection: close\r\n\r\n{"message": "page not found"}'
)


class EngineProxy:
    """Listens at `host`; connections whose first request is for a path of `missing` get a 404.

    `watch` is called with each first request, and returns whether it is passed on.
    """

    def __init__(
        self, directory: Path, engine: str, missing: Collection[str], watch: Watch | None = None
    ) -> None:
        self.host = f"unix://{directory}/proxy.sock"
        self._engine = engine.removeprefix("unix://")
        self._watch = watch or (lambda request: True)
        self._missing = [path.encode() for path in missing]
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(self.host.removeprefix("unix://"))
        self._server.listen()
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break all connections off."""
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                self._open.append(client)
                threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        head = client.recv(65536)
        found = re.match(rb"[A-Z]+ (?:/v[0-9.]+)?(/[a-z_]+)", head)
        if found and found[1] in self._missing:
            client.sendall(_MISSING)
            client.close()
            return
        if not self._watch(head):
            client.close()
            return
        with socket.socket(socket.AF_UNIX) as engine:
            engine.connect(self._engine)
            self._open.append(engine)
            engine.sendall(head)
            back = threading.Thread(target=_pass_on, args=[engine, client], daemon=True)
            back.start()
            _pass_on(client, engine)
            back.join()
        client.close()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@contextmanager
def engine_proxy(
    directory: Path, engine: str, *missing: str, watch: Watch | None = None
) -> Iterator[EngineProxy]:
    """One that runs while the block does; its socket is in the directory."""
    proxy = EngineProxy(directory, engine, missing, watch)
    try:
        yield proxy
    finally:
        proxy.close()
