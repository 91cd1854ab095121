"""moby.filesync.v1.Auth: credentials of registries that the build pulls from or pushes to.

Only the method Credentials is served: the engine then fetches tokens itself, as it does for every
client without the other methods.
"""

from __future__ import annotations

from collections.abc import Callable

from pydock.build.buildkit.grpc import ServerCall
from pydock.build.buildkit.messages.session import CredentialsRequest, CredentialsResponse
from pydock.oci.registry_auth import HUB_SERVER
from pydock.spec.build_request import RegistryCredentials

METHOD = "/moby.filesync.v1.Auth/Credentials"
_HUB_HOST = "registry-1.docker.io"


class Auth:
    """`on_shared` is called with each host that gets a password, once."""

    def __init__(self, credentials: RegistryCredentials, on_shared: Callable[[str], None]) -> None:
        self._credentials = credentials
        self._on_shared = on_shared
        self._shared_with: set[str] = set()

    def credentials(self, call: ServerCall) -> None:
        """An empty answer stands for none."""
        request = call.receive(CredentialsRequest) or CredentialsRequest()
        auth = self._credentials.find(HUB_SERVER if request.host == _HUB_HOST else request.host)
        if auth.identity_token:
            answer = CredentialsResponse(secret=auth.identity_token)
        else:
            answer = CredentialsResponse(auth.username, auth.password)
        if answer.secret and request.host not in self._shared_with:
            self._shared_with.add(request.host)
            self._on_shared(request.host)
        call.send(answer)
