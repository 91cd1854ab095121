"""Authentication challenges of registries, played by a small server."""

from __future__ import annotations

import base64
import json
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from pydock.errors import CannotConnect, ProtocolError, PydockError
from pydock.oci.registry_auth import Auth
from pydock.transport.registry_errors import NoCredentials, NotTls
from pydock.transport.registry_http import RegistryTransport, open_registry
from tests.support.http_server import Answer, Request, Server, running

ANN = Auth("ann", "secret")
PULL = ("repository:app:pull",)


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def plain(server: Server, login: Auth = ANN) -> RegistryTransport:
    return open_registry(server.address, login, {}, insecure=True)


def test_a_registry_without_a_challenge_gets_no_password(server: Server) -> None:
    registry = plain(server)
    assert registry.request("GET", "/v2/app/tags/list", PULL).status == 200
    assert server.targets == ["GET /v2/", "GET /v2/app/tags/list"]
    assert all(request.authorization == "" for request in server.requests)


def wants_basic(request: Request) -> Answer:
    if request.authorization:
        return Answer()
    return Answer(401, b"", {"WWW-Authenticate": 'Basic realm="x"'})


def test_basic_authentication(server: Server) -> None:
    server.answer = wants_basic
    plain(server).request("PUT", "/v2/app/manifests/1", PULL, {"Content-Type": "a/b"}, b"body")
    expected = "Basic " + base64.b64encode(b"ann:secret").decode()
    assert server.requests[-1] == Request("PUT", "/v2/app/manifests/1", expected, b"body")


def test_without_a_user_nothing_is_sent(server: Server) -> None:
    server.answer = wants_basic
    with pytest.raises(NoCredentials) as error:
        plain(server, Auth()).request("GET", "/v2/app/tags/list", PULL)
    assert error.value.message == (
        f'Get "http://{server.address}/v2/app/tags/list": no basic auth credentials'
    )
    assert server.targets == ["GET /v2/"]


def wants_token(server: Server, realm: str = "") -> Callable[[Request], Answer]:
    realm = realm or f"http://{server.address}/token?x=y"
    challenge = f'Bearer realm="{realm}",service="the service"'

    def answer(request: Request) -> Answer:
        if request.target.startswith("/token"):
            return Answer(200, json.dumps({"token": f"t{len(server.requests)}"}).encode())
        if request.authorization.startswith("Bearer "):
            return Answer()
        return Answer(401, b"", {"WWW-Authenticate": challenge})

    return answer


def test_a_token_is_requested_once_for_each_scope(server: Server) -> None:
    server.answer = wants_token(server)
    registry = plain(server)
    for scopes in (PULL, PULL, ("repository:app:pull,push", "repository:b:pull")):
        assert registry.request("GET", "/v2/app/x", scopes).status == 200
    tokens = [item for item in server.requests if item.target.startswith("/token")]
    queries = [parse_qs(urlsplit(item.target).query) for item in tokens]
    assert [query["scope"] for query in queries] == [
        ["repository:app:pull"],
        ["repository:app:pull,push", "repository:b:pull"],
    ]
    assert queries[0]["service"] == ["the service"]
    assert queries[0]["x"] == ["y"]
    assert all(item.authorization.startswith("Basic ") for item in tokens)
    used = [item.authorization for item in server.requests if item.target == "/v2/app/x"]
    assert used == ["Bearer t2", "Bearer t2", "Bearer t5"]


def test_an_expired_token_is_requested_again(server: Server) -> None:
    ready, expired = wants_token(server), set[str]()

    def answer(request: Request) -> Answer:
        if request.authorization in expired:
            return Answer(401)
        return ready(request)

    server.answer = answer
    registry = plain(server)
    assert registry.request("GET", "/v2/app/x", PULL).status == 200
    expired.add(server.requests[-1].authorization)
    assert registry.request("GET", "/v2/app/x", PULL).status == 200
    expired.add(server.requests[-1].authorization)
    server.answer = lambda request: Answer(401) if "/v2/" in request.target else answer(request)
    assert registry.request("GET", "/v2/app/x", PULL).status == 401  # after one more attempt
    assert sum(request.target.startswith("/token") for request in server.requests) == 3


def test_an_identity_token_is_exchanged(server: Server) -> None:
    server.answer = wants_token(server)
    plain(server, Auth(identity_token="the-identity")).request("GET", "/v2/app/x", PULL)
    (request,) = [item for item in server.requests if item.target.startswith("/token")]
    assert request.method == "POST"
    assert request.authorization == ""
    assert parse_qs(request.body.decode()) == {
        "grant_type": ["refresh_token"],
        "service": ["the service"],
        "client_id": ["docker"],
        "refresh_token": ["the-identity"],
        "scope": ["repository:app:pull"],
    }


def test_somebody_without_a_name_gets_a_token_too(server: Server) -> None:
    server.answer = wants_token(server)
    assert plain(server, Auth()).request("GET", "/v2/app/x", PULL).status == 200


def test_a_registry_token_is_used_as_it_is(server: Server) -> None:
    server.answer = wants_token(server)
    plain(server, Auth(registry_token="ready")).request("GET", "/v2/app/x", PULL)
    assert server.requests[-1].authorization == "Bearer ready"


@pytest.mark.parametrize("realm", ["ftp://x/token", "", "file:///etc/passwd", "http://[::"])
def test_a_password_is_sent_to_web_addresses_only(server: Server, realm: str) -> None:
    challenge = {"WWW-Authenticate": f'Bearer realm="{realm}"'}
    server.answer = lambda request: Answer(401, b"", challenge)
    with pytest.raises(ProtocolError, match="not safe"):
        plain(server).request("GET", "/v2/app/x", PULL)


@pytest.mark.parametrize("realm", ["http://h:x/", "http://h:99999/", "http:///"])
def test_a_token_service_without_an_address(server: Server, realm: str) -> None:
    challenge = {"WWW-Authenticate": f'Bearer realm="{realm}"'}
    server.answer = lambda request: Answer(401, b"", challenge)
    with pytest.raises(PydockError):
        plain(server).request("GET", "/v2/app/x", PULL)


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b"[]", b"{", b'{"token": 1}', b'{"token": "a\\r\\nX: y"}',
     b'{"token": "\\ud800"}', b'{"token": "\xc3\xa9"}', b'{"token": "\xff"}'],
)  # fmt: skip
def test_a_token_service_with_a_malformed_answer(server: Server, body: bytes) -> None:
    ready = wants_token(server)

    def answer(request: Request) -> Answer:
        return Answer(200, body) if request.target.startswith("/token") else ready(request)

    server.answer = answer
    with pytest.raises(PydockError, match=r"^unauthorized: 127.0.0.1:\d+ gives no token"):
        plain(server).request("GET", "/v2/app/x", PULL)


def test_a_token_service_that_refuses(server: Server) -> None:
    ready = wants_token(server)

    def answer(request: Request) -> Answer:
        return Answer(403) if request.target.startswith("/token") else ready(request)

    server.answer = answer
    with pytest.raises(PydockError, match=r"^unauthorized: 127.0.0.1:\d+ gives no token"):
        plain(server).request("GET", "/v2/app/x", PULL)


def test_a_password_does_not_follow_to_another_host(server: Server) -> None:
    elsewhere = f"http://localhost:{server.server_port}/blob"

    def answer(request: Request) -> Answer:
        if request.target == "/v2/app/blobs/x":
            return Answer(307, b"", {"Location": elsewhere})
        return wants_basic(request) if request.target == "/v2/" else Answer(200, b"content")

    server.answer = answer
    assert plain(server).request("GET", "/v2/app/blobs/x", PULL).body == b"content"
    assert server.requests[-1].target == "/blob"
    assert server.requests[-1].authorization == ""


def test_an_answer_without_end_is_not_read_to_it(server: Server) -> None:
    server.answer = lambda request: Answer(200, b"x" * (17 << 20))
    with pytest.raises(ProtocolError, match="too long"):
        plain(server).request("GET", "/v2/app/x", PULL)


def test_plain_http_has_to_be_allowed(server: Server) -> None:
    with pytest.raises(NotTls, match="server gave HTTP response to HTTPS client"):
        open_registry(server.address, ANN, {}, insecure=False)
    plain = open_registry(server.address, ANN, {}, insecure=True)
    assert plain.base_url == f"http://{server.address}"


def test_without_a_listener() -> None:
    with pytest.raises(CannotConnect) as error:
        open_registry("127.0.0.1:1", ANN, {}, insecure=True)
    assert error.value.message == (
        'failed to configure transport: error pinging v2 registry: Get "https://127.0.0.1:1/v2/":'
        " dial tcp 127.0.0.1:1: connect: connection refused"
    )


def test_an_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with pytest.raises(CannotConnect, match=r"lookup registry\.invalid: no such host"):
        open_registry("registry.invalid", ANN, {}, insecure=False)


@pytest.fixture
def tls_server(server: Server, tmp_path: Path) -> Server:
    """The server with a certificate that nobody vouches for."""
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=x"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    argv = ["openssl", "req", "-x509", "-days", "2", *kind, *files]
    subprocess.run(argv, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    return server


@pytest.mark.filterwarnings("error")
def test_a_certificate_is_not_verified_on_this_machine(tls_server: Server) -> None:
    registry = open_registry(tls_server.address, ANN, {}, insecure=False)
    assert registry.base_url == f"https://{tls_server.address}"


def test_a_certificate_of_another_machine_is_verified(tls_server: Server) -> None:
    registry = RegistryTransport(f"https://{tls_server.address}", ANN, {}, verify=True)
    with pytest.raises(CannotConnect, match="tls: failed to verify certificate: x509"):
        registry.ping()


def test_secrets_are_in_no_text() -> None:
    login = Auth("ann", "secret", "", "", "identity", "token")
    assert str(login) == repr(login) == "Auth(username='ann', server='')"
