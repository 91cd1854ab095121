"""Copy streams of the engine: progress to the terminal, archives to files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from io import UnsupportedOperation
from typing import TYPE_CHECKING, Any, BinaryIO

from pydock.cli.app import App

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

#: larger blocks would be mapped and unmapped by the allocator each time
_ARCHIVE_PIECE_BYTES = 128 << 10
#: the kernel's limit for unprivileged users; the default is a sixteenth of it
_PIPE_BYTES = 1 << 20


def show_progress(
    app: App,
    answer: StreamResponse,
    *,
    quiet: bool = False,
    stream: str = "stdout",
    on_aux: Callable[[Any], None] | None = None,
) -> None:
    """Show a response's progress on a `stream`, unless `quiet`. Raises StreamError."""
    from pydock.progress.display import display_stream, drain

    with answer:
        if quiet:
            drain(answer.chunks(), on_aux)
            return
        terminal = app.is_terminal(stream)
        out = getattr(app, stream)
        display_stream(answer.chunks(), out, terminal=terminal, environ=app.environ, on_aux=on_aux)


def copy_response(answer: StreamResponse, out: BinaryIO) -> None:
    """Copy a response to a file, from its buffers, and close it."""
    _widen(out)
    out.flush()
    try:
        descriptor = out.fileno()
    except UnsupportedOperation:  # in-process, without file descriptors
        write: Callable[[list[memoryview]], None] = out.writelines
    else:
        write = partial(_write, descriptor)
    with answer:
        while views := answer.views():
            write(views)


def _write(descriptor: int, views: list[memoryview]) -> None:
    written = os.writev(descriptor, views)
    while written < (size := sum(map(len, views))):  # partial write to a pipe
        rest = memoryview(b"".join(views))[written:size]
        views, written = [rest], os.write(descriptor, rest)


def read_chunks(file: BinaryIO) -> Iterator[bytes]:
    """Read a file or pipe in chunks, for a request body."""
    _widen(file)
    read1 = getattr(file, "read1", file.read)
    return iter(lambda: bytes(read1(_ARCHIVE_PIECE_BYTES)), b"")


def _widen(file: BinaryIO) -> None:
    """Enlarge the buffer of a pipe (Linux), for fewer switches between its ends."""
    try:
        from fcntl import F_SETPIPE_SZ, fcntl

        fcntl(file.fileno(), F_SETPIPE_SZ, _PIPE_BYTES)
    except (ImportError, OSError, ValueError):
        return  # not a pipe, or at the system's limit
