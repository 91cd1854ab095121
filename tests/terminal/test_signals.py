"""Catching signals, and the names that engines know them by."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from pydock.terminal.signals import FORWARDABLE, NAMES, SignalWatch, keep


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (1, "HUP"),
        (2, "INT"),
        (6, "ABRT"),
        (9, "KILL"),
        (15, "TERM"),
        (16, "STKFLT"),
        (28, "WINCH"),
        (29, "IO"),
        (31, "SYS"),
        (35, "RTMIN+1"),
        (49, "RTMIN+15"),
        (50, "RTMAX-14"),
        (63, "RTMAX-1"),
        (64, "RTMAX"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the numbers of Linux")
def test_signals_have_the_names_of_the_engine(number: int, name: str) -> None:
    assert NAMES[number] == name


def test_what_concerns_the_client_alone_is_not_forwarded() -> None:
    own = {signal.SIGCHLD, signal.SIGPIPE, signal.SIGURG, signal.SIGKILL, signal.SIGSTOP}
    assert not own & FORWARDABLE
    assert {signal.SIGINT, signal.SIGTERM, signal.SIGWINCH, signal.SIGTSTP} <= FORWARDABLE


def test_signals_are_kept_in_order_and_wake_a_loop() -> None:
    with SignalWatch({signal.SIGUSR1: keep, signal.SIGUSR2: keep}) as watch:
        os.kill(os.getpid(), signal.SIGUSR2)
        os.kill(os.getpid(), signal.SIGUSR1)
        os.kill(os.getpid(), signal.SIGUSR2)
        assert watch.fileno() >= 0
        assert watch.take() == [signal.SIGUSR2, signal.SIGUSR1, signal.SIGUSR2]
        assert watch.take() == []


def test_the_previous_handlers_are_restored() -> None:
    before = signal.getsignal(signal.SIGUSR1)
    with SignalWatch({signal.SIGUSR1: keep}):
        assert signal.getsignal(signal.SIGUSR1) != before
    assert signal.getsignal(signal.SIGUSR1) == before
    assert signal.set_wakeup_fd(-1) == -1


def test_a_handler_may_break_off_what_is_being_done() -> None:
    class Interrupted(Exception):
        pass

    def interrupt(number: int) -> bool:
        raise Interrupted

    with pytest.raises(Interrupted), SignalWatch({signal.SIGUSR1: interrupt}):
        os.kill(os.getpid(), signal.SIGUSR1)
        signal.pause()


def test_a_handler_may_deal_with_a_signal_alone() -> None:
    seen: list[int] = []

    def deal(number: int) -> bool:
        seen.append(number)
        return False

    with SignalWatch({signal.SIGUSR1: deal}) as watch:
        os.kill(os.getpid(), signal.SIGUSR1)
        assert watch.take() == []
    assert seen == [signal.SIGUSR1]


def test_every_forwardable_signal_can_be_caught() -> None:
    script = """
        import os
        from pydock.terminal.signals import FORWARDABLE, SignalWatch, keep
        with SignalWatch(dict.fromkeys(FORWARDABLE, keep)) as watch:
            for number in sorted(FORWARDABLE):
                os.kill(os.getpid(), number)
                assert watch.take() == [number], number
        print("all")
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("all\n", 0), done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_dying_of_a_signal_looks_like_it(number: signal.Signals) -> None:
    script = f"from pydock.terminal.signals import die_of; die_of({int(number)})"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -number
