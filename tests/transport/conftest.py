"""Servers on loopback that act as a test defines."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import pydock.transport.tcp
from pydock.transport.unix import UnixDialer
from tests.support.packages import need_program
from tests.transport.servers import Certificates, Handler, Serve, read_request


@pytest.fixture(params=["own connections", "pool"])
def carrier(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How short requests are sent: each on a connection of its own, or all over the pool."""
    after = 0 if request.param == "pool" else 1_000_000
    monkeypatch.setattr(UnixDialer, "pool_after_requests", after)
    for name in ("POOL_AFTER_TCP_REQUESTS", "POOL_AFTER_TLS_REQUESTS"):
        monkeypatch.setattr(pydock.transport.tcp, name, after)
    return str(request.param)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """serve(handler, tcp=False): the address of a server that calls the handler per connection."""
    listeners: list[socket.socket] = []
    failures: list[BaseException] = []

    def run(connection: socket.socket, handler: Handler) -> None:
        with connection:
            try:
                handler(connection)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client has what it wanted
            except BaseException as error:
                failures.append(error)

    def accept(listener: socket.socket, handler: Handler) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=run, args=(connection, handler), daemon=True).start()

    def start(handler: Handler, tcp: bool = False) -> str:
        if tcp:
            listener = socket.create_server(("127.0.0.1", 0))
            url = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        else:
            path = tmp_path / f"{len(listeners)}.sock"
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(str(path))
            listener.listen(16)
            url = f"unix://{path}"
        listeners.append(listener)
        threading.Thread(target=accept, args=(listener, handler), daemon=True).start()
        return url

    yield start
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
    assert not failures


@pytest.fixture
def answering(serve: Serve) -> Callable[..., str]:
    """answering(data, ...): the address of an engine that answers every request with the data."""

    def start(data: bytes, tcp: bool = False) -> str:
        def handler(connection: socket.socket) -> None:
            read_request(connection)
            connection.sendall(data)

        return serve(handler, tcp=tcp)

    return start


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    need_program("openssl", "openssl")
    return Certificates(tmp_path_factory.mktemp("certificates"))
