"""Display a stream of progress, on a terminal or as plain lines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TextIO

from pydock.progress.json_stream import Message, decode
from pydock.progress.plain_text import plain_text


def display_stream(
    chunks: Iterable[bytes],
    out: TextIO,
    *,
    terminal: bool,
    environ: Mapping[str, str],
    on_aux: Callable[[Any], None] | None = None,
) -> None:
    """Display the stream of a pull, push, load or build until it ends.

    On a terminal the layers are redrawn in place, else docker's plain lines are printed. `on_aux`
    gets the auxiliary objects of the stream. Raises StreamError when the stream reports an
    error, after everything before it has been displayed.
    """
    messages = _without_aux(decode(chunks), on_aux)
    display_messages(messages, out, terminal=terminal, environ=environ)


def display_messages(
    messages: Iterable[Message],
    out: TextIO,
    *,
    terminal: bool,
    environ: Mapping[str, str],
    of_tasks: bool = False,
) -> None:
    """Display messages until they end; ids are layers, or `of_tasks` a service's tasks."""
    with open_display(out, terminal=terminal, environ=environ, of_tasks=of_tasks) as show:
        for message in messages:
            show(message)


@contextmanager
def open_display(
    out: TextIO, *, terminal: bool, environ: Mapping[str, str], of_tasks: bool = False
) -> Iterator[Callable[[Message], None]]:
    """A display, as `display_messages` has it; yields what displays one message, in any thread."""
    if terminal and environ.get("TERM") != "dumb":
        from pydock.progress.live_display import LiveDisplay

        with LiveDisplay(out, environ, of_tasks=of_tasks) as display:
            yield lambda message: display.add(sanitized(message))
        return

    def show(message: Message) -> None:
        out.write(plain_text(sanitized(message) if terminal else message))
        out.flush()

    yield show


def sanitized(message: Message) -> Message:
    """Return a message whose text is safe for a terminal; the steps of a build keep colours."""
    from pydock.terminal.sanitize import safe_line, safe_stream

    return message._replace(
        id=safe_line(message.id),
        status=safe_line(message.status),
        source=safe_line(message.source),
        stream=safe_stream(message.stream),
        progress_text=safe_line(message.progress_text),
    )


def drain(chunks: Iterable[bytes], on_aux: Callable[[Any], None] | None = None) -> None:
    """Read a stream to its end without output; raises StreamError as `display_stream` does."""
    for _ in _without_aux(decode(chunks), on_aux):
        pass


def _without_aux(
    messages: Iterable[Message], on_aux: Callable[[Any], None] | None
) -> Iterable[Message]:
    for message in messages:
        if message.aux is None:
            yield message
        elif on_aux:
            on_aux(message.aux)
