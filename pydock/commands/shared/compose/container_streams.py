"""The output of one container, piece by piece: whether it is of standard error, and bytes."""

from __future__ import annotations

from collections.abc import Iterator

from pydock.api import containers
from pydock.api.engine import Engine
from pydock.commands.shared.compose.hooks import received
from pydock.errors import ApiError
from pydock.transport.demultiplexer import STDERR, whole_frames
from pydock.views.container_state import start_of_run


def read_attached(engine: Engine, container: str) -> Iterator[tuple[bool, bytes]]:
    """Attach to a container now, and return what it prints from its start on."""
    has_terminal = bool((containers.inspect(engine, container).get("Config") or {}).get("Tty"))
    try:
        stream = containers.attach(engine, container, stdin=False, stdout=True, stderr=True)
    except ApiError:
        return read_logs(engine, container)

    def pieces() -> Iterator[tuple[bool, bytes]]:
        with stream:
            yield from _parted(received(stream), has_terminal)

    return pieces()


def read_logs(engine: Engine, container: str) -> Iterator[tuple[bool, bytes]]:
    """Yield what a container prints, from the beginning of its current run."""
    found = containers.inspect(engine, container)
    has_terminal = bool((found.get("Config") or {}).get("Tty"))
    since = start_of_run(found.get("State") or {})
    with containers.logs(engine, container, follow=True, since=since) as answer:
        yield from _parted(answer.chunks(), has_terminal)


def _parted(chunks: Iterator[bytes], has_terminal: bool) -> Iterator[tuple[bool, bytes]]:
    if has_terminal:
        for chunk in chunks:
            yield False, chunk
        return
    for kind, data in whole_frames(chunks):
        yield kind == STDERR, data
