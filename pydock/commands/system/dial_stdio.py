"""`docker system dial-stdio`: connect standard input and output to the engine."""

import os
import threading

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments
from pydock.errors import ConnectionLost
from pydock.transport import RawConnection

COPY_BYTES = 128 * 1024


@define("", no_arguments)
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Connect standard input and output to the engine, for ssh:// addresses of other hosts."""
    connection = app.engine.transport.connect()
    stdin, stdout = app.stdin.fileno(), app.out.fileno()
    threading.Thread(target=_send, args=(stdin, connection), daemon=True).start()
    buffer = memoryview(bytearray(COPY_BYTES))
    while count := connection.recv_into(buffer):
        left = buffer[:count]
        while left:
            left = left[os.write(stdout, left) :]


def _send(descriptor: int, connection: RawConnection) -> None:
    """Copy input to the engine, then close the write side."""
    try:
        while data := os.read(descriptor, COPY_BYTES):
            connection.sendall(data)
    except ConnectionLost:
        return  # the other direction raises this as well
    except OSError:
        pass  # standard input is gone
    connection.close_write()
