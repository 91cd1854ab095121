"""A plugin as a child process, with docker's plugin socket and its handling of signals.

The socket's name is in DOCKER_CLI_PLUGIN_SOCKET. A plugin that connects to it is stopped by the
end of the connection, even when it is in a process group of its own.
"""

from __future__ import annotations

import os
import signal
import socket
import sys

from pydock.errors import ExitStatus

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydock.cli.app import App

_SOCKET_VARIABLE = "DOCKER_CLI_PLUGIN_SOCKET"
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SIGNALS_LIMIT = 3


class PluginSocket:
    """A listening socket of an abstract name; it sends nothing, its end stops the plugin."""

    def __init__(self) -> None:
        """Raises OSError where there are no abstract sockets."""
        self.name = f"docker_cli_{os.urandom(16).hex()}"
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(f"\0{self.name}")
        self._listener.listen()
        self._listener.setblocking(False)

    def close(self) -> bool:
        """Close the socket and its connections; return whether there were any."""
        connections = []
        try:
            while True:
                connections.append(self._listener.accept()[0])
        except OSError:  # no other one, or closed before
            pass
        self._listener.close()
        for connection in connections:
            connection.close()
        return bool(connections)


def run(app: App, argv: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run a plugin and return its exit status. Raises OSError when it cannot be executed.

    SIGINT and SIGTERM close the socket; SIGTERM is passed on to a plugin without a connection,
    SIGINT is not: a terminal sends it to the plugin as well. The third signal kills the plugin.
    """
    plugin_socket = _open_socket()
    if plugin_socket:
        environ = {**environ, _SOCKET_VARIABLE: f"@{plugin_socket.name}"}
    count = 0
    is_connected = False

    def stop(number: int, _: object) -> None:
        nonlocal count, is_connected
        count += 1
        if plugin_socket and plugin_socket.close():
            is_connected = True
        if count == _SIGNALS_LIMIT:
            os.kill(child, signal.SIGKILL)
            app.warn(f"got {_SIGNALS_LIMIT} SIGTERM/SIGINTs, forcefully exiting")
            os._exit(ExitStatus.FAILURE)
        if number == signal.SIGTERM and not is_connected:
            os.kill(child, number)

    # A signal is pending until the plugin runs and the handler can stop it.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    ignored = [signal.SIGPIPE, signal.SIGXFSZ]  # by Python; programs inherit that
    try:
        child = os.posix_spawn(argv[0], list(argv), environ, setsigmask=mask, setsigdef=ignored)
        for number in _SIGNALS:
            signal.signal(number, stop)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    try:
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    finally:
        if plugin_socket:
            plugin_socket.close()
    if status < 0:  # killed by a signal, which is the status of this process too
        if -status != signal.SIGKILL:
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    return status


def _open_socket() -> PluginSocket | None:
    if sys.platform != "linux":
        return None
    try:
        return PluginSocket()
    except OSError:
        return None
