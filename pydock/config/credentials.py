"""Credential stores: the environment, a helper program, or config.json.

Docker's order: DOCKER_AUTH_CONFIG, then the helper that `credHelpers` names for the
registry, then the one of `credsStore`, then config.json itself.

Beyond docker, a key may be a namespace of a registry, `h:1/team`: of the keys that a repository
lies in, in whichever of these places, the longest one has its credentials.
"""

import sys
from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from pydock.config import schema
from pydock.config.config_file import ConfigFile
from pydock.config.credential_helper import CredentialHelper, is_installed
from pydock.errors import ConfigError
from pydock.oci.reference import Reference
from pydock.oci.registry_auth import (
    Auth,
    hostname_of,
    is_namespace,
    namespace_keys,
    server_key,
    server_of,
)

VARIABLE = "DOCKER_AUTH_CONFIG"


class Store(Protocol):
    """Credentials by server. Every method may raise ConfigError."""

    def get(self, server: str) -> Auth:
        """Return the credentials for a server; an empty Auth without any."""

    def all(self) -> dict[str, Auth]:
        """Return all credentials by server."""

    def store(self, auth: Auth) -> None:
        """Store `auth` under its server."""

    def erase(self, server: str) -> None:
        """Erase a server's credentials, if any."""


class Credentials:
    """All stores together; `warn` prints a sentence about one that fails."""

    def __init__(
        self, config: ConfigFile, environ: Mapping[str, str], warn: Callable[[str], None]
    ) -> None:
        self._config = config
        self._environ = environ
        self._warn = warn
        self._given = self._read_variable()
        self._default = self._default_helper()

    def get(self, server: str) -> Auth:
        """Return the credentials for a server, empty without any; ConfigError if a helper fails."""
        return self._given.get(server) or self._place(server).get(server)

    def find(self, server: str) -> Auth:
        """As `get`, but empty when a helper fails, for search."""
        try:
            return self.get(server)
        except ConfigError:
            return Auth()

    def get_for(self, image: Reference) -> Auth:
        """Return the credentials for a repository, as `get`; their server is the registry."""
        return self._of_key(self.key_for(image))

    def find_for(self, image: Reference) -> Auth:
        """As `get_for`, but empty when a helper fails, for manifests and builds."""
        return self._find_of_key(self.key_for(image))

    def find_one(self, server: str, images: Collection[Reference] | None) -> Auth:
        """Return the credentials for a registry to which only one login can be sent.

        That is the one of the images of the registry in `images`; None stands for any image.
        """
        return self._find_of_key(self.one_key(server, images))

    def one_key(self, server: str, images: Collection[Reference] | None) -> str:
        """Return the key of `find_one`: the registry's own, if an image needs it."""
        keys = self._keys_of(server, images)
        is_plain = server in keys or (images is None and len(keys) > 1)
        return server if is_plain else min(keys, default=server)

    def key_for(self, image: Reference) -> str:
        """Return the longest key that a repository lies in, by default its registry's."""
        known = self._keys
        keys = (key for key in namespace_keys(image.registry, image.path) if key in known)
        return next(keys, server_key(image.registry))

    def needs_several(self, server: str, images: Collection[Reference] | None) -> bool:
        """Return whether images of a registry have several logins; None stands for any image."""
        return len(self._keys_of(server, images)) > 1

    def has_namespaces(self, server: str = "") -> bool:
        """Return whether a registry, or any, has credentials for some of its repositories."""
        return any(is_namespace(key) and server in ("", server_of(key)) for key in self._keys)

    @property
    def _keys(self) -> set[str]:
        return {*self._given, *self._config.auths, *self._config.table("credHelpers")}

    def _keys_of(self, server: str, images: Collection[Reference] | None) -> set[str]:
        if images is None:
            return {key for key in self._keys if server_of(key) == server}
        return {self.key_for(image) for image in images if server_key(image.registry) == server}

    def _find_of_key(self, key: str) -> Auth:
        try:
            return self._of_key(key)
        except ConfigError:
            return Auth()

    def _of_key(self, key: str) -> Auth:
        """Return the credentials of a registry, or those of a namespace for its registry.

        Of a namespace also those that config.json has itself beside a helper.
        """
        if not is_namespace(key):
            return self.get(key)
        stored = Auth() if key in self._given else self._config.auths.get(key, Auth())
        is_in_file = stored.username or stored.identity_token or stored.registry_token
        auth = stored if is_in_file else self.get(key)
        return auth._replace(server=server_of(key)) if auth.server else auth

    def all(self) -> dict[str, Auth]:
        """Return all credentials, for a build, which may pull from any registry."""
        try:
            auths = self._place("").all()
        except ConfigError as error:
            self._warn(error.message)
            auths = {}
        for server in self._config.table("credHelpers"):
            try:
                auths[server] = self._place(server).get(server)
            except ConfigError as error:
                self._warn(f"Failed to get credentials for registry {server}: {error.message}")
        return {**auths, **self._given}

    def store(self, auth: Auth) -> None:
        """Store `auth` under its server. Raises ConfigError."""
        if self._default and self._default != self._config.text("credsStore"):
            # config.json is no longer empty, so it has to name the store
            self._config.set("credsStore", self._default)
        self._place(auth.server).store(auth)

    def erase(self, server: str) -> None:
        """Erase a server's credentials, if any. Raises ConfigError."""
        self._place(server).erase(server)

    def stored_in_file(self, server: str) -> bool:
        """Return whether the password for a server would be written to config.json."""
        return isinstance(self._place(server), FileStore)

    def _place(self, server: str) -> Store:
        """Return the store of a server: a helper, or config.json; "" for the default one."""
        helpers = self._config.table("credHelpers")
        host, _, path = server.partition("/") if is_namespace(server) else ("", "", "")
        keys = (*namespace_keys(host, path), server_of(server))
        name = next((helpers[key] for key in keys if helpers.get(key)), self._default)
        if not name:
            return FileStore(self._config)
        return HelperStore(self._config, CredentialHelper(name, self._environ))

    def _default_helper(self) -> str:
        """Return `credsStore`, by default the system's own helper, if it is installed."""
        config = self._config
        configured = config.text("credsStore")
        if configured or config.auths or config.table("credHelpers"):
            return configured
        if sys.platform == "darwin":
            name = "osxkeychain"
        else:
            name = "pass" if is_installed("pass", self._environ) else "secretservice"
        return name if is_installed(f"docker-credential-{name}", self._environ) else ""

    def _read_variable(self) -> dict[str, Auth]:
        """Return the credentials in DOCKER_AUTH_CONFIG, in the form of config.json."""
        try:
            document = schema.decode(self._environ.get(VARIABLE, ""))
            entries = document.get("auths") or {}
            if problem := schema.mismatch("auths", entries):
                raise ValueError(problem)
            return {key: Auth.from_entry(key, entry or {}) for key, entry in entries.items()}
        except ValueError as error:
            self._warn(f"Failed to create credential store from {VARIABLE}: {error}")
            return {}


class FileStore:
    """Stores credentials in config.json, unencrypted."""

    def __init__(self, config: ConfigFile) -> None:
        self._config = config

    def get(self, server: str) -> Auth:
        auths = self._config.auths
        if server in auths:
            return auths[server]
        by_host = (
            auth
            for key, auth in auths.items()
            if hostname_of(key) == server and not is_namespace(key)
        )
        return next(by_host, Auth())

    def all(self) -> dict[str, Auth]:
        return dict(self._config.auths)

    def store(self, auth: Auth) -> None:
        self._config.set_auth(auth)

    def erase(self, server: str) -> None:
        self._config.forget_auth(server)


class HelperStore:
    """Runs a helper program; config.json has the server's name and no secret."""

    def __init__(self, config: ConfigFile, program: CredentialHelper) -> None:
        self._file = FileStore(config)
        self._program = program

    def get(self, server: str) -> Auth:
        found = self._program.get(server)
        if found is None:
            return Auth()
        return found._replace(email=self._file.get(server).email)

    def all(self) -> dict[str, Auth]:
        return {server: self.get(server) for server in self._program.servers()}

    def store(self, auth: Auth) -> None:
        self._program.store(auth)
        self._file.store(Auth(email=auth.email, server=auth.server))

    def erase(self, server: str) -> None:
        self._program.erase(server)
        self._file.erase(server)
