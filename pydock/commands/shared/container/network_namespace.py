"""Connections from inside the network namespace of a container that runs on this machine."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from pydock.api.types.containers import ContainerInspect
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason

_CLONE_NEWNET = 0x40000000
_CONNECT_TIMEOUT_SECONDS = 10.0


@contextmanager
def network_namespace(container: ContainerInspect) -> Iterator[int | None]:
    """Open the network namespace of a container; None where it cannot be entered.

    The process has the PID that the engine reports, and belongs to the container by the ID in the
    name of its control group: that PID is another process where the engine is elsewhere.
    """
    pid = container["State"].get("Pid", 0)
    if sys.platform != "linux" or os.geteuid() or not pid:
        yield None
        return
    try:
        descriptor = os.open(f"/proc/{pid}/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        yield None
        return
    try:
        yield descriptor if _belongs_to(pid, container["Id"]) else None
    finally:
        os.close(descriptor)


def can_enter(container: ContainerInspect) -> bool:
    """Return whether threads of this process can enter the namespace: in a thread that ends."""
    entered = Event()

    def probe(namespace: int) -> None:
        with suppress(PydockError):
            _enter(namespace)
            entered.set()

    with network_namespace(container) as namespace:
        if namespace is not None:
            thread = Thread(target=probe, args=[namespace])
            thread.start()
            thread.join()
    return entered.is_set()


def _belongs_to(pid: int, container_id: str) -> bool:
    try:
        return container_id in Path(f"/proc/{pid}/cgroup").read_text()
    except OSError:
        return False


def connect_inside(namespace: int, container: ContainerInspect, port: int) -> socket.socket:
    """Move this thread to the namespace and connect to a port there. Raises PydockError.

    The thread cannot reach an engine on a network afterwards.
    """
    _enter(namespace)
    endpoints = (container["NetworkSettings"].get("Networks") or {}).values()
    addresses = ["127.0.0.1", "::1"]
    for endpoint in endpoints:
        addresses += [endpoint.get("IPAddress", ""), endpoint.get("GlobalIPv6Address", "")]
    problem = OSError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
    for address in filter(None, addresses):
        try:
            connection = socket.create_connection((address, port), _CONNECT_TIMEOUT_SECONDS)
        except OSError as error:
            if error.errno != errno.EADDRNOTAVAIL:  # such as ::1 without IPv6
                problem = error
            continue
        connection.settimeout(None)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection
    raise PydockError(os_reason(problem))


def _enter(namespace: int) -> None:
    try:
        if sys.version_info >= (3, 12):
            os.setns(namespace, os.CLONE_NEWNET)
        else:
            _setns(namespace)
    except OSError as error:
        reason = os_reason(error)
        raise PydockError(f"cannot enter the network of the container: {reason}") from None


def _setns(namespace: int) -> None:
    """Call setns(2) of the C library. OSError, also where that is not a shared one."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(namespace, _CLONE_NEWNET):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
