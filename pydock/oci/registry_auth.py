"""What proves to a registry who asks, and the forms it takes in files and in headers."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

#: under this key config.json and credential helpers keep what belongs to Docker Hub
HUB_SERVER = "https://index.docker.io/v1/"
_HUB_REGISTRIES = ("docker.io", "index.docker.io")


class InvalidAuth(ValueError):
    """An `auth` of config.json that holds no user and password; names neither."""


class Auth(NamedTuple):
    """A user and a password, or a token; empty fields are unknown.

    It prints as its server and user only, so that no log or error can show a secret.
    """

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
        """What `auths` of config.json holds for `server`; InvalidAuth when it is damaged."""
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
        """The same as `auths` of config.json keeps it."""
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
        """The same as the engine's API spells it."""
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
        """The value of `X-Registry-Auth`."""
        return _header(self.fields())


def registry_config_header(auths: Mapping[str, Auth], *, in_file: bool = False) -> str:
    """The value of `X-Registry-Config`: all that is known, by server (build, since API 1.9).

    `in_file` is the form of before API 1.19: as a file of configuration had it then.
    """
    known = {server: auth.fields() for server, auth in auths.items()}
    return _header({"configs": known} if in_file else known)


def server_key(registry: str) -> str:
    """The key under which the credentials of a registry are kept: itself, but for the Hub."""
    return HUB_SERVER if registry in _HUB_REGISTRIES else registry


def hostname_of(server: str) -> str:
    """`host[:port]` of a key that may be a URL, as old versions of docker wrote them."""
    _, scheme, rest = server.partition("://")
    return (rest if scheme else server).partition("/")[0]


def _header(value: Any) -> str:
    # the engine ignores a header that it cannot decode: URL-safe, and with its padding
    text = json.dumps(value, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode()


def _decode(auth: str) -> tuple[str, str]:
    """User and password of `auth`: standard base64 of `user:password`."""
    encoded = auth.replace("\r", "").replace("\n", "")
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise InvalidAuth(f"illegal base64 data at input byte {_bad_byte(encoded)}") from None
    username, colon, password = decoded.decode(errors="surrogateescape").partition(":")
    if not (username and colon):
        raise InvalidAuth("Invalid auth configuration file")
    return username, password.strip("\0")


def _bad_byte(encoded: str) -> int:
    """Where standard base64 stops being readable."""
    strange = re.search(r"[^A-Za-z0-9+/]", encoded)
    return strange.start() if strange else len(encoded) // 4 * 4


def _without_empty(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}
