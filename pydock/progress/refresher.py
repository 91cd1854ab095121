"""Redraws a display, at new states and as time passes."""

import threading
import time
from collections.abc import Callable

#: the shortest and the longest time between two refreshes
_LEAST_PAUSE_SECONDS = 0.1
_LONGEST_PAUSE_SECONDS = 0.15
#: the shortest pause, as a multiple of the time that a refresh takes
_PAUSE_FACTOR = 4


class Refresher:
    """Calls `draw` under `lock`: at most ten times a second, and in a thread without new states."""

    def __init__(self, draw: Callable[[], None]) -> None:
        self.lock = threading.Lock()
        #: the thread's error of the output, raised by the next `changed`
        self.failure: OSError | None = None
        self._draw = draw
        self._ended = threading.Event()
        self._drawn_at = 0.0
        self._pause_seconds = _LEAST_PAUSE_SECONDS
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread; the first drawing is after a pause, since first states are short."""
        self._drawn_at = time.monotonic()
        self._thread = threading.Thread(target=self._keep_drawing, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread; it draws no more."""
        self._ended.set()
        if self._thread:
            self._thread.join()

    def changed(self) -> None:
        """Draw a new state, if it is time; the caller holds the lock."""
        if self.failure is not None:
            raise self.failure
        if time.monotonic() - self._drawn_at >= self._pause_seconds:
            self._refresh()

    def _keep_drawing(self) -> None:
        pause_seconds = _LONGEST_PAUSE_SECONDS
        while not self._ended.wait(pause_seconds):
            with self.lock:
                longest_seconds = max(_LONGEST_PAUSE_SECONDS, self._pause_seconds)
                pause_seconds = longest_seconds - (time.monotonic() - self._drawn_at)
                if pause_seconds <= 0:
                    pause_seconds = longest_seconds
                    try:
                        self._refresh()
                    except OSError as error:
                        self.failure = error
                        return

    def _refresh(self) -> None:
        """Draw, which must not take most of the time however much there is to draw."""
        started_at = self._drawn_at = time.monotonic()
        self._draw()
        self._pause_seconds = max(
            _LEAST_PAUSE_SECONDS, _PAUSE_FACTOR * (time.monotonic() - started_at)
        )
