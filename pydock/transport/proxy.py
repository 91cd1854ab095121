"""The proxy that the environment names for an engine behind TCP, by the rules of Go's client."""

import base64
import ipaddress
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from pydock.errors import ConfigError, without_password

_DEFAULT_PORTS = {"http": 80, "https": 443}


class Proxy(NamedTuple):
    """An HTTP proxy; `authorization` is the value of Proxy-Authorization, or empty."""

    host: str
    port: int
    authorization: str = ""


def proxy_for(scheme: str, host: str, port: int, environ: Mapping[str, str]) -> Proxy | None:
    """Return the proxy of HTTP(S)_PROXY and NO_PROXY, None for direct. Raises ConfigError."""
    name = f"{scheme}_proxy"
    value = environ.get(name.upper()) or environ.get(name) or ""
    excluded = environ.get("NO_PROXY") or environ.get("no_proxy") or ""
    if not value or is_local(host) or is_excluded(host, port, excluded):
        return None
    return _parse(value)


def is_local(host: str) -> bool:
    """Whether the host is this machine by its name or number."""
    address = _address(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def is_excluded(host: str, port: int, excluded: str) -> bool:
    """Whether NO_PROXY names the host: by name, parent domain, number or network, or all by "*"."""
    return any(_matches(host, port, word.strip().lower()) for word in excluded.split(","))


def _matches(host: str, port: int, word: str) -> bool:
    if word in ("", "*"):
        return word == "*"
    address = _address(host)
    if "/" in word:
        try:
            return address is not None and address in ipaddress.ip_network(word, strict=False)
        except ValueError:
            return False
    if _address(word) is None:
        name, colon, wanted_port = word.rpartition(":")
        if colon and wanted_port.isdecimal():
            if int(wanted_port) != port:
                return False
            word = name.strip("[]")
    if address is not None or _address(word) is not None:
        return address is not None and address == _address(word)
    word = word.removeprefix("*")
    host = host.lower()
    if word.startswith("."):
        return host.endswith(word)
    return host == word or host.endswith(f".{word}")


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _parse(value: str) -> Proxy:
    try:
        parts = urlsplit(value if "://" in value else f"http://{value}")
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        raise _unusable(value) from None
    if parts.scheme != "http" or not parts.hostname or not port:
        raise _unusable(value)
    authorization = ""
    if parts.username is not None:
        user = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        authorization = "Basic " + base64.b64encode(user.encode(errors="surrogateescape")).decode()
    return Proxy(parts.hostname, port, authorization)


def _unusable(value: str) -> ConfigError:
    shown = without_password(value)
    return ConfigError(f"cannot connect through the proxy {shown}: only http:// ones are known")
