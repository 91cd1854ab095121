"""Options and output of `logs` and `service logs`."""

from __future__ import annotations

from contextlib import suppress
from time import sleep
from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.errors import ConnectionLost, reported_value_errors
from pydock.options.timestamps import timestamp

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

_CHUNK_BYTES = 64 << 10

#: engines send line by line: a short pause after a small read saves wake-ups at both ends
_SMALL_READ_BYTES = 16 << 10
_PAUSE_SECONDS = 0.0005


def parse_since(text: str, option_name: str) -> str:
    """The timestamp of --since or --until in the engine's form; PydockError if it is invalid."""
    with reported_value_errors(f'invalid value for "{option_name}": '):
        return timestamp(text)


def copy_multiplexed(app: App, answer: StreamResponse) -> None:
    """Copy the multiplexed stream to standard output and standard error."""
    from pydock.transport.demultiplexer import Demultiplexer

    out, err = app.out, app.err
    frames = Demultiplexer(out.write, err.write)
    buffer = memoryview(bytearray(_CHUNK_BYTES))
    with answer:
        while count := answer.readinto(buffer):
            frames.feed(buffer[:count])
            out.flush()
            err.flush()
            if count < _SMALL_READ_BYTES:
                sleep(_PAUSE_SECONDS)
    with suppress(ConnectionLost):  # the response is complete: the log itself ends in mid-frame
        frames.end()
