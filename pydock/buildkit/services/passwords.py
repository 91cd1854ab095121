"""moby.filesync.v1.Auth: what is known for registries that the build pulls from or pushes to.

Credentials is the one method of it that is served: the engine then fetches tokens by itself,
as it does for every client without the others.
"""

from __future__ import annotations

from pydock.buildkit.grpc import ServerCall
from pydock.buildkit.messages.session import CredentialsRequest, CredentialsResponse
from pydock.buildkit.request import Passwords
from pydock.config.auth import HUB_SERVER

METHOD = "/moby.filesync.v1.Auth/Credentials"
_HUB_HOST = "registry-1.docker.io"


class Auth:
    def __init__(self, passwords: Passwords) -> None:
        self._passwords = passwords

    def credentials(self, call: ServerCall) -> None:
        """An empty answer stands for none."""
        request = call.receive(CredentialsRequest) or CredentialsRequest()
        auth = self._passwords.find(HUB_SERVER if request.host == _HUB_HOST else request.host)
        if auth.identity_token:
            call.send(CredentialsResponse(secret=auth.identity_token))
        else:
            call.send(CredentialsResponse(auth.username, auth.password))
