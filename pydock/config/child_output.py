"""Read what a child process prints, bounded in size and time: plugins, credential helpers."""

from __future__ import annotations

import os
import select
import time
from subprocess import Popen, TimeoutExpired

#: far more than metadata, credentials and hooks of any use
LIMIT_BYTES = 1 << 20
_READ_BYTES = 1 << 16


class ChildOutputError(Exception):
    """A child printed too much or took too long, and was killed; the text is the reason."""


def read_output(
    child: Popen[bytes],
    data: bytes = b"",
    *,
    timeout_seconds: float | None = None,
    limit_bytes: int = LIMIT_BYTES,
) -> bytes:
    """Send `data` to a child's standard input, read its standard output to the end and wait.

    What it starts itself may keep the output open, which is waited for as well. Raises
    ChildOutputError for more than `limit_bytes`, and when it takes longer than `timeout_seconds`.
    """
    deadline = None if timeout_seconds is None else time.monotonic() + timeout_seconds
    try:
        with child:
            try:
                output = _exchange(child, memoryview(data), deadline, limit_bytes)
                child.wait(_remaining(deadline))
                return output
            except BaseException:
                child.kill()
                raise
    except TimeoutExpired:
        raise ChildOutputError("timed out") from None


def exit_text(status: int) -> str:
    """Return Go's text for an exit status as subprocess has it: negative for a signal."""
    if status >= 0:
        return f"exit status {status}"
    import signal

    return f"signal: {(signal.strsignal(-status) or str(-status)).lower()}"


def _exchange(
    child: Popen[bytes], data: memoryview, deadline: float | None, limit_bytes: int
) -> bytes:
    assert child.stdout
    source = child.stdout.fileno()
    poll = select.poll()
    poll.register(source, select.POLLIN)
    if child.stdin:
        os.set_blocking(child.stdin.fileno(), False)
        poll.register(child.stdin.fileno(), select.POLLOUT)
    output = bytearray()
    while True:
        remaining = _remaining(deadline)
        ready = poll.poll(None if remaining is None else remaining * 1000)
        if not ready:
            raise TimeoutExpired(child.args, 0)
        for descriptor, _ in ready:
            if descriptor == source:
                block = os.read(source, _READ_BYTES)
                if not block:
                    return bytes(output)
                output += block
                if len(output) > limit_bytes:
                    raise ChildOutputError(f"more than {limit_bytes} bytes of output")
            else:
                data = _sent(descriptor, data)
                if not data:
                    poll.unregister(descriptor)
                    assert child.stdin
                    child.stdin.close()


def _sent(descriptor: int, data: memoryview) -> memoryview:
    """Write what fits; return the rest, nothing when the child does not read it."""
    try:
        return data[os.write(descriptor, data) :]
    except BlockingIOError:
        return data
    except BrokenPipeError:
        return data[:0]


def _remaining(deadline: float | None) -> float | None:
    return None if deadline is None else max(deadline - time.monotonic(), 0)
