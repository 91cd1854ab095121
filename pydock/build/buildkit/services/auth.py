"""moby.filesync.v1.Auth: credentials of registries that the build pulls from or pushes to.

Only the method Credentials is served: the engine then fetches tokens itself, as it does for every
client without the other methods.
"""

from collections.abc import Callable, Collection

from pydock.build.buildkit.grpc import ServerCall
from pydock.build.buildkit.messages.session import CredentialsRequest, CredentialsResponse
from pydock.oci.registry_auth import HUB_SERVER, server_key
from pydock.oci.registry_auth import Auth as Credentials
from pydock.spec.build_request import RegistryCredentials

METHOD = "/moby.filesync.v1.Auth/Credentials"
_HUB_HOST = "registry-1.docker.io"


class Auth:
    """Sends the credentials of `registries`, or of any registry when that is None."""

    def __init__(
        self,
        credentials: RegistryCredentials,
        registries: Collection[str] | None,
        on_shared: Callable[[str], None],
    ) -> None:
        """`on_shared` is called with each host that gets a password, once."""
        self._credentials = credentials
        self._servers = None if registries is None else {server_key(name) for name in registries}
        self._on_shared = on_shared
        self._shared_with: set[str] = set()

    def credentials(self, call: ServerCall) -> None:
        """Send the credentials of a registry; an empty response if there are none."""
        request = call.receive(CredentialsRequest) or CredentialsRequest()
        server = HUB_SERVER if request.host == _HUB_HOST else request.host
        allowed = self._servers is None or server in self._servers
        auth = self._credentials.find(server) if allowed else Credentials()
        if auth.identity_token:
            answer = CredentialsResponse(secret=auth.identity_token)
        else:
            answer = CredentialsResponse(auth.username, auth.password)
        if answer.secret and request.host not in self._shared_with:
            self._shared_with.add(request.host)
            self._on_shared(request.host)
        call.send(answer)
