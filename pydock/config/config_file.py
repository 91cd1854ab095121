"""config.json: docker's settings in `~/.docker` or the directory in DOCKER_CONFIG.

The file is the user's: it is read at the first use, a damaged one is
reported and never overwritten, and its unknown keys stay as they are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydock.config import schema
from pydock.config.atomic_file import locked, replace_file
from pydock.config.small_file import read_small_file
from pydock.errors import ConfigError
from pydock.golang.os_errors import os_reason

if TYPE_CHECKING:
    from pydock.oci.registry_auth import Auth

FILE_NAME = "config.json"
Document = dict[str, Any]

_PROXY_VARIABLES = {
    "httpProxy": "HTTP_PROXY",
    "httpsProxy": "HTTPS_PROXY",
    "noProxy": "NO_PROXY",
    "ftpProxy": "FTP_PROXY",
    "allProxy": "ALL_PROXY",
}


def config_directory(environ: Mapping[str, str], option: str = "") -> Path:
    """Where configuration is kept: `--config`, else DOCKER_CONFIG, else `.docker` at home."""
    chosen = os.path.normpath(option) if option else environ.get("DOCKER_CONFIG", "")
    return Path(chosen) if chosen else _home(environ) / ".docker"


class ConfigFile:
    """The settings of config.json; `problem` warns of damage, the rest is used."""

    def __init__(self, path: Path, document: Document | None = None) -> None:
        self.path = path
        self.problem = ""
        self.auths: dict[str, Auth] = {}
        self._settings: Document = {}
        self._accept(document or {})

    @classmethod
    def load(cls, directory: Path) -> ConfigFile:
        """Return the config.json of a directory; never fails, see `problem`."""
        path = directory / FILE_NAME
        try:
            return cls(path, _read(path))
        except ConfigError as error:
            config = cls(path)
            config.problem = error.message
            return config

    def text(self, key: str) -> str:
        """Return a setting of type string, such as `detachKeys`; "" by default."""
        return self._settings.get(key) or ""

    def texts(self, key: str) -> list[str]:
        """Return a setting of type list, such as `cliPluginsExtraDirs`."""
        return [text or "" for text in self._settings.get(key) or ()]

    def table(self, key: str) -> dict[str, Any]:
        """Return a setting of type object, such as `credHelpers`, `plugins` or `aliases`."""
        return dict(self._settings.get(key) or {})

    @property
    def own_settings(self) -> dict[str, Any]:
        """Return `plugins.pydock`, the settings that docker does not have."""
        return self.table("plugins").get("pydock") or {}

    @property
    def http_headers(self) -> dict[str, str]:
        """Return the headers of each request to an engine, without User-Agent."""
        headers = self.table("HttpHeaders")
        return {name: value for name, value in headers.items() if name.lower() != "user-agent"}

    def proxies(self, engine_url: str) -> dict[str, str]:
        """Return the proxy variables for containers and builds of an engine, in both cases."""
        proxies = self.table("proxies")
        chosen = proxies.get(engine_url, proxies.get("default")) or {}
        variables: dict[str, str] = {}
        for field, name in _PROXY_VARIABLES.items():
            if chosen.get(field):
                variables[name] = variables[name.lower()] = chosen[field]
        return variables

    def set_auth(self, auth: Auth) -> None:
        """Store these credentials under their server. Raises ConfigError."""

        def change(document: Document) -> None:
            auths = {**(document["auths"] or {}), auth.server: auth.entry()}
            document["auths"] = dict(sorted(auths.items()))

        if self.auths.get(auth.server) != auth:
            self.change(change)

    def forget_auth(self, server: str) -> None:
        """Remove the credentials of a server. Raises ConfigError."""
        if server in self.auths or self.problem:  # a damaged file may still contain it
            self.change(lambda document: (document["auths"] or {}).pop(server, None))

    def set(self, key: str, value: Any) -> None:
        """Write one setting; an empty value removes it. Raises ConfigError."""

        def change(document: Document) -> None:
            if value:
                document[key] = value
            else:
                document.pop(key, None)

        self.change(change)

    def change(self, change: Callable[[Document], object]) -> None:
        """Read the file, let `change` edit it and replace it, under a lock. ConfigError."""
        target = Path(os.path.realpath(self.path))
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with locked(target.parent):
                document = _read(self.path)
                if problem := schema.mismatch("auths", document.get("auths")):
                    raise _damaged(self.path, problem)
                document = {"auths": {}, **document} if "auths" not in document else document
                change(document)
                replace_file(target, _encoded(document))
        except OSError as error:
            raise ConfigError(f"{error.filename}: {os_reason(error)}") from None
        self._accept(document)

    def _accept(self, document: Document) -> None:
        """Read the valid settings, and collect the problems of the others."""
        problems = []
        self._settings = {}
        for key, value in document.items():
            if problem := schema.mismatch(key, value):
                problems.append(problem)
            else:
                self._settings[key] = schema.printable(value) if key in schema.TYPES else value
        self.auths, auth_problems = _auths(self.table("auths"))
        problems += auth_problems
        self.problem = _damaged(self.path, problems[0]).message if problems else ""


def _auths(table: Document) -> tuple[dict[str, Auth], list[str]]:
    """Return the logins by server, and the problems of invalid ones."""
    auths: dict[str, Auth] = {}
    problems = []
    if table:
        from pydock.oci.registry_auth import Auth, InvalidAuth

        for server, entry in table.items():
            try:
                auths[server] = Auth.from_entry(server, entry or {})
            except InvalidAuth as error:
                problems.append(str(error))
    return auths, problems


def _read(path: Path) -> Document:
    """Return the document in a file, empty if it is missing; ConfigError if it is damaged."""
    try:
        text = read_small_file(str(path)).decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return {}
    except IsADirectoryError:
        raise _damaged(path, f"read {path}: is a directory") from None
    except OSError as error:
        raise ConfigError(f"Error loading config file: open {path}: {os_reason(error)}") from None
    try:
        return schema.decode(text)
    except ValueError as error:
        raise _damaged(path, str(error)) from None


def _damaged(path: Path, reason: str) -> ConfigError:
    return ConfigError(f"Error parsing config file ({path}): {reason}")


def _encoded(document: Document) -> bytes:
    text = json.dumps(document, indent="\t", ensure_ascii=False)
    try:
        return text.encode(errors="surrogateescape")
    except UnicodeEncodeError:  # a lone surrogate, from an escape
        return json.dumps(document, indent="\t").encode()


def _home(environ: Mapping[str, str]) -> Path:
    """Return HOME, else the home directory of the system's user database."""
    home = environ.get("HOME")
    if not home:
        import pwd

        try:
            home = pwd.getpwuid(os.getuid()).pw_dir
        except KeyError:
            home = "/"
    return Path(home)
