"""moby.buildkit.secrets.v1.Secrets: the secrets that the command line names, no others."""

import errno
from collections.abc import Iterable, Mapping

from pydock.build.buildkit.grpc import CallFailed, Code, ServerCall
from pydock.build.buildkit.messages.session import GetSecretRequest, GetSecretResponse
from pydock.config.small_file import read_small_file
from pydock.errors import PydockError
from pydock.options.build.secrets import Secret

METHOD = "/moby.buildkit.secrets.v1.Secrets/GetSecret"
LIMIT_BYTES = 500 << 10


class Secrets:
    """Reads a secret on request, and stores none."""

    def __init__(self, secrets: Iterable[Secret], environ: Mapping[str, str]) -> None:
        self._secrets = {secret.id: secret for secret in secrets}
        self._environ = environ

    def get_secret(self, call: ServerCall) -> None:
        """Send a secret; NOT_FOUND for an unknown one, or a variable that is not set."""
        request = call.receive(GetSecretRequest) or GetSecretRequest()
        secret = self._secrets.get(request.id)
        content = self._content(secret) if secret else None
        if content is None:
            raise CallFailed(Code.NOT_FOUND, f"secret {request.id} not found")
        call.send(GetSecretResponse(content))

    def _content(self, secret: Secret) -> bytes | None:
        if secret.path:
            try:
                return read_small_file(secret.path, LIMIT_BYTES)
            except OSError as error:
                if error.errno == errno.EFBIG:
                    raise _too_large(secret) from None
                raise
        value = self._environ.get(secret.variable)
        if value is None:
            return None
        content = value.encode("utf-8", "surrogateescape")
        if len(content) > LIMIT_BYTES:
            raise _too_large(secret)
        return content


def _too_large(secret: Secret) -> PydockError:
    return PydockError(f"secret {secret.id} may be no larger than {LIMIT_BYTES >> 10} KiB")
