"""The small services of a session: health, passwords, secrets, the ssh agent."""

from dataclasses import dataclass

from pydock.build.buildkit.protobuf import Message, blob, integer, text, text_map, texts


@dataclass
class HealthCheckRequest(Message):
    """grpc.health.v1"""

    service: str = text(1)


@dataclass
class HealthCheckResponse(Message):
    """`status` is 1 for a service that serves."""

    status: int = integer(1)


@dataclass
class CredentialsRequest(Message):
    """moby.filesync.v1.Auth: `host` is a registry's, of the Hub `registry-1.docker.io`."""

    host: str = text(1)


@dataclass
class CredentialsResponse(Message):
    """A password, or an identity token with an empty user name."""

    username: str = text(1)
    secret: str = text(2, is_secret=True)


@dataclass
class TokenAuthorityRequest(Message):
    """Whether tokens of a registry are fetched by the client."""

    host: str = text(1)


@dataclass
class TokenAuthorityResponse(Message):
    public_key: bytes = blob(1)


@dataclass
class FetchTokenRequest(Message):
    """`scopes` as `repository:team/app:pull`."""

    host: str = text(2)
    realm: str = text(3)
    service: str = text(4)
    scopes: list[str] = texts(5)


@dataclass
class FetchTokenResponse(Message):
    token: str = text(1, is_secret=True)


@dataclass
class GetSecretRequest(Message):
    """moby.buildkit.secrets.v1.Secrets"""

    id: str = text(1)
    annotations: dict[str, str] = text_map(2)


@dataclass
class GetSecretResponse(Message):
    data: bytes = blob(1, is_secret=True)


@dataclass
class CheckAgentRequest(Message):
    """moby.sshforward.v1.SSH"""

    id: str = text(1)
