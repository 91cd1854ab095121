"""Connections to local ports, each copied to a port of a container.

Where the container is on this machine and its network namespace can be entered, pydock connects to
the port itself; else an exec in a helper container does, and its streams carry the connection.
"""

from __future__ import annotations

import os
import selectors
import socket
import stat
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from threading import Lock, Semaphore, Thread
from typing import NamedTuple

from pydock.api import containers
from pydock.api.types.containers import ContainerInspect
from pydock.cli.app import App
from pydock.commands.shared.container.abandoned_helpers import client_labels
from pydock.commands.shared.container.helper_container import HelperContainer
from pydock.commands.shared.container.network_namespace import (
    can_enter,
    connect_inside,
    network_namespace,
)
from pydock.errors import Conflict, ConnectionLost, NotFound, PydockError
from pydock.golang.os_errors import os_reason
from pydock.options.forwards import shown_address
from pydock.spec.helper_container import (
    REAPER_COMMAND,
    helper_create_body,
    relay_exec_body,
    relay_host_config,
)
from pydock.transport import Hijacked, RawConnection
from pydock.transport.demultiplexer import Demultiplexer
from pydock.transport.hijack import RawWire
from pydock.transport.wire import SocketWire
from pydock.views.container_state import is_up

COPY_BYTES = 256 * 1024
ERROR_LIMIT_BYTES = 4096
BACKLOG = 1024
#: connections that are prepared at the same time
STARTS = 8
#: how long a client may keep its direction open after the container has closed the connection
LINGER_SECONDS = 10.0


class Listener(NamedTuple):
    """A local socket that leads to a port, and its address as it is printed."""

    socket: socket.socket
    shown: str
    port: int
    close: Callable[[], None]


def listen_on_port(ip: str, local_port: int, port: int) -> Listener:
    """Listen on a local port; 0 is a free one. Raises PydockError."""
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((ip, local_port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        address = shown_address(ip, local_port)
        raise PydockError(f"cannot listen on {address}: {os_reason(error)}") from None
    shown = shown_address(ip, listening.getsockname()[1])
    return Listener(listening, shown, port, listening.close)


def listen_on_unix(path: str, port: int) -> Listener:
    """Listen on a new Unix socket, for this user only. Raises PydockError."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o177)
    try:
        _remove_dead_socket(path)
        listening.bind(path)
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise PydockError(f"cannot listen on {path}: {os_reason(error)}") from None
    finally:
        os.umask(mask)

    def close() -> None:
        listening.close()
        Path(path).unlink(missing_ok=True)

    return Listener(listening, path, port, close)


def _remove_dead_socket(path: str) -> None:
    """Remove a Unix socket that nothing listens on."""
    with suppress(FileNotFoundError):
        if not stat.S_ISSOCK(Path(path).lstat().st_mode):
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            try:
                probe.connect(path)
            except ConnectionRefusedError:
                Path(path).unlink()


class PortForwarder:
    """Accepts connections and copies them, two threads each. A context manager."""

    def __init__(self, app: App, name: str, image: str, *, use_helper: bool) -> None:
        """With `use_helper` the network namespace is not entered from here."""
        self._app = app
        self._use_helper = use_helper
        self._name = name
        self._image = image
        self._listeners: list[Listener] = []
        self._resources = ExitStack()
        self._helper: HelperContainer | None = None
        self._reaper: Hijacked | None = None
        self._started_at = ""  # of the container whose network the helper has
        self._helper_lock = Lock()
        self._starts = Semaphore(STARTS)
        self._is_closing = False

    def require_running(self) -> ContainerInspect:
        """Inspect the container; PydockError unless it runs."""
        found = containers.inspect(self._app.engine, self._name)
        if not is_up(found["State"]):
            raise PydockError(f"container {self._name} is not running")
        return found

    def add(self, listener: Listener) -> None:
        self._resources.callback(listener.close)
        self._listeners.append(listener)

    def lines(self) -> list[str]:
        """Return a line for each listener."""
        return [f"Forwarding {one.shown} -> {one.port}" for one in self._listeners]

    def prepare(self) -> None:
        """Start a helper if one is necessary. Raises PydockError."""
        found = self.require_running()
        self._use_helper = self._use_helper or not can_enter(found)
        if self._use_helper:
            self._running_helper(found)

    def _running_helper(self, found: ContainerInspect) -> HelperContainer:
        """Return a running helper in the container's present network. Raises PydockError."""
        with self._helper_lock:
            started_at = found["State"].get("StartedAt", "")
            if self._helper and started_at == self._started_at:
                return self._helper
            self._close_helper()
            self._started_at = started_at
            network_mode = found["HostConfig"].get("NetworkMode", "")
            host_config = relay_host_config(found["Id"], network_mode)
            body = helper_create_body(self._image, client_labels(), host_config)
            helper = HelperContainer(self._app, body)
            helper.start()
            self._helper = helper
            return helper

    def run(self) -> None:
        """Accept connections for ever."""
        _allow_many_files()
        with selectors.DefaultSelector() as selector:
            for listener in self._listeners:
                listener.socket.setblocking(False)
                selector.register(listener.socket, selectors.EVENT_READ, listener)
            while True:
                for key, _ in selector.select():
                    self._accept(key.data)

    def _accept(self, listener: Listener) -> None:
        try:
            client, _ = listener.socket.accept()
        except OSError:  # gone already, or no descriptor is free
            return
        client.setblocking(True)
        with suppress(OSError):
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        Thread(target=self._serve, args=(client, listener.port), daemon=True).start()

    def _serve(self, client: socket.socket, port: int) -> None:
        problem = ""
        with client:
            try:
                with self._starts:
                    found = self.require_running()
                with network_namespace(found) as namespace:
                    if namespace is not None and not self._use_helper:
                        connection = connect_inside(namespace, found, port)
                        _Relay(client, RawWire(SocketWire(connection)), is_framed=False).run()
                    else:
                        problem = self._serve_by_helper(client, found, port)
            except PydockError as error:
                problem = error.message
        if problem and not self._is_closing:
            self._app.warn(f"port {port} of {self._name}: {problem}")

    def _serve_by_helper(self, client: socket.socket, found: ContainerInspect, port: int) -> str:
        with self._starts:
            stream = self._connect(found, port)
        relay = _Relay(client, stream, is_framed=True)
        problem = relay.run()
        if relay.is_abandoned and relay.process:
            self._end_process(relay.process)
        return problem

    def _connect(self, found: ContainerInspect, port: int) -> Hijacked:
        body = relay_exec_body(port)
        with suppress(NotFound, Conflict):
            return self._running_helper(found).exec_(body)
        with self._helper_lock:  # it has ended: of a restarted engine, for example
            self._close_helper()
        return self._running_helper(self.require_running()).exec_(body)

    def _end_process(self, process: int) -> None:
        """End a program in the helper whose client has gone."""
        with self._helper_lock, suppress(PydockError):
            if self._helper and not self._reaper:
                body = {"AttachStdin": True, "Cmd": REAPER_COMMAND}
                self._reaper = self._helper.exec_(body)
            if self._reaper:
                self._reaper.sendall(b"%d\n" % process)

    def _close_helper(self) -> None:
        helper, self._helper = self._helper, None
        reaper, self._reaper = self._reaper, None
        if reaper:
            reaper.close()
        if helper:
            helper.close()

    def __enter__(self) -> PortForwarder:
        return self

    def __exit__(self, *exc: object) -> None:
        self._is_closing = True
        self._resources.close()
        self._close_helper()


class _Relay:
    """One connection: copies in both directions, each with its end."""

    def __init__(self, client: socket.socket, stream: RawConnection, *, is_framed: bool) -> None:
        """`is_framed` is the output of an exec, which has ended when its streams have."""
        self._client = client
        self._stream = stream
        self._is_framed = is_framed
        self._errors = bytearray()
        #: whether the client closed the connection before the container did
        self.is_abandoned = False

    @property
    def process(self) -> int:
        """The ID of the program in the helper; 0 if it did not start."""
        first = self._errors.partition(b"\n")[0]
        return int(first) if first.isdigit() else 0

    def run(self) -> str:
        """Copy until both directions have ended; return the problem of the helper's program."""
        sender = Thread(target=self._send, daemon=True)
        with closing(self._stream):
            sender.start()
            try:
                self._receive()
            except ConnectionLost:
                if self._is_framed and not self.is_abandoned:
                    raise
                self.is_abandoned = True
            finally:
                self._end(sender)
        text = self._errors.partition(b"\n")[2].decode("utf-8", "replace").strip()
        return "" if self.is_abandoned else text.rpartition("\n")[2]

    def _end(self, sender: Thread) -> None:
        """End the direction to the client, and wait for the end of the other one."""
        with suppress(OSError):
            self._client.shutdown(socket.SHUT_WR)
        if not self.is_abandoned:
            sender.join(LINGER_SECONDS if self._is_framed else None)
        self._stream.abort()
        with suppress(OSError):
            self._client.shutdown(socket.SHUT_RDWR)
        sender.join()

    def _receive(self) -> None:
        frames = Demultiplexer(self._client.sendall, self._note)
        pass_on = frames.feed if self._is_framed else self._client.sendall
        buffer = memoryview(bytearray(COPY_BYTES))
        while count := self._stream.recv_into(buffer):
            try:
                pass_on(buffer[:count])
            except OSError:  # the client has gone
                self.is_abandoned = True
                return
        frames.end()

    def _send(self) -> None:
        buffer = memoryview(bytearray(COPY_BYTES))
        try:
            while count := self._client.recv_into(buffer):
                self._stream.sendall(buffer[:count])
        except OSError:  # reset by the client
            self.is_abandoned = True
            self._stream.abort()
        except ConnectionLost:
            return  # the other direction ends too
        else:
            self._stream.close_write()

    def _note(self, data: memoryview) -> None:
        self._errors += data
        del self._errors[ERROR_LIMIT_BYTES:]


def _allow_many_files() -> None:
    """Raise the limit of open files to what the system allows."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
