"""Passwords of registries, as the engine requests them."""

from __future__ import annotations

import base64

import pytest

from pydock.build.buildkit.grpc import CallFailed, Code
from pydock.build.buildkit.messages.session import (
    CredentialsRequest,
    CredentialsResponse,
    FetchTokenRequest,
    FetchTokenResponse,
    TokenAuthorityRequest,
    TokenAuthorityResponse,
)
from pydock.build.buildkit.services import auth
from pydock.oci.reference import Reference, parse
from pydock.oci.registry_auth import HUB_SERVER, Auth
from tests.build.buildkit.wires import ask, serving
from tests.support.http_server import Answer, running

KNOWN = {
    "localhost:5000": Auth("me", "secret", server="localhost:5000"),
    HUB_SERVER: Auth("hub", "hub-secret", server=HUB_SERVER),
    "token.io": Auth("<token>", identity_token="identity", server="token.io"),
}


class Found:
    def find_one(self, server: str, images: object) -> Auth:
        return KNOWN.get(server, Auth())

    def find_for(self, image: Reference) -> Auth:
        user, _, _ = image.path.partition("/")
        return Auth(user, f"{user}-secret", server=image.registry)

    def needs_several(self, server: str, images: object) -> bool:
        return server.startswith("127.0.0.1")

    def has_namespaces(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost:5000", ("me", "secret")),
        ("registry-1.docker.io", ("hub", "hub-secret")),
        ("token.io", ("", "identity")),
        ("other.io", ("", "")),
        ("", ("", "")),
    ],
)
def test_what_is_known_for_a_registry(host: str, expected: tuple[str, str]) -> None:
    shared: list[str] = []
    handlers = {auth.METHOD: auth.Auth(Found(), None, shared.append).credentials}
    with serving(handlers) as client:
        for _ in range(2):
            request = CredentialsRequest(host)
            answer = ask(client, auth.METHOD, request, CredentialsResponse)
            assert (answer.username, answer.secret) == expected
    assert shared == ([host] if expected[1] else [])


def test_a_registry_that_the_build_does_not_name_gets_nothing() -> None:
    shared: list[str] = []
    handlers = {auth.METHOD: auth.Auth(Found(), {parse("busybox")}, shared.append).credentials}
    with serving(handlers) as client:
        for host, secret in (("registry-1.docker.io", "hub-secret"), ("localhost:5000", "")):
            answer = ask(client, auth.METHOD, CredentialsRequest(host), CredentialsResponse)
            assert answer.secret == secret
    assert shared == ["registry-1.docker.io"]


def test_tokens_are_fetched_by_the_login_of_their_repository() -> None:
    with running() as server:
        host = server.address
        images = {parse(f"{host}/red/app"), parse("busybox")}
        tokens = auth.Tokens(Found(), images, {})
        server.answer = lambda request: Answer(200, b'{"token": "t"}')
        handlers = {auth.AUTHORITY_METHOD: tokens.authority, auth.TOKEN_METHOD: tokens.fetch}
        with serving(handlers) as client:
            request = TokenAuthorityRequest(host)
            key = ask(client, auth.AUTHORITY_METHOD, request, TokenAuthorityResponse).public_key
            assert len(key) == 32
            for scopes in (
                ["repository:red/app:pull"],
                ["repository:blue/app:pull", "repository:red/app:pull,push"],
            ):
                wanted = FetchTokenRequest(host, f"http://{host}/token", "s", scopes)
                assert ask(client, auth.TOKEN_METHOD, wanted, FetchTokenResponse).token == "t"
            for other in ("registry-1.docker.io", "other.io"):  # one login, and none
                with pytest.raises(CallFailed) as failure:
                    refused = TokenAuthorityRequest(other)
                    ask(client, auth.AUTHORITY_METHOD, refused, TokenAuthorityResponse)
                assert failure.value.code == Code.UNIMPLEMENTED
            elsewhere = FetchTokenRequest("other.io", f"http://{host}/token", "s", [])
            with pytest.raises(CallFailed):
                ask(client, auth.TOKEN_METHOD, elsewhere, FetchTokenResponse)
    expected = "Basic " + base64.b64encode(b"red:red-secret").decode()
    assert [one.authorization for one in server.requests] == [expected] * 2
    assert server.requests[0].target == (
        "/token?service=s&client_id=docker&scope=repository%3Ared%2Fapp%3Apull"
    )
