"""What children print is read within bounds of size and time."""

from __future__ import annotations

import subprocess
import time

import pytest

from pydock.config.child_output import ChildOutputError, read_output


def started(script: str, stdin: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    return subprocess.Popen(["/bin/sh", "-c", script], stdin=stdin, stdout=subprocess.PIPE)


def test_input_and_output() -> None:
    child = started("cat; exit 3")
    assert read_output(child, b"x" * 300_000) == b"x" * 300_000
    assert child.returncode == 3


def test_a_child_need_not_read_its_input() -> None:
    assert read_output(started("exec <&-; echo done"), b"x" * 300_000) == b"done\n"


def test_the_limit_is_allowed() -> None:
    assert read_output(started("printf 1234"), limit_bytes=4) == b"1234"


def test_more_than_the_limit_is_an_error() -> None:
    child = started("exec yes")
    with pytest.raises(ChildOutputError, match="more than 1048576 bytes of output"):
        read_output(child)
    assert child.returncode == -9


@pytest.mark.parametrize(
    "script",
    [
        "exec sleep 600",
        "sleep 600 & exec sleep 600",  # which keeps the output open
        "exec >&-; exec sleep 600",
    ],
)
def test_a_child_that_takes_too_long_is_killed(script: str) -> None:
    start = time.monotonic()
    child = started(f"trap '' TERM; {script}", subprocess.DEVNULL)
    with pytest.raises(ChildOutputError, match="timed out"):
        read_output(child, timeout_seconds=0.1)
    assert child.returncode == -9
    assert time.monotonic() - start < 60
