"""Background processes known by process id and start time, never by name."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

STOP_SECONDS = 20.0
"""How long a process may take to end after SIGTERM before it gets SIGKILL."""


class NotReady(Exception):
    """A process ended while it started, or did not answer in time."""


class Process:
    """A process in the background whose id is written to a file.

    A later run of Python can stop it too: the file holds the id together with the time at
    which the process started, so that an id which the kernel has given to another process
    since is never signalled.
    """

    def __init__(self, record: Path, log: Path) -> None:
        self._record = record
        self._log = log
        self._child: subprocess.Popen[bytes] | None = None

    def start(
        self, argv: Sequence[str], environ: Mapping[str, str], *, dies_with_parent: bool
    ) -> None:
        """Start `argv` detached from the terminal, its output appended to the log."""
        wrap = ["setpriv", "--pdeathsig", "TERM", "--"] if dies_with_parent else []
        with self._log.open("ab") as log:
            self._child = subprocess.Popen(
                [*wrap, *argv],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=dict(environ),
                start_new_session=True,
            )
        self._record.write_text(f"{self._child.pid} {start_time(self._child.pid)}\n")

    @property
    def pid(self) -> int | None:
        """Its process id, or None when it is not running."""
        if self._child is not None:
            self._child.poll()
        return recorded_pid(self._record)

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        """Wait until `ready` returns true. Raises NotReady with the end of the log."""
        deadline = time.monotonic() + seconds
        while not ready():
            if self.pid is None:
                raise NotReady(f"it ended while starting: {self._last_words()}")
            if time.monotonic() > deadline:
                raise NotReady(f"no answer after {seconds:.0f} s: {self._last_words()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End it, gently first. Nothing happens when it does not run."""
        stop_recorded(self._record)
        if self._child is not None:
            self._child.wait()
            self._child = None

    def _last_words(self) -> str:
        lines = self._log.read_text(errors="replace").splitlines()
        return " / ".join(lines[-3:]) or "it wrote nothing"


def write_own_record(record: Path) -> None:
    """Write the record of the running Python itself."""
    record.write_text(f"{os.getpid()} {start_time(os.getpid())}\n")


def recorded_pid(record: Path) -> int | None:
    """The process id in a record file, or None when that very process is gone."""
    try:
        pid_text, started = record.read_text().split()
    except (OSError, ValueError):
        return None
    pid = int(pid_text)
    return pid if start_time(pid) == started else None


def stop_recorded(record: Path) -> None:
    """SIGTERM to the recorded process, SIGKILL when it takes too long; remove the record."""
    for number, seconds in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, 5.0)):
        pid = recorded_pid(record)
        if pid is None:
            break
        send_signal(pid, number)
        deadline = time.monotonic() + seconds
        while recorded_pid(record) is not None and time.monotonic() < deadline:
            time.sleep(0.05)
    record.unlink(missing_ok=True)


def send_signal(pid: int, number: int) -> None:
    """Signal a process; one that has just ended is no error."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def start_time(pid: int) -> str | None:
    """When a process started, in clock ticks since boot; None when it is gone or a zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # The program's name, in parentheses, may itself hold spaces and parentheses.
    fields = stat.rpartition(")")[2].split()
    state, ticks = fields[0], fields[19]
    return None if state in "ZX" else ticks


def processes_in(directory: Path, programs: Sequence[str]) -> list[int]:
    """The ids of processes that run one of `programs` with `directory` in their arguments.

    For what an engine leaves behind when it is killed: shims, monitors, proxies.
    """
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            argv = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if Path(argv[0]).name in programs and any(f"{directory}/" in word for word in argv[1:]):
            found.append(int(entry.name))
    return found
