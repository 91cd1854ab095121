"""moby.filesync.v1.Auth: credentials of registries that the build pulls from or pushes to.

For most registries only the method Credentials is served: the engine then fetches tokens itself, as
it does for every client without the other methods. Its request names a registry and no repository,
so where the images of a registry have several logins, by namespace, tokens are fetched here, each
by the login of the repository that it is for.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping

from pydock.build.buildkit.grpc import CallFailed, Code, ServerCall
from pydock.build.buildkit.messages.session import (
    CredentialsRequest,
    CredentialsResponse,
    FetchTokenRequest,
    FetchTokenResponse,
    TokenAuthorityRequest,
    TokenAuthorityResponse,
)
from pydock.oci.reference import DEFAULT_REGISTRY, Reference
from pydock.oci.registry_auth import HUB_HOST, HUB_SERVER, server_key
from pydock.oci.registry_auth import Auth as Credentials
from pydock.spec.build_request import RegistryCredentials

METHOD = "/moby.filesync.v1.Auth/Credentials"
AUTHORITY_METHOD = "/moby.filesync.v1.Auth/GetTokenAuthority"
TOKEN_METHOD = "/moby.filesync.v1.Auth/FetchToken"
_KEY_BYTES = 32
#: the scope of a token: a repository and actions
_SCOPE = re.compile(r"repository:(.+):([a-z,*]*)")


class Auth:
    """Sends the credentials for registries of `images`, or for any when that is None."""

    def __init__(
        self,
        credentials: RegistryCredentials,
        images: Collection[Reference] | None,
        on_shared: Callable[[str], None],
    ) -> None:
        """`on_shared` is called with each host that gets a password, once."""
        self._credentials = credentials
        self._images = images
        self._on_shared = on_shared
        self._shared_with: set[str] = set()

    def credentials(self, call: ServerCall) -> None:
        """Send the credentials of a registry; an empty response if there are none."""
        request = call.receive(CredentialsRequest) or CredentialsRequest()
        server = _server(request.host)
        auth = Credentials()
        if _is_named(server, self._images):
            auth = self._credentials.find_one(server, self._images)
        if auth.identity_token:
            answer = CredentialsResponse(secret=auth.identity_token)
        else:
            answer = CredentialsResponse(auth.username, auth.password)
        if answer.secret and request.host not in self._shared_with:
            self._shared_with.add(request.host)
            self._on_shared(request.host)
        call.send(answer)


class Tokens:
    """Fetches tokens for registries whose `images` have several logins; None: any images."""

    def __init__(
        self,
        credentials: RegistryCredentials,
        images: Collection[Reference] | None,
        environ: Mapping[str, str],
    ) -> None:
        self._credentials = credentials
        self._images = images
        self._environ = environ
        #: a public key without its private one: no other build can prove to share these tokens
        self._key = os.urandom(_KEY_BYTES)

    def authority(self, call: ServerCall) -> None:
        """Send a key for a registry whose tokens are fetched here; fails for others."""
        request = call.receive(TokenAuthorityRequest) or TokenAuthorityRequest()
        server = _server(request.host)
        if not self._credentials.needs_several(server, self._images):
            raise CallFailed(Code.UNIMPLEMENTED, f"tokens of {request.host} are fetched by engines")
        call.send(TokenAuthorityResponse(self._key))

    def fetch(self, call: ServerCall) -> None:
        """Fetch a token with the login for the repository of the push, or else of the pull."""
        from pydock.transport.registry_http import fetch_token

        request = call.receive(FetchTokenRequest) or FetchTokenRequest()
        if not _is_named(_server(request.host), self._images):
            raise CallFailed(Code.PERMISSION_DENIED, f"the build names no image of {request.host}")
        registry = DEFAULT_REGISTRY if request.host == HUB_HOST else request.host
        image = Reference(registry, _repository(request.scopes))
        token = fetch_token(
            registry,
            self._credentials.find_for(image),
            {"realm": request.realm, "service": request.service},
            tuple(request.scopes),
            self._environ,
        )
        call.send(FetchTokenResponse(token))


def _server(host: str) -> str:
    return HUB_SERVER if host == HUB_HOST else host


def _is_named(server: str, images: Collection[Reference] | None) -> bool:
    return images is None or any(server_key(image.registry) == server for image in images)


def _repository(scopes: Collection[str]) -> str:
    """Return the repository of the scope that pushes, or of the first one."""
    found = [match for scope in scopes if (match := _SCOPE.fullmatch(scope))]
    found.sort(key=lambda match: "push" not in match[2])
    return found[0][1] if found else ""
