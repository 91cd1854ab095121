from __future__ import annotations

import os
import threading

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.errors import ConnectionLost
from pydock.transport import RawConnection

COPY_BYTES = 128 * 1024


@define("", no_arguments)
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Connect standard input and output to the engine; for the far side of ssh:// addresses."""
    connection = app.engine.transport.connect()
    stdin, stdout = app.stdin.fileno(), app.out.fileno()
    threading.Thread(target=_send, args=(stdin, connection), daemon=True).start()
    buffer = memoryview(bytearray(COPY_BYTES))
    while count := connection.recv_into(buffer):
        left = buffer[:count]
        while left:
            left = left[os.write(stdout, left) :]


def _send(descriptor: int, connection: RawConnection) -> None:
    """Copies input to the engine and tells it where that ends."""
    try:
        while data := os.read(descriptor, COPY_BYTES):
            connection.sendall(data)
    except ConnectionLost:
        return  # which the other direction sees too
    connection.close_write()
