"""The machine under the engines: their directories, mounts and network namespaces."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.engine.process import (
    processes_in,
    recorded_pid,
    send_signal,
    stop_recorded,
    write_own_record,
)

DIRECTORY_PREFIX = "pydock-test-"
ENGINE_PROGRAMS = (
    "aardvark-dns",
    "conmon",
    "containerd",
    "containerd-shim-runc-v2",
    "docker-proxy",
    "dockerd",
    "podman",
    "runc",
)


class Unavailable(Exception):
    """A requirement of the tests is unavailable on this machine; the message has the reason."""


def cache_directory() -> Path:
    """Where what was downloaded is kept from one test run to the next.

    Raises Unavailable when it cannot be made.
    """
    named = os.environ.get("PYDOCK_TEST_CACHE")
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    directory = Path(named) if named else base / "pydock-tests"
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"no directory to keep downloads in: {error}") from error
    return directory.resolve()


def own_directory() -> Path:
    """A new directory for what one test run starts, under a path short enough for a socket.

    Directories of test runs that were killed before they could tidy up are removed.
    """
    for left_over in Path(tempfile.gettempdir()).glob(f"{DIRECTORY_PREFIX}*"):
        owner = left_over / "owner"
        with contextlib.suppress(OSError):  # another user's, or gone in the meantime
            if owner.exists() and recorded_pid(owner) is None:
                clear(left_over)
    directory = Path(tempfile.mkdtemp(prefix=DIRECTORY_PREFIX))
    write_own_record(directory / "owner")
    return directory


def clear(directory: Path) -> None:
    """Remove a directory together with the processes and mounts that live in it."""
    end_all_in(directory)
    # The clean-up of a container that has just been killed may mount once more.
    for _ in range(10):
        shutil.rmtree(directory, ignore_errors=True)
        if not directory.exists():
            return
        time.sleep(0.3)
        unmount_in(directory)
    shutil.rmtree(directory)


def end_all_in(directory: Path) -> None:
    """End every process of an engine that lives in the directory, then unmount what it left."""
    for record in directory.rglob("*.process"):
        stop_recorded(record)
    for pid in processes_in(directory, ENGINE_PROGRAMS):
        send_signal(pid, signal.SIGKILL)
    unmount_in(directory)


def unmount_in(directory: Path) -> None:
    """Unmount everything below the directory, the deepest first."""
    mounts = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    for mount in sorted((m for m in mounts if m.startswith(f"{directory}/")), reverse=True):
        subprocess.run(["umount", "--lazy", mount], check=False, stderr=subprocess.DEVNULL)


def in_new_network(argv: Sequence[str]) -> list[str]:
    """`argv` in a network namespace of its own, which vanishes with its last process.

    Not `ip netns exec`: that hides the control groups from the engine.
    """
    return ["unshare", "--net", "--", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *argv]


def in_network_of(pid: int, argv: Sequence[str]) -> list[str]:
    """`argv` in the network namespace of a process."""
    return ["nsenter", "--target", str(pid), "--net", "--", *argv]


def need_root(for_what: str) -> None:
    """Unavailable, with one clear sentence, unless the user is root."""
    if os.geteuid() != 0:
        raise Unavailable(f"{for_what} needs root")
