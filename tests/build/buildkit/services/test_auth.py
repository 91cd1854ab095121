"""Passwords of registries, as the engine requests them."""

from __future__ import annotations

import pytest

from pydock.build.buildkit.messages.session import CredentialsRequest, CredentialsResponse
from pydock.build.buildkit.services import auth
from pydock.oci.registry_auth import HUB_SERVER, Auth
from tests.build.buildkit.wires import ask, serving

KNOWN = {
    "localhost:5000": Auth("me", "secret", server="localhost:5000"),
    HUB_SERVER: Auth("hub", "hub-secret", server=HUB_SERVER),
    "token.io": Auth("<token>", identity_token="identity", server="token.io"),
}


class Found:
    def find(self, server: str) -> Auth:
        return KNOWN.get(server, Auth())


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
    handlers = {auth.METHOD: auth.Auth(Found(), {"docker.io"}, shared.append).credentials}
    with serving(handlers) as client:
        for host, secret in (("registry-1.docker.io", "hub-secret"), ("localhost:5000", "")):
            answer = ask(client, auth.METHOD, CredentialsRequest(host), CredentialsResponse)
            assert answer.secret == secret
    assert shared == ["registry-1.docker.io"]
