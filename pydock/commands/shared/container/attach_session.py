"""The terminal attached to the streams of a container or of an exec.

`run`, `exec`, `attach` and `start` share it:

    with AttachSession(app, forward=...) as session:  # handles signals from here on
        session.attach(connection, streams)           # the terminal is raw from here on
        session.follow_size(resize)
        session.copy()                                # until the stream ends
"""

from __future__ import annotations

import signal
import termios
from collections.abc import Callable
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Final, NamedTuple

from pydock.cli.app import App
from pydock.errors import PydockError, Reported, reported_value_errors
from pydock.terminal.detach_keys import DEFAULT_KEYS, DetachMatcher, parse_detach_keys
from pydock.terminal.output_writers import OutputError, Outputs
from pydock.terminal.pump import Pump
from pydock.terminal.raw_mode import RawMode, in_foreground
from pydock.terminal.signals import FORWARDABLE, NAMES, Handler, SignalWatch, die_of, keep, stop_of
from pydock.terminal.window_size import window_size
from pydock.transport import Hijacked
from pydock.transport.demultiplexer import Demultiplexer

Resize = Callable[[int, int], None]

RESIZE_RETRIES: Final = 10
RESIZE_STEP_SECONDS: Final = 0.01
INTERRUPTS_TO_FORCE: Final = 3

_INTERRUPTS: Final = frozenset({signal.SIGINT, signal.SIGTERM})
_RESIZES: Final = frozenset({signal.SIGWINCH, signal.SIGCONT})
_STOPS: Final = frozenset({signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU})
_DEADLY: Final = FORWARDABLE - _INTERRUPTS - _RESIZES - _STOPS


def require_terminal(app: App, *, stdin: bool, tty: bool) -> None:
    """PydockError for --interactive with --tty if standard input is not a terminal."""
    if stdin and tty and not app.is_terminal("stdin"):
        raise PydockError(
            "cannot attach stdin to a TTY-enabled container because stdin is not a terminal"
        )


def resolve_detach_keys(app: App, option: str) -> str:
    """Return the detach keys of the option or of config.json; "" for the default ones.

    Raises PydockError for invalid keys.
    """
    keys = option or app.config.text("detachKeys")
    with reported_value_errors(f"invalid detach keys ({keys}): "):
        parse_detach_keys(keys or DEFAULT_KEYS)
    return keys


def _detach_matcher(text: str) -> DetachMatcher:
    return DetachMatcher(parse_detach_keys(text or DEFAULT_KEYS))


class Streams(NamedTuple):
    """The attached streams of a container, and whether it has a terminal."""

    tty: bool
    stdin: bool
    #: unparsed; "" for the default ones
    detach_keys: str
    stdout: bool = True
    stderr: bool = True

    @property
    def any(self) -> bool:
        return self.stdin or self.stdout or self.stderr


class _Aborted(BaseException):
    """A signal aborts the session; a BaseException, so that nothing else catches it."""

    def __init__(self, reason: PydockError) -> None:
        super().__init__(reason)
        self.reason = reason


class AttachSession:
    """The streams of one container, with signal handling and terminal modes.

    With `forward` signals are forwarded to the container. Without it SIGINT is ignored, and the
    terminal is restored before SIGTERM, a stop or any other signal takes its default action.
    With `exit_on_interrupt` SIGINT and SIGTERM, forwarded or not, end the command with status 0.
    The third of them always aborts.
    """

    def __init__(
        self,
        app: App,
        *,
        forward: Callable[[str], None] | None = None,
        exit_on_interrupt: bool = False,
    ) -> None:
        """`forward` takes a signal name such as "INT"; its PydockErrors are ignored."""
        self._app = app
        self._forward = forward
        self._exit_on_interrupt = exit_on_interrupt
        self._interrupts = 0
        self._leaving = False
        self._resize: Resize | None = None
        self._end: Callable[[], None] = lambda: None
        self._raw: RawMode | None = None
        self._resources = ExitStack()
        self._terminal = ExitStack()
        self._signals = SignalWatch(self._handlers())

    def __enter__(self) -> AttachSession:
        self._resources.enter_context(self._signals)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leaving = True
        self._terminal.close()
        self._resources.close()
        if isinstance(error, _Aborted):
            raise error.reason from None

    def attach(self, connection: Hijacked, streams: Streams) -> None:
        """Take over the connection; raw mode if both ends are terminals. Raises PydockError."""
        app = self._app
        self._resources.enter_context(connection)
        outputs = self._resources.enter_context(
            Outputs(
                app.out.fileno() if streams.stdout or (streams.tty and streams.stderr) else None,
                app.err.fileno() if streams.stderr and not streams.tty else None,
            )
        )
        receive: Callable[[memoryview], None] = outputs.write_stdout
        if not streams.tty:
            frames = Demultiplexer(outputs.write_stdout, outputs.write_stderr)
            receive, self._end = frames.feed, frames.end
        stdin_fd = app.stdin.fileno() if streams.stdin else None
        matcher = None
        if stdin_fd is not None and streams.tty:
            matcher = _detach_matcher(streams.detach_keys)
            if app.is_terminal("stdin") and not app.environ.get("NORAW"):
                self._enter_raw_mode(stdin_fd)
        self._pump = Pump(
            connection,
            outputs,
            receive if streams.stdout or streams.stderr else None,
            stdin_fd=stdin_fd,
            matcher=matcher,
        )
        self._pump.watch_signals(self._signals, self._signalled)

    def follow_size(self, resize: Resize, *, redraw: bool = False) -> None:
        """Resize the container's terminal to the window, now and whenever the window changes.

        `resize` takes rows and columns. It is retried a few times while the streams are copied.
        `redraw` sets a different size first, so that a running program redraws its screen.
        """
        self._resize = resize
        if redraw:
            self._resize_now(by=1)
        self._try_to_resize(RESIZE_RETRIES)

    def copy(self) -> None:
        """Copy until the stream ends, then restore the terminal.

        Raises Detached, ConnectionLost and errors of the stream. If the reader of the output
        closes it: BrokenPipeError (the program ends by SIGPIPE), or OutputError if signals are
        forwarded.
        """
        try:
            self._pump.run()
            self._end()
        except OutputError as error:
            if error.reader_gone and not self._forward:
                raise BrokenPipeError from error
            raise
        finally:
            self.restore_terminal()

    def restore_terminal(self) -> None:
        """Leave raw mode, before messages are printed or anything is waited for."""
        self._terminal.close()

    def _enter_raw_mode(self, fd: int) -> None:
        if not in_foreground(fd):
            stop_of(signal.SIGTTOU)  # until the shell moves the job to the foreground
        self._raw = RawMode(fd)
        try:
            self._terminal.enter_context(self._raw)
        except termios.error as error:
            raise PydockError(f"cannot set the terminal to raw mode: {error.args[-1]}") from None

    def _try_to_resize(self, retries: int) -> None:
        if self._resize_now():
            return
        if not retries:
            self._app.warn("failed to resize tty, using default size\r")
            return
        delay_seconds = (RESIZE_RETRIES - retries + 1) * RESIZE_STEP_SECONDS
        self._pump.call_later(delay_seconds, lambda: self._try_to_resize(retries - 1))

    def _resize_now(self, by: int = 0) -> bool:
        """Send the window size to the engine; False if it refuses."""
        size = window_size(self._app.stdout.fileno())
        if self._resize and any(size):
            try:
                self._resize(size.lines + by, size.columns + by)
            except PydockError:
                return False
        return True

    def _handlers(self) -> dict[int, Handler]:
        """Immediate signal handlers; `_signalled` handles signals in the copy loop."""
        handlers: dict[int, Handler] = {}
        if self._forward:
            handlers.update(dict.fromkeys(FORWARDABLE, keep))
            handlers.update(dict.fromkeys((signal.SIGTTIN, signal.SIGTTOU), self._need_terminal))
        else:
            handlers.update(dict.fromkeys(_DEADLY, self._die))
            handlers[signal.SIGTSTP] = self._stop
        handlers.update(dict.fromkeys(_INTERRUPTS, self._interrupted))
        if not self._forward and not self._exit_on_interrupt:
            handlers[signal.SIGTERM] = self._die
        handlers[signal.SIGWINCH] = keep
        handlers[signal.SIGCONT] = self._continued
        return handlers

    def _signalled(self, number: int) -> None:
        if number in _RESIZES:
            self._resize_now()
        if self._forward:
            with suppress(PydockError):  # the container may have exited
                self._forward(NAMES[number])
        if number in _INTERRUPTS and self._exit_on_interrupt:
            raise Reported(0)

    def _interrupted(self, number: int) -> bool:
        self._interrupts += 1
        if self._leaving:
            return False
        if self._interrupts == INTERRUPTS_TO_FORCE:
            raise _Aborted(PydockError("got 3 SIGTERM/SIGINTs, forcefully exiting"))
        if self._exit_on_interrupt and not self._forward:
            raise _Aborted(Reported(0))
        return True

    def _die(self, number: int) -> bool:
        self._terminal.close()
        die_of(number)

    def _stop(self, number: int) -> bool:
        if self._raw:
            self._raw.restore()
        stop_of(number)
        return False  # `_continued` enters raw mode again

    def _need_terminal(self, number: int) -> bool:
        """Stop while another job has the terminal; otherwise treat it as a signal to forward."""
        if not self._app.is_terminal("stdin") or in_foreground(self._app.stdin.fileno()):
            return True
        stop_of(signal.SIGSTOP)
        return False

    def _continued(self, number: int) -> bool:
        if self._raw and in_foreground(self._app.stdin.fileno()):
            with suppress(termios.error):
                self._raw.make()
        return True
