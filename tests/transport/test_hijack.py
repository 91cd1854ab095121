from __future__ import annotations

import contextlib
import os
import select
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pydock.errors import ConnectionLost
from pydock.transport import Endpoint, Hijacked
from pydock.transport.open_transport import open_transport
from tests.transport.servers import Certificates, Serve, read_request

UPGRADED = b"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
OLD = b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n"


def hijack(url: str) -> Hijacked:
    return open_transport(Endpoint(url)).hijack("POST", "/attach", {"A": "b"}, b"{}")


def everything(stream: Hijacked) -> bytes:
    found, buffer = b"", bytearray(5000)
    while count := stream.recv_into(buffer):
        found += buffer[:count]
    return found


def upcase_after_the_end(connection: socket.socket, head: bytes) -> None:
    """Answers all input in capitals, once the input has ended."""
    request = read_request(connection)
    assert b"Connection: Upgrade\r\nUpgrade: tcp\r\n" in request
    assert b"Content-Length: 2\r\n" in request
    connection.sendall(head + b"early ")
    data = b""
    while part := connection.recv(65536):
        data += part
    connection.sendall(data.upper())


@pytest.mark.parametrize("head", [UPGRADED, OLD])
def test_output_continues_after_the_end_of_input(serve: Serve, head: bytes) -> None:
    url = serve(lambda connection: upcase_after_the_end(connection, head))
    with hijack(url) as stream:
        assert stream.status in (101, 200)
        stream.sendall(b"hello")
        stream.close_write()
        assert everything(stream) == b"early HELLO"


def test_read_ahead_is_announced(serve: Serve) -> None:
    def handler(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(UPGRADED + b"0123456789abc")
        connection.recv(1)

    with hijack(serve(handler)) as stream:
        assert stream.pending() == 13
        assert select.select([stream], [], [], 0) == ([], [], [])
        assert stream.recv_into(bytearray(10)) == 10
        assert stream.pending() == 3


def test_refusal(serve: Serve) -> None:
    def handler(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 409 Conflict\r\nContent-Length: 8\r\n\r\nnot now\n")

    with hijack(serve(handler)) as stream:
        assert stream.status == 409
        assert stream.read_error() == b"not now\n"


def test_send_never_waits(serve: Serve) -> None:
    end = threading.Event()

    def handler(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(UPGRADED)
        end.wait(30)

    with hijack(serve(handler)) as stream:
        sent = 0
        while count := stream.send(b"x" * 65536):
            sent += count
        assert sent > 0
        end.set()


def test_send_of_a_file_never_waits(serve: Serve, tmp_path: Path) -> None:
    end = threading.Event()

    def handler(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(UPGRADED)
        end.wait(30)

    (tmp_path / "file").write_bytes(b"x" * (8 << 20))
    with hijack(serve(handler)) as stream, (tmp_path / "file").open("rb") as file:
        sent = 0
        while count := stream.send_file(file.fileno(), 1 << 20):
            sent += count
        assert count is None
        assert os.lseek(file.fileno(), 0, os.SEEK_CUR) == sent > 0
        end.set()


def test_engine_that_goes_away_from_a_file(serve: Serve, tmp_path: Path) -> None:
    def handler(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(UPGRADED)

    (tmp_path / "file").write_bytes(b"x")
    with hijack(serve(handler)) as stream, (tmp_path / "file").open("rb") as file:
        assert stream.recv_into(bytearray(1)) == 0
        with pytest.raises(ConnectionLost):
            stream.send_file(file.fileno(), 1 << 20)


def test_engine_that_goes_away(serve: Serve) -> None:
    def handler(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(UPGRADED)

    with hijack(serve(handler)) as stream, pytest.raises(ConnectionLost):
        for _ in range(100):
            stream.sendall(b"x" * 65536)


def tls_engine(serve: Serve, certificates: Certificates, head: bytes) -> str:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.path("engine.pem"), certificates.path("engine-key.pem"))

    def handler(connection: socket.socket) -> None:
        """An engine that, as Go's, goes on writing when it has read the end of the input."""
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = context.wrap_bio(incoming, outgoing, server_side=True)

        def receive() -> None:
            connection.sendall(outgoing.read())
            incoming.write(connection.recv(65536))

        def read() -> bytes:
            while True:
                try:
                    return tls.read(65536)
                except ssl.SSLWantReadError:
                    receive()
                except ssl.SSLZeroReturnError:
                    return b""

        while True:
            try:
                tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                receive()
        while b"\r\n\r\n{}" not in (request := read()):
            assert request
        tls.write(head + b"early ")
        tls.write(b"x" * 100_000)  # is in transfer when the client ends its input
        connection.sendall(outgoing.read())
        data = b""
        while part := read():
            data += part
        tls.write(data.upper())
        connection.sendall(outgoing.read())
        with contextlib.suppress(ssl.SSLError):
            tls.unwrap()
        connection.sendall(outgoing.read())

    return serve(handler, tcp=True)


@pytest.mark.parametrize("head", [UPGRADED, OLD])
def test_half_close_over_tls(serve: Serve, certificates: Certificates, head: bytes) -> None:
    url = tls_engine(serve, certificates, head)
    transport = open_transport(Endpoint(url, certificates.client()))
    with transport.hijack("POST", "/attach", None, b"{}") as stream:
        assert stream.recv_into(bytearray(6)) == 6
        assert stream.pending() > 0
        stream.sendall(b"hello" * 100_000)
        with Path("/dev/null").open("rb") as file, pytest.raises(OSError, match="not supported"):
            stream.send_file(file.fileno(), 1 << 20)
        assert stream.send(b"!") == 1
        stream.close_write()
        assert everything(stream) == b"x" * 100_000 + b"HELLO" * 100_000 + b"!"


def test_end_that_comes_with_the_data_under_tls(serve: Serve, certificates: Certificates) -> None:
    """dockerd ends its direction of TLS and leaves the connection open."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.path("engine.pem"), certificates.path("engine-key.pem"))

    def handler(connection: socket.socket) -> None:
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = context.wrap_bio(incoming, outgoing, server_side=True)

        def pumped(step: Callable[[], object]) -> None:
            while True:
                try:
                    step()
                except ssl.SSLWantReadError:
                    connection.sendall(outgoing.read())
                    incoming.write(connection.recv(65536))
                else:
                    return

        pumped(tls.do_handshake)
        pumped(lambda: tls.read(65536))
        tls.write(UPGRADED + b"hi")
        with contextlib.suppress(ssl.SSLWantReadError):
            tls.unwrap()
        connection.sendall(outgoing.read())
        connection.recv(1)

    url = serve(handler, tcp=True)
    transport = open_transport(Endpoint(url, certificates.client()))
    with transport.hijack("POST", "/attach") as stream:
        assert stream.recv_into(bytearray(10)) == 2
        assert stream.pending() > 0, "poll(2) would not return"
        assert stream.recv_into(bytearray(10)) == 0


def test_connection_cut_off_under_tls_is_not_the_end(
    serve: Serve, certificates: Certificates
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.path("engine.pem"), certificates.path("engine-key.pem"))

    def handler(connection: socket.socket) -> None:
        secured = context.wrap_socket(connection, server_side=True)
        secured.recv(65536)
        secured.sendall(UPGRADED + b"hi")
        os.close(secured.detach())

    url = serve(handler, tcp=True)
    transport = open_transport(Endpoint(url, certificates.client()))
    with transport.hijack("POST", "/attach") as stream, pytest.raises(ConnectionLost):
        everything(stream)
