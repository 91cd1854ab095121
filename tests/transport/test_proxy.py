from __future__ import annotations

import base64
import contextlib
import socket
import ssl
import threading

import pytest

from pydock.errors import ConfigError, ProtocolError
from pydock.transport import Endpoint
from pydock.transport.open_transport import open_transport
from pydock.transport.proxy import Proxy, is_excluded, proxy_for
from tests.transport.servers import Certificates, Serve, read_request

EMPTY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize(
    ("scheme", "host", "environ", "expected"),
    [
        ("http", "engine", {}, None),
        ("http", "engine", {"HTTP_PROXY": "http://p:3128"}, Proxy("p", 3128)),
        ("http", "engine", {"http_proxy": "p:3128/"}, Proxy("p", 3128)),
        ("http", "engine", {"HTTP_PROXY": "http://p"}, Proxy("p", 80)),
        ("http", "engine", {"HTTPS_PROXY": "http://p:1"}, None),
        ("https", "engine", {"HTTPS_PROXY": "http://p:1"}, Proxy("p", 1)),
        ("https", "engine", {"HTTP_PROXY": "http://p:1"}, None),
        ("http", "engine", {"HTTP_PROXY": "http://a:b%40@p:1"}, Proxy("p", 1, "Basic YTpiQA==")),
        ("http", "localhost", {"HTTP_PROXY": "http://p:1"}, None),
        ("http", "127.0.0.5", {"HTTP_PROXY": "http://p:1"}, None),
        ("http", "::1", {"HTTP_PROXY": "http://p:1"}, None),
        ("http", "engine", {"HTTP_PROXY": "http://p:1", "no_proxy": "engine"}, None),
    ],
)
def test_proxy_for(scheme: str, host: str, environ: dict[str, str], expected: Proxy | None) -> None:
    assert proxy_for(scheme, host, 2375, environ) == expected


@pytest.mark.parametrize(
    "proxy", ["socks5://p:1", "https://p:1", "http://:1", "http://p:x", "http://[::"]
)
def test_proxy_that_cannot_be_used(proxy: str) -> None:
    with pytest.raises(ConfigError, match="cannot connect through the proxy"):
        proxy_for("http", "engine", 2375, {"HTTP_PROXY": proxy})


@pytest.mark.parametrize(
    "proxy",
    [
        "socks5://me:secret@p:1", "socks5://me:se@cret@p:1",
        "http://me:sec#secret@p:x", "me:secret@p:x", "//me:secret@p:1", "http://me:secret@[::",
        "://me:secret@p", "a:b://secret@p:x",
    ],
)  # fmt: skip
def test_password_of_a_proxy_is_not_shown(proxy: str) -> None:
    with pytest.raises(ConfigError) as caught:
        proxy_for("http", "engine", 2375, {"HTTP_PROXY": proxy})
    assert "cret" not in caught.value.message


@pytest.mark.parametrize(
    ("host", "excluded", "expected"),
    [
        ("a.example.com", "example.com", True),
        ("a.example.com", ".example.com", True),
        ("a.example.com", "*.example.com", True),
        ("example.com", ".example.com", False),
        ("example.com", "EXAMPLE.com", True),
        ("badexample.com", "example.com", False),
        ("example.com", "other.org, example.com", True),
        ("example.com", "example.com:2375", True),
        ("example.com", "example.com:80", False),
        ("example.com", "", False),
        ("example.com", "*", True),
        ("10.1.2.3", "10.0.0.0/8", True),
        ("10.1.2.3", "10.1.2.3", True),
        ("10.1.2.3", "2.3", False),
        ("11.1.2.3", "10.0.0.0/8", False),
        ("example.com", "10.0.0.0/8", False),
        ("10.1.2.3", "no/network", False),
        ("fd00::1", "fd00::/8", True),
        ("fd00::1", "[fd00::1]:2375", True),
    ],
)
def test_is_excluded(host: str, excluded: str, expected: bool) -> None:
    assert is_excluded(host, 2375, excluded) is expected


def test_plain_requests_are_passed_on_and_hijacked_ones_go_past(serve: Serve) -> None:
    requests: list[bytes] = []

    def proxy(connection: socket.socket) -> None:
        while request := read_request(connection):
            requests.append(request)
            connection.sendall(EMPTY)

    url = serve(proxy, tcp=True).replace("tcp://", "http://me:secret@")
    transport = open_transport(Endpoint("tcp://engine..invalid:2375"), environ={"HTTP_PROXY": url})
    transport.request("GET", "/v1.41/info")
    transport.stream("GET", "/v1.41/events").close()
    assert [request.split(b" ")[1] for request in requests] == [
        b"http://engine..invalid:2375/v1.41/info",
        b"http://engine..invalid:2375/v1.41/events",
    ]
    password = base64.b64encode(b"me:secret")
    for request in requests:
        assert b"Host: engine..invalid:2375\r\n" in request
        assert b"Proxy-Authorization: Basic " + password in request
    with pytest.raises(Exception, match="no such host"):
        transport.hijack("POST", "/attach")


def relay(source: socket.socket, target: socket.socket) -> None:
    while data := source.recv(65536):
        target.sendall(data)
    with contextlib.suppress(OSError):  # the other side may have closed already
        target.shutdown(socket.SHUT_WR)


def test_tls_goes_through_a_tunnel(
    serve: Serve, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.path("engine.pem"), certificates.path("engine-key.pem"))

    def engine(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            while read_request(secured):
                secured.sendall(EMPTY)

    engine_port = int(serve(engine, tcp=True).rpartition(":")[2])
    requests: list[bytes] = []

    def proxy(connection: socket.socket) -> None:
        requests.append(read_request(connection))
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with socket.create_connection(("127.0.0.1", engine_port)) as onward:
            back = threading.Thread(target=relay, args=(onward, connection))
            back.start()
            relay(connection, onward)
            back.join()

    settings = certificates.client()._replace(server_name="localhost")
    transport = open_transport(
        Endpoint("tcp://engine.invalid:2376", settings),
        environ={"HTTPS_PROXY": serve(proxy, tcp=True).replace("tcp", "http")},
    )
    assert transport.request("GET", "/").status == 200
    transport.close()
    with transport.stream("GET", "/") as answer:
        assert answer.status == 200
    assert [request.split(b"\r\n")[0] for request in requests] == [
        b"CONNECT engine.invalid:2376 HTTP/1.1"
    ] * 2


def test_proxy_that_refuses(serve: Serve, certificates: Certificates) -> None:
    def proxy(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 403 Forbidden\r\n\r\n")

    transport = open_transport(
        Endpoint("tcp://engine.invalid:2376", certificates.client()),
        environ={"HTTPS_PROXY": serve(proxy, tcp=True).replace("tcp", "http")},
    )
    with pytest.raises(ProtocolError, match=r"refuses a connection to engine.invalid:2376: 403"):
        transport.request("GET", "/")
