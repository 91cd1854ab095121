"""The endpoint to connect to: options, environment, contexts, in docker's order.

`--context`, then `-H`, then DOCKER_HOST, then DOCKER_CONTEXT, then a file `.pydock-context`, which
docker lacks, then `currentContext` of config.json, then the context "default", which is the engine
of this machine.
"""

import errno
import os
import stat
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pydock.config.context_store import DEFAULT_CONTEXT, Context, ContextStore
from pydock.config.host_address import parse_host
from pydock.config.small_file import LIMIT_BYTES, read_small_file
from pydock.errors import ConfigError
from pydock.golang.os_errors import os_reason

CONTEXT_FILE = ".pydock-context"
CA_FILE, CERTIFICATE_FILE, KEY_FILE = "ca.pem", "cert.pem", "key.pem"


class TlsFiles(NamedTuple):
    """Paths of certificates, "" for none, and whether to verify the engine."""

    ca: str = ""
    certificate: str = ""
    key: str = ""
    verify: bool = True


class EngineAddress(NamedTuple):
    """Address of the engine; `tls` is None for a plain connection."""

    url: str
    tls: TlsFiles | None = None


def is_address(text: str) -> bool:
    """Return whether the name of an engine is an address, and not that of a context."""
    return ":" in text or "/" in text


class EndpointResolver:
    """Resolves the endpoint from options (those `given`), environment and configuration."""

    def __init__(
        self,
        options: Mapping[str, Any],
        given: set[str],
        environ: Mapping[str, str],
        config_directory: Path,
        current_context: str,
        context_of_file: Callable[[str], str] = lambda path: "",
    ) -> None:
        """`context_of_file` returns the context that a file selects, "" where it is not used."""
        self.store = ContextStore(config_directory / "contexts")
        self._options = options
        self._given = given
        self._environ = environ
        self._config_directory = config_directory
        self._current_context = current_context
        self._context_of_file = context_of_file
        if options.get("context") and self._hosts:
            raise ConfigError("conflicting options: cannot specify both --host and --context")

    @property
    def context_name(self) -> str:
        """Return the name of the current context, which may be missing."""
        if self._options.get("context"):
            return str(self._options["context"])
        if self._hosts or self._environ.get("DOCKER_HOST"):
            return DEFAULT_CONTEXT
        chosen = self._environ.get("DOCKER_CONTEXT") or self.directory_context
        return chosen or self._current_context or DEFAULT_CONTEXT

    @cached_property
    def directory_context(self) -> str:
        """Return the context of a file in this directory or above; "" if it does not decide."""
        environ = self._environ
        if self._options.get("context") or self._hosts:
            return ""
        if environ.get("DOCKER_HOST") or environ.get("DOCKER_CONTEXT"):
            return ""
        path = find_context_file()
        return self._context_of_file(path) if path else ""

    @property
    def is_default_engine(self) -> bool:
        """Return whether the engine is the default one of this machine."""
        return (
            self.context_name == DEFAULT_CONTEXT
            and not self._hosts
            and not self._environ.get("DOCKER_HOST")
        )

    def address(self) -> EngineAddress:
        """Return the endpoint of the engine; raises ConfigError."""
        try:
            return self.context_address(self.context_name)
        except ConfigError as error:
            raise ConfigError(
                f"Failed to initialize: unable to resolve docker endpoint: {error.message}"
            ) from None

    def context_address(self, name: str) -> EngineAddress:
        """Return the address of a context; raises ConfigError."""
        if name == DEFAULT_CONTEXT:
            return self._default_address()
        context = self.store.get(name)
        if not context.has_endpoint:
            raise ConfigError("cannot find docker endpoint in context")
        files = self.store.tls_files(name)
        if not files and not context.skip_tls_verify:
            return EngineAddress(context.host)
        ca, certificate, key = (
            str(files[file]) if file in files else ""
            for file in (CA_FILE, CERTIFICATE_FILE, KEY_FILE)
        )
        verify = not context.skip_tls_verify
        return EngineAddress(context.host, _pair(TlsFiles(ca, certificate, key, verify)))

    def named_address(self, text: str) -> EngineAddress:
        """Return the address of a context or of a host; the latter has a colon or a slash."""
        if not is_address(text):
            return self.context_address(text)
        tls = None if text.startswith(("unix:", "ssh:", "npipe:")) else self._tls
        return EngineAddress(parse_host(text, tls=tls is not None), tls)

    def default_context(self) -> Context:
        """Return the context "default" of options and environment; it is in no store."""
        address = self._default_address()
        skip = address.tls is not None and not address.tls.verify
        return Context.create(DEFAULT_CONTEXT, host=address.url, skip_tls_verify=skip)

    def default_certificates(self) -> dict[str, bytes]:
        """Return the certificates of options and environment, in the form of a context."""
        tls = self._tls
        if tls is None:
            return {}
        paths = {CA_FILE: tls.ca, CERTIFICATE_FILE: tls.certificate, KEY_FILE: tls.key}
        return {name: read_small_file(path) for name, path in paths.items() if path}

    @property
    def _hosts(self) -> list[str]:
        hosts: list[str] = self._options.get("host") or []
        return hosts

    def _default_address(self) -> EngineAddress:
        text = self._hosts[0] if self._hosts else self._environ.get("DOCKER_HOST", "")
        tls = self._tls
        return EngineAddress(parse_host(text, tls=tls is not None), tls)

    @cached_property
    def _tls(self) -> TlsFiles | None:
        """Return TLS of the options and DOCKER_TLS, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH."""
        options = self._options
        verify = bool(options.get("tlsverify"))
        use_tls = bool(options.get("tls"))
        if "tlsverify" in self._given:
            use_tls = True
        elif self._environ.get("DOCKER_TLS_VERIFY"):
            verify = use_tls = True
        if "tls" not in self._given and self._environ.get("DOCKER_TLS"):
            use_tls = True
        if not use_tls:
            return None
        directory = self._environ.get("DOCKER_CERT_PATH") or str(self._config_directory)
        ca = options.get("tlscacert") or os.path.join(directory, CA_FILE)  # noqa: PTH118
        certificate = self._client_file("tlscert", directory, CERTIFICATE_FILE)
        key = self._client_file("tlskey", directory, KEY_FILE)
        ca, certificate, key = (path and _readable(path) for path in (ca, certificate, key))
        return _pair(TlsFiles(ca, certificate, key, verify))

    def _client_file(self, option: str, directory: str, name: str) -> str:
        """Return the file of an option, else the default one if it exists."""
        if option in self._given:
            return str(self._options[option])
        default = Path(directory) / name
        return str(default) if default.exists() else ""


def find_context_file() -> str:
    """Return the path of the nearest file that names a context, "" for none."""
    try:
        directory = os.getcwd()  # noqa: PTH109
    except OSError:
        return ""
    while not os.path.lexists(path := os.path.join(directory, CONTEXT_FILE)):  # noqa: PTH118
        directory, below = os.path.dirname(directory), directory  # noqa: PTH120
        if directory == below:
            return ""
    return path


def _readable(path: str) -> str:
    """Return a path under which a certificate or key can be read at any time and repeatedly.

    That is another one for a pipe, as `<(command)` of a shell is. ConfigError if it is unreadable.
    """
    try:
        status = os.stat(path)  # noqa: PTH116
        if stat.S_ISREG(status.st_mode) and status.st_size <= LIMIT_BYTES:
            os.close(os.open(path, os.O_RDONLY | os.O_CLOEXEC))
            return path
        return _copy(read_small_file(path))
    except OSError as error:
        raise ConfigError(f"open {path}: {os_reason(error)}") from None


def _copy(data: bytes) -> str:
    """Return the path of a file of this process that has no name elsewhere; OSError."""
    if not hasattr(os, "memfd_create"):
        raise OSError(errno.EINVAL, "not a regular file")
    descriptor = os.memfd_create("pydock")
    with open(descriptor, "wb", closefd=False) as file:
        file.write(data)
    return f"/proc/self/fd/{descriptor}"


def _pair(files: TlsFiles) -> TlsFiles:
    """Return certificate and key, which are sent together only."""
    if files.certificate and files.key:
        return files
    return files._replace(certificate="", key="")
