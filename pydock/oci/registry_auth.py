"""Registry credentials, and their forms in config.json and in HTTP headers."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

#: key of Docker Hub's credentials in config.json and in credential helpers
HUB_SERVER = "https://index.docker.io/v1/"
#: the host that serves the API of Docker Hub
HUB_HOST = "registry-1.docker.io"
_HUB_REGISTRIES = ("docker.io", "index.docker.io")
#: a key of one account among several: a registry and the beginning of a path in it
_NAMESPACE = re.compile(r"[^/]*(?:[.:]|localhost)[^/]*((?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)+)")
#: paths in keys that are no namespaces: the API's own
_API_PATHS = ("/v1", "/v2")


class InvalidAuth(ValueError):
    """An `auth` of config.json is malformed; the message contains no part of it."""


class Auth(NamedTuple):
    """User and password, or a token; only server and user appear in its text."""

    username: str = ""
    password: str = ""
    email: str = ""
    server: str = ""
    identity_token: str = ""
    registry_token: str = ""

    def __repr__(self) -> str:
        return f"Auth(username={self.username!r}, server={self.server!r})"

    def __str__(self) -> str:
        return repr(self)

    @classmethod
    def from_entry(cls, server: str, entry: Mapping[str, Any]) -> Auth:
        """Return the credentials of an entry of config.json's `auths`; raises InvalidAuth."""
        username, password = entry.get("username") or "", entry.get("password") or ""
        if entry.get("auth"):
            username, password = _decode(entry["auth"])
        return cls(
            username,
            password,
            entry.get("email") or "",
            server,
            entry.get("identitytoken") or "",
            entry.get("registrytoken") or "",
        )

    def entry(self) -> dict[str, str]:
        """Return the entry for `auths` of config.json."""
        auth = ""
        if self.username or self.password:
            text = f"{self.username}:{self.password}"
            auth = base64.b64encode(text.encode(errors="surrogateescape")).decode()
        return _without_empty(
            {
                "auth": auth,
                "email": self.email,
                "identitytoken": self.identity_token,
                "registrytoken": self.registry_token,
            }
        )

    def fields(self) -> dict[str, str]:
        """Return the fields of the API's AuthConfig."""
        return _without_empty(
            {
                "username": self.username,
                "password": self.password,
                "email": self.email,
                "serveraddress": self.server,
                "identitytoken": self.identity_token,
                "registrytoken": self.registry_token,
            }
        )

    def header(self) -> str:
        """Return the value of the header `X-Registry-Auth`."""
        return _header(self.fields())


def registry_config_header(auths: Mapping[str, Auth], *, in_file: bool = False) -> str:
    """Return the header `X-Registry-Config`; `in_file` is its form before API 1.19."""
    configs = {server: auth.fields() for server, auth in auths.items()}
    return _header({"configs": configs} if in_file else configs)


def server_key(registry: str) -> str:
    """Return the key of a registry's credentials: the registry, or Docker Hub's own key."""
    return HUB_SERVER if registry in _HUB_REGISTRIES else registry


def hostname_of(server: str) -> str:
    """Return `host[:port]` of a key; old versions of docker stored URLs."""
    _, scheme, rest = server.partition("://")
    return (rest if scheme else server).partition("/")[0]


def is_namespace(key: str) -> bool:
    """Return whether a key is of a namespace of a registry: `h:1/team`, neither host nor URL."""
    match = _NAMESPACE.fullmatch(key)
    return match is not None and match[1] not in _API_PATHS


def server_of(key: str) -> str:
    """Return the key of the whole registry that the namespace `key` is in; others as they are."""
    return server_key(hostname_of(key)) if is_namespace(key) else key


def namespace_keys(registry: str, path: str) -> Iterator[str]:
    """Yield the keys of a repository and of the namespaces around it, the longest first."""
    hosts = _HUB_REGISTRIES if registry in _HUB_REGISTRIES else (registry,)
    while path:
        yield from (f"{host}/{path}" for host in hosts)
        path = path.rpartition("/")[0]


def _header(value: Any) -> str:
    # engines ignore a header that they cannot decode: URL-safe base64 with padding
    text = json.dumps(value, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode()


def _decode(auth: str) -> tuple[str, str]:
    """Return user and password of `auth`, the standard base64 of `user:password`."""
    encoded = auth.replace("\r", "").replace("\n", "")
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise InvalidAuth(f"illegal base64 data at input byte {_bad_byte(encoded)}") from None
    username, colon, password = decoded.decode(errors="surrogateescape").partition(":")
    if not (username and colon):
        raise InvalidAuth("invalid auth configuration file")
    return username, password.strip("\0")


def _bad_byte(encoded: str) -> int:
    """Return the offset of the first invalid byte of standard base64."""
    strange = re.search(r"[^A-Za-z0-9+/]", encoded)
    return strange.start() if strange else len(encoded) // 4 * 4


def _without_empty(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}
