"""The context store, with docker's layout on disk, so that both clients share it.

contexts/meta/<sha256 of the name>/meta.json
contexts/tls/<sha256 of the name>/<endpoint>/ca.pem, cert.pem, key.pem
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydock.config.atomic_file import replace_file
from pydock.config.small_file import read_small_file
from pydock.errors import ConfigError
from pydock.golang.os_errors import os_reason
from pydock.golang.unmarshal import UnmarshalError, unmarshal

DEFAULT_CONTEXT = "default"
ENDPOINT = "docker"
META_FILE = "meta.json"

_NAME = re.compile("[a-zA-Z0-9][a-zA-Z0-9_.+-]+")

#: the files of each endpoint by their names: {"docker": {"ca.pem": b"..."}}
Certificates = Mapping[str, Mapping[str, bytes]]


class ContextNotFound(ConfigError):
    """A context is missing."""


def check_name(name: str) -> None:
    """Raise ConfigError for a name that a stored context cannot have."""
    if name == DEFAULT_CONTEXT:
        raise ConfigError('"default" is a reserved context name')
    if not name:
        raise ConfigError("context name cannot be empty")
    if not _NAME.fullmatch(name):
        raise ConfigError(
            f'context name "{name}" is invalid, names are validated against regexp '
            '"^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$"'
        )


class Context:
    """A context; `document` is its meta.json, with unknown fields."""

    def __init__(self, document: dict[str, Any]) -> None:
        """Raises ConfigError for a document without a context."""
        self.document = document
        self.name = _text(document, "Name")
        self.metadata = _table(document, "Metadata")
        self.endpoints = _table(document, "Endpoints")
        self.has_endpoint = ENDPOINT in self.endpoints
        endpoint = _table(self.endpoints, ENDPOINT)
        self.host = _text(endpoint, "Host")
        self.skip_tls_verify = bool(endpoint.get("SkipTLSVerify"))
        self.description = _text(self.metadata, "Description")

    @classmethod
    def create(
        cls, name: str, *, host: str, skip_tls_verify: bool = False, description: str = ""
    ) -> Context:
        """Return a new context with an engine's address."""
        empty = cls({"Name": name})
        return empty.changed(
            description=description or None, host=host, skip_tls_verify=skip_tls_verify
        )

    def changed(
        self,
        *,
        name: str | None = None,
        description: str | None = None,
        host: str | None = None,
        skip_tls_verify: bool = False,
    ) -> Context:
        """Return the context with another name, description or address, as given."""
        metadata, endpoints = dict(self.metadata), dict(self.endpoints)
        if description is not None:
            metadata["Description"] = description
        if host is not None:
            endpoints[ENDPOINT] = {"Host": host, "SkipTLSVerify": skip_tls_verify}
        document: dict[str, Any] = {"Name": name or self.name, "Metadata": metadata}
        if endpoints:
            document["Endpoints"] = dict(sorted(endpoints.items()))
        return Context(document)


class ContextStore:
    """The contexts below a directory, which is created at the first write."""

    def __init__(self, directory: Path) -> None:
        self._meta = directory / "meta"
        self._tls = directory / "tls"

    def meta_directory(self, name: str) -> Path:
        """Return the path of the meta.json of a context."""
        return self._meta / _identifier(name)

    def tls_directory(self, name: str) -> Path:
        """Return the directory of a context's certificates, with one for each endpoint."""
        return self._tls / _identifier(name)

    def get(self, name: str) -> Context:
        """Return the context of a name; raises ContextNotFound, ConfigError."""
        path = self.meta_directory(name) / META_FILE
        try:
            return _read(path)
        except FileNotFoundError:
            raise ContextNotFound(
                f'context "{name}": context not found: open {path}: no such file or directory'
            ) from None
        except OSError as error:
            raise ConfigError(f'context "{name}": {_unusable(error)}') from None
        except ConfigError as error:
            raise ConfigError(f'context "{name}": {error.message}') from None

    def find(self, name: str) -> Context | None:
        """Return the context of a name, None if it is missing; raises ConfigError."""
        try:
            return self.get(name)
        except ContextNotFound:
            return None

    def exists(self, name: str) -> bool:
        """Return whether anything is stored under the name, also a damaged context."""
        return self.meta_directory(name).exists()

    def all(self) -> list[Context]:
        """Return all stored contexts, in no order; raises ConfigError."""
        found = []
        for directory in _entries(self._meta):
            try:
                found.append(_read(directory / META_FILE))
            except (FileNotFoundError, NotADirectoryError):
                continue  # incomplete, or removed by another program
            except OSError as error:
                words = os_reason(error)
                raise ConfigError(
                    f"failed to read metadata: open {error.filename}: {words}"
                ) from None
            except ConfigError as error:
                raise ConfigError(f"failed to read metadata: {error.message}") from None
        return found

    def tls_files(self, name: str, endpoint: str = ENDPOINT) -> dict[str, Path]:
        """Return the certificates of an endpoint: file names and paths."""
        directory = self.tls_directory(name) / endpoint
        return {path.name: path for path in sorted(_entries(directory)) if path.is_file()}

    def tls_endpoints(self, name: str) -> list[str]:
        """Return the endpoints that have certificates."""
        names = sorted(path.name for path in _entries(self.tls_directory(name)))
        return [endpoint for endpoint in names if self.tls_files(name, endpoint)]

    def certificates(self, name: str) -> Certificates:
        """Return the contents of all certificates; raises ConfigError."""
        try:
            return {
                endpoint: {
                    file: read_small_file(str(path))
                    for file, path in self.tls_files(name, endpoint).items()
                }
                for endpoint in self.tls_endpoints(name)
            }
        except OSError as error:
            raise _unusable(error) from None

    def save(self, context: Context, certificates: Certificates | None = None) -> None:
        """Write a context, certificates first, its description at once. ConfigError."""
        try:
            if certificates is not None:
                self._save_certificates(context.name, certificates)
            directory = self.meta_directory(context.name)
            directory.mkdir(parents=True, exist_ok=True)
            text = json.dumps(context.document, separators=(",", ":"), ensure_ascii=False)
            replace_file(directory / META_FILE, text.encode("utf-8", "surrogateescape"))
        except OSError as error:
            raise _unusable(error) from None

    def _save_certificates(self, name: str, certificates: Certificates) -> None:
        self._tls.parent.mkdir(parents=True, exist_ok=True)
        for endpoint, files in certificates.items():
            directory = self.tls_directory(name) / endpoint
            for private in (self._tls, directory.parent, directory):
                private.mkdir(mode=0o700, exist_ok=True)
            for file, content in files.items():
                replace_file(directory / file, content)
        for endpoint in self.tls_endpoints(name):
            for file, path in self.tls_files(name, endpoint).items():
                if file not in certificates.get(endpoint, {}):
                    path.unlink()
            with suppress(OSError):  # it is not empty
                (self.tls_directory(name) / endpoint).rmdir()

    def remove(self, name: str) -> None:
        """Remove a context and its certificates, also damaged ones."""
        import shutil

        try:
            for directory in (self.meta_directory(name), self.tls_directory(name)):
                with suppress(FileNotFoundError):
                    shutil.rmtree(directory)
        except OSError as error:
            raise _unusable(error) from None


def _identifier(name: str) -> str:
    import hashlib

    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()


def _entries(directory: Path) -> list[Path]:
    """Return the entries of a directory, none if it is missing; raises ConfigError."""
    try:
        return list(directory.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _unusable(error) from None


def _read(path: Path) -> Context:
    """Return the context in a file; raises OSError, ConfigError."""
    try:
        return parse_document(read_small_file(str(path)))
    except ConfigError as error:
        raise ConfigError(f"parsing {path}: {error.message}") from None


def parse_document(data: bytes) -> Context:
    """Return the context of a meta.json; raises ConfigError."""
    try:
        document = unmarshal(dict[str, Any], data.decode("utf-8", "surrogateescape"), fill=False)
    except UnmarshalError as error:
        raise ConfigError(f"the description of a context is malformed: {error}") from None
    if document is None:
        raise ConfigError("the description of a context is malformed: expected object")
    return Context(document)


def _table(document: dict[str, Any], key: str) -> dict[str, Any]:
    found = document.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ConfigError(f"{key} of a context has to be an object")
    return found


def _text(document: dict[str, Any], key: str) -> str:
    found = document.get(key)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise ConfigError(f"{key} of a context has to be a text")
    return found


def _unusable(error: OSError) -> ConfigError:
    return ConfigError(f"open {error.filename}: {os_reason(error)}")
