"""Settings of `--docker host=...,ca=...` of `context create` and `context update`."""

from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from pydock.config.context_store import ENDPOINT, Certificates
from pydock.config.engine_endpoint import CA_FILE, CERTIFICATE_FILE, KEY_FILE
from pydock.config.small_file import read_small_file
from pydock.errors import ConfigError
from pydock.golang.os_errors import os_reason

_FILES = {"ca": CA_FILE, "cert": CERTIFICATE_FILE, "key": KEY_FILE}
_KEYS = {"from", "host", "skip-tls-verify", *_FILES}
_TRUE = ("1", "t", "T", "TRUE", "true", "True")
_FALSE = ("0", "f", "F", "FALSE", "false", "False", "")


class ContextEndpoint(NamedTuple):
    """The address of a context's engine, and the certificates for it."""

    host: str
    skip_tls_verify: bool
    certificates: Mapping[str, bytes]

    def stored(self) -> Certificates:
        """Return the certificates in the form of the store."""
        return {ENDPOINT: self.certificates} if self.certificates else {}


def context_endpoint(
    settings: Mapping[str, str], copy: Callable[[str], ContextEndpoint]
) -> ContextEndpoint:
    """Return the settings' endpoint; `copy` returns another context's. Raises ConfigError."""
    try:
        for key in settings:
            if key not in _KEYS:
                raise ConfigError(f"unrecognized config key: {key}")
        if settings.get("from"):
            return copy(settings["from"])
        host = settings.get("host", "")
        skip = _parsed_switch(settings.get("skip-tls-verify", ""))
        certificates = {
            name: _content(settings[key]) for key, name in _FILES.items() if settings.get(key)
        }
        _check_host(host)
        if CA_FILE in certificates and b"-----BEGIN CERTIFICATE-----" not in certificates[CA_FILE]:
            raise ConfigError(
                "invalid docker endpoint options: failed to retrieve context tls info: "
                "ca.pem seems invalid"
            )
    except ConfigError as error:
        raise ConfigError(f"unable to create docker endpoint config: {error.message}") from None
    return ContextEndpoint(host, skip, certificates)


def _parsed_switch(text: str) -> bool:
    if text not in _TRUE + _FALSE:
        raise ConfigError(f'skip-tls-verify: parsing "{text}": invalid syntax')
    return text in _TRUE


def _content(path: str) -> bytes:
    try:
        return read_small_file(path)
    except OSError as error:
        raise ConfigError(f"open {path}: {os_reason(error)}") from None


def _check_host(host: str) -> None:
    """Raise ConfigError unless the address is complete: contexts have no defaults."""
    if not host:
        return
    scheme, separator, rest = host.partition("://")
    if not scheme or not separator or not rest:
        raise ConfigError(
            f"unable to apply docker endpoint options: unable to parse docker host `{host}`"
        )
    if scheme == "ssh" and urlsplit(host).password is not None:
        raise ConfigError(
            "invalid docker endpoint options: ssh host connection is not valid: invalid SSH URL: "
            "plain-text password is not supported"
        )
