"""Long answers of the engine: progress shown to the person, and archives passed on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from io import UnsupportedOperation
from typing import TYPE_CHECKING, Any, BinaryIO

from pydock.cli.app import App

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

_PIECE_BYTES = 64 << 10
#: more would be mapped and given back by the allocator piece by piece
_ARCHIVE_PIECE_BYTES = 128 << 10
#: what the kernel lets everybody have; pipes begin with a sixteenth of it
_PIPE_BYTES = 1 << 20


def show_progress(
    app: App,
    answer: StreamResponse,
    *,
    quiet: bool = False,
    stream: str = "stdout",
    on_aux: Callable[[Any], None] | None = None,
) -> None:
    """Show the progress that the answer tells, on "stdout" or "stderr", and close it.

    Nothing is shown when `quiet`; `on_aux` gets what the engine tells the program. Raises
    StreamError when the engine reports an error.
    """
    from pydock.progress.display import drain, show

    with answer:
        chunks = iter(lambda: answer.read1(_PIECE_BYTES), b"")
        if quiet:
            drain(chunks, on_aux)
            return
        terminal = app.is_terminal(stream)
        out = getattr(app, stream)
        show(chunks, out, terminal=terminal, environ=app.environ, on_aux=on_aux)


def pass_on(answer: StreamResponse, out: BinaryIO) -> None:
    """Write the whole answer to a file in constant memory, and close the answer.

    What was received goes to the file from where it is, without a copy of it.
    """
    _widen(out)
    out.flush()
    try:
        descriptor = out.fileno()
    except UnsupportedOperation:  # the program runs inside another's process
        write: Callable[[list[memoryview]], None] = out.writelines
    else:
        write = partial(_write, descriptor)
    with answer:
        while views := answer.views():
            write(views)


def _write(descriptor: int, views: list[memoryview]) -> None:
    written = os.writev(descriptor, views)
    while written < (size := sum(map(len, views))):  # a pipe takes what it has room for
        rest = memoryview(b"".join(views))[written:size]
        views, written = [rest], os.write(descriptor, rest)


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """The content of a file or pipe for a request's body, as it comes."""
    _widen(file)
    read1 = getattr(file, "read1", file.read)
    return iter(lambda: bytes(read1(_ARCHIVE_PIECE_BYTES)), b"")


def _widen(file: BinaryIO) -> None:
    """Let a pipe hold more, so that its two ends wait for each other less often (Linux)."""
    try:
        from fcntl import F_SETPIPE_SZ, fcntl

        fcntl(file.fileno(), F_SETPIPE_SZ, _PIPE_BYTES)
    except (ImportError, OSError, ValueError):
        return  # no pipe, or as wide as this system lets it be
