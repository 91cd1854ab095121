"""Long answers of the engine: progress shown to the person, and archives passed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from pydock.cli.app import App

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

_PIECE_BYTES = 64 << 10
_ARCHIVE_PIECE_BYTES = 256 << 10


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
    from pydock.progress.show import drain, show

    with answer:
        chunks = iter(lambda: answer.read1(_PIECE_BYTES), b"")
        if quiet:
            drain(chunks, on_aux)
            return
        terminal = app.is_terminal(stream)
        out = getattr(app, stream)
        show(chunks, out, terminal=terminal, environ=app.environ, on_aux=on_aux)


def pass_on(answer: StreamResponse, out: BinaryIO) -> None:
    """Write the whole answer to a file in constant memory, and close the answer."""
    buffer = memoryview(bytearray(_ARCHIVE_PIECE_BYTES))
    with answer:
        while count := answer.readinto(buffer):
            out.write(buffer[:count])
        out.flush()


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """The content of a file or pipe for a request's body, as it comes."""
    read1 = getattr(file, "read1", file.read)
    return iter(lambda: bytes(read1(_ARCHIVE_PIECE_BYTES)), b"")
