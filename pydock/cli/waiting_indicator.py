"""A spinner on the terminal while a response of the engine is pending."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from pydock.transport import Headers, Hijacked, Response, Transport

DELAY_SECONDS = 1.0
_STEP_SECONDS = 0.1
_FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_ERASE = "\r\x1b[K"


class WaitingTransport:
    """A transport that shows a spinner on a terminal while a response is pending.

    Streams have a display of their own. After a hijacked connection the terminal belongs to the
    container, and there is no spinner.
    """

    def __init__(self, transport: Transport, terminal: TextIO) -> None:
        self._transport = transport
        self._terminal = terminal
        self._is_shown = threading.Lock()
        self._may_show = True
        self.stream, self.url, self.close = transport.stream, transport.url, transport.close
        self.connect, self.connect_http2 = transport.connect, transport.connect_http2

    def request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        timeout_seconds: float | None = None,
    ) -> Response:
        with self._spinner():
            return self._transport.request(method, target, headers, body, timeout_seconds)

    def prefetch(self, targets: Sequence[str]) -> None:
        with self._spinner():
            self._transport.prefetch(targets)

    def hijack(
        self, method: str, target: str, headers: Headers | None = None, body: bytes | None = None
    ) -> Hijacked:
        self._may_show = False
        return self._transport.hijack(method, target, headers, body)

    @contextmanager
    def _spinner(self) -> Iterator[None]:
        """Show the spinner when the block takes more than a second; one for all threads."""
        if not self._may_show or not self._is_shown.acquire(blocking=False):
            yield
            return
        is_done = threading.Event()
        thread = threading.Thread(target=self._draw, args=(is_done,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            is_done.set()
            thread.join()
            self._is_shown.release()

    def _draw(self, is_done: threading.Event) -> None:
        start = time.monotonic()
        if is_done.wait(DELAY_SECONDS):
            return
        step = 0
        while True:
            seconds = int(time.monotonic() - start)
            frame = _FRAMES[step % len(_FRAMES)]
            self._terminal.write(f"{_ERASE}{frame} waiting for the engine, {seconds} s")
            self._terminal.flush()
            step += 1
            if is_done.wait(_STEP_SECONDS):
                break
        self._terminal.write(_ERASE)
        self._terminal.flush()
