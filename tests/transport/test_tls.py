from __future__ import annotations

import contextlib
import os
import socket
import ssl
import time
from types import SimpleNamespace

import pytest

import pydock.transport.tls
from pydock.errors import ConnectionLost, PydockError
from pydock.transport import Endpoint, TlsSettings
from pydock.transport.open_transport import open_transport
from tests.transport.servers import EXPIRED, Certificates, Serve, read_request

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


def engine(
    serve: Serve, certificates: Certificates, name: str = "engine", wants_client: bool = True
) -> str:
    """A server behind TLS that shows the certificate NAME.pem.

    "NAME OTHER" is one that shows another certificate from the second connection on.
    """
    contexts = []
    for each in name.split():
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        files = certificates.path(f"{each}.pem"), certificates.path(f"{each}-key.pem")
        context.load_cert_chain(*files)
        if wants_client:
            context.load_verify_locations(certificates.path("ca.pem"))
            context.verify_mode = ssl.CERT_REQUIRED
        contexts.append(context)

    def handler(connection: socket.socket) -> None:
        context = contexts.pop(0) if len(contexts) > 1 else contexts[0]
        secured = context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        try:
            secured.do_handshake()
        except ssl.SSLError:
            # Closing before everything is read would reset the connection and lose the alert.
            with socket.socket(fileno=secured.detach()) as plain:
                while plain.recv(65536):
                    pass
            return
        with secured:
            while read_request(secured):
                secured.sendall(ANSWER)

    return serve(handler, tcp=True)


def failure(url: str, settings: TlsSettings, how: str) -> str:
    transport = open_transport(Endpoint(url, settings), environ={})
    with pytest.raises(PydockError) as caught:
        if how == "request":
            transport.request("GET", "/info")
        else:
            transport.stream("GET", "/info")
    return caught.value.message


every_way = pytest.mark.parametrize("how", ["request", "stream"])


@pytest.mark.parametrize("verify", [True, False])
def test_both_sides_show_certificates(
    serve: Serve, certificates: Certificates, verify: bool
) -> None:
    url = engine(serve, certificates)
    transport = open_transport(Endpoint(url, certificates.client(verify=verify)), environ={})
    assert transport.request("GET", "/info").body == b"hi"
    assert transport.request("POST", "/info", None, b"{}").body == b"hi"
    with transport.stream("GET", "/info") as answer:
        assert answer.read(100) == b"hi"


@every_way
def test_engine_of_another_authority(serve: Serve, certificates: Certificates, how: str) -> None:
    url = engine(serve, certificates, wants_client=False)
    settings = TlsSettings(certificates.path("engine.pem"))
    assert failure(url, settings, how).startswith(
        f'error during connect: Get "{url.replace("tcp", "https")}/info": '
        "tls: failed to verify certificate: x509: certificate signed by unknown authority"
    )


@every_way
def test_engine_of_another_name(serve: Serve, certificates: Certificates, how: str) -> None:
    certificates.sign("stranger", "subjectAltName=DNS:stranger.example")
    url = engine(serve, certificates, "stranger", wants_client=False)
    assert "x509: " in failure(url, certificates.client(), how)
    assert "127.0.0.1" in failure(url, certificates.client(), how)
    settings = certificates.client()._replace(server_name="stranger.example")
    assert open_transport(Endpoint(url, settings)).request("GET", "/").status == 200


@every_way
def test_engine_with_the_name_as_common_name_only(
    serve: Serve, certificates: Certificates, how: str
) -> None:
    certificates.sign("localhost", "extendedKeyUsage=serverAuth")
    url = engine(serve, certificates, "localhost", wants_client=False)
    message = failure(url.replace("127.0.0.1", "localhost"), certificates.client(), how)
    assert "failed to verify certificate" in message


@every_way
def test_engine_whose_certificate_has_expired(
    serve: Serve, certificates: Certificates, how: str
) -> None:
    certificates.sign("expired", "subjectAltName=IP:127.0.0.1", dates=EXPIRED)
    url = engine(serve, certificates, "expired", wants_client=False)
    assert "x509: certificate has expired" in failure(url, certificates.client(), how)


@every_way
def test_names_and_dates_do_not_count_without_verification(
    serve: Serve, certificates: Certificates, how: str
) -> None:
    certificates.sign("expired", "subjectAltName=DNS:stranger.example", dates=EXPIRED)
    url = engine(serve, certificates, "expired", wants_client=False)
    transport = open_transport(Endpoint(url, TlsSettings(verify=False)), environ={})
    assert transport.request("GET", "/").status == 200


@every_way
def test_an_engine_that_requires_a_certificate(
    serve: Serve, certificates: Certificates, how: str
) -> None:
    url = engine(serve, certificates)
    message = failure(url, certificates.client(with_certificate=False), how)
    assert message == (
        "the server probably has client authentication (--tlsverify) enabled; "
        f'check your TLS client certification settings: Get "{url.replace("tcp", "https")}/info": '
        "remote error: tls: bad certificate"
    )


@every_way
def test_a_client_certificate_that_has_expired(
    serve: Serve, certificates: Certificates, how: str
) -> None:
    certificates.sign("late", "extendedKeyUsage=clientAuth", dates=EXPIRED)
    url = engine(serve, certificates)
    assert failure(url, certificates.client(name="late"), how) == (
        f'error during connect: Get "{url.replace("tcp", "https")}/info": '
        "remote error: tls: expired certificate"
    )


@every_way
def test_connection_that_closes_while_hands_are_shaken(
    serve: Serve, certificates: Certificates, how: str
) -> None:
    url = serve(lambda connection: connection.recv(1) and None, tcp=True)
    assert failure(url, certificates.client(), how).startswith("error during connect: Get ")


RSA_1024 = "-newkey rsa:1024 -nodes"


def sign_weak(certificates: Certificates, kind: str, name: str, extension: str) -> None:
    """Make NAME.pem, which OpenSSL's usual security level refuses."""
    if kind == "RSA 1024":
        certificates.sign(name, extension, new_key=RSA_1024)
    else:
        certificates.sign(name, extension, digest="sha1")


weak_kinds = pytest.mark.parametrize("kind", ["RSA 1024", "SHA-1"])


@weak_kinds
@every_way
@pytest.mark.parametrize("verify", [True, False])
def test_the_engine_decides_on_a_weak_client_certificate(
    serve: Serve, certificates: Certificates, kind: str, how: str, verify: bool
) -> None:
    sign_weak(certificates, kind, "weak", "extendedKeyUsage=clientAuth")
    settings = certificates.client(name="weak", verify=verify)
    transport = open_transport(Endpoint(engine(serve, certificates), settings), environ={})
    for _ in range(2):
        if how == "request":
            assert transport.request("GET", "/info").body == b"hi"
        else:
            with transport.stream("GET", "/info") as answer:
                assert answer.read(100) == b"hi"


@weak_kinds
@every_way
def test_an_engine_with_a_weak_certificate_is_refused(
    serve: Serve, certificates: Certificates, kind: str, how: str
) -> None:
    sign_weak(certificates, kind, "weak", "extendedKeyUsage=clientAuth")
    sign_weak(certificates, kind, "weak-engine", "subjectAltName=IP:127.0.0.1")
    url = engine(serve, certificates, "weak-engine")
    for name in ("client", "weak"):
        message = failure(url, certificates.client(name=name), how)
        assert "tls: failed to verify certificate" in message
        assert "too weak" in message


@every_way
def test_an_engine_whose_certificate_becomes_a_weak_one_is_refused(
    serve: Serve, certificates: Certificates, how: str
) -> None:
    kind = "RSA 1024"  # OpenSSL 3.5 takes a client's SHA-1 at its usual level: nothing is pinned
    sign_weak(certificates, kind, "weak", "extendedKeyUsage=clientAuth")
    sign_weak(certificates, kind, "weak-engine", "subjectAltName=IP:127.0.0.1")
    url = engine(serve, certificates, "engine weak-engine")
    message = failure(url, certificates.client(name="weak"), how)
    assert "the server's certificate has changed" in message


@pytest.fixture
def tolerant_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with Debian 12's Python, a new context takes a connection that is cut for its end."""

    def tolerant(protocol: int) -> ssl.SSLContext:
        context = ssl.SSLContext(protocol)
        context.options |= getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0)
        return context

    patched = SimpleNamespace(**{**vars(ssl), "SSLContext": tolerant})
    monkeypatch.setattr(pydock.transport.tls, "ssl", patched)


@pytest.mark.usefixtures("tolerant_python")
@pytest.mark.parametrize("how", ["request", "stream", "hijack"])
def test_a_truncated_body_that_ends_with_its_connection(
    serve: Serve, certificates: Certificates, how: str
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.path("engine.pem"), certificates.path("engine-key.pem"))

    def handler(connection: socket.socket) -> None:
        secured = context.wrap_socket(connection, server_side=True)
        read_request(secured)
        upgrade = b"101 UPGRADED\r\nUpgrade: tcp\r\n" if how == "hijack" else b"200 OK\r\n"
        secured.sendall(b"HTTP/1.1 " + upgrade + b"Connection: close\r\n\r\nhalf")
        os.close(secured.detach())

    transport = open_transport(Endpoint(serve(handler, tcp=True), certificates.client()))
    with pytest.raises(ConnectionLost, match="EOF"):
        if how == "request":
            transport.request("GET", "/logs")
        elif how == "stream":
            with transport.stream("GET", "/logs") as answer:
                answer.read(100)
        else:
            with contextlib.closing(transport.hijack("POST", "/attach")) as stream:
                while stream.recv_into(memoryview(bytearray(100))):
                    pass


def test_connection_that_was_cut_between_two_requests(
    serve: Serve, certificates: Certificates
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.path("engine.pem"), certificates.path("engine-key.pem"))

    def handler(connection: socket.socket) -> None:
        secured = context.wrap_socket(connection, server_side=True)
        read_request(secured)
        secured.sendall(ANSWER)
        os.close(secured.detach())

    transport = open_transport(Endpoint(serve(handler, tcp=True), certificates.client()))
    for _ in range(2):
        assert transport.request("GET", "/info").body == b"hi"
        time.sleep(0.1)  # until the connection is cut


@pytest.mark.parametrize("offered", [["h2", "http/1.1"], ["http/1.1"], []])
def test_a_connection_for_http2_negotiates_it(
    serve: Serve, certificates: Certificates, offered: list[str]
) -> None:
    """HTTP/2 to an engine: it takes it as the protocol of the handshake alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.path("engine.pem"), certificates.path("engine-key.pem"))
    if offered:
        context.set_alpn_protocols(offered)

    def handler(connection: socket.socket) -> None:
        with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as end:
            end.sendall(str(end.selected_alpn_protocol()).encode().ljust(4))
            end.recv(1)

    url = serve(handler, tcp=True)
    transport = open_transport(Endpoint(url, certificates.client()), environ={})
    connection = transport.connect_http2()
    if "h2" not in offered:
        assert connection is None
        return
    assert connection
    buffer = bytearray(4)
    assert connection.recv_into(buffer) == 4
    assert buffer == b"h2  "
    connection.close()


def test_any_other_raw_connection_negotiates_none(serve: Serve, certificates: Certificates) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.path("engine.pem"), certificates.path("engine-key.pem"))
    context.set_alpn_protocols(["h2", "http/1.1"])

    def handler(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.sendall(str(secured.selected_alpn_protocol()).encode())
            secured.recv(1)

    url = serve(handler, tcp=True)
    transport = open_transport(Endpoint(url, certificates.client()), environ={})
    with contextlib.closing(transport.connect()) as connection:
        buffer = bytearray(4)
        assert connection.recv_into(buffer) == 4
        assert buffer == b"None"
