"""The address of an engine in -H and DOCKER_HOST, completed with docker's defaults."""

from urllib.parse import urlsplit

from pydock.errors import ConfigError

DEFAULT_SOCKET = "unix:///var/run/docker.sock"
DEFAULT_TLS_ADDRESS = "tcp://localhost:2376"
DEFAULT_PIPE = "npipe:////./pipe/docker_engine"
DEFAULT_PORT = 2375


def parse_host(text: str, *, tls: bool = False) -> str:
    """Return the complete address with docker's defaults. Raises ConfigError."""
    text = text.strip()
    if not text:
        return DEFAULT_TLS_ADDRESS if tls else DEFAULT_SOCKET
    scheme, separator, rest = text.partition("://")
    if not separator:
        return _tcp_address(text)
    if scheme == "tcp":
        return _tcp_address(rest)
    if scheme == "unix":
        return text if rest else DEFAULT_SOCKET
    if scheme == "npipe":
        return text if rest else DEFAULT_PIPE
    if scheme in ("fd", "ssh"):
        return text
    raise ConfigError(f"invalid bind address format: {text}")


def _tcp_address(text: str) -> str:
    if text.count(":") > 1 and "[" not in text and "@" not in text:
        text = f"[{text}]"  # a bare IPv6 address
    try:
        parts = urlsplit(f"tcp://{text}")
        port = parts.port
    except ValueError:
        raise ConfigError(f"invalid bind address format: {text}") from None
    host = parts.netloc.rpartition("@")[2]
    host = host[: host.index("]") + 1] if host.startswith("[") else host.partition(":")[0]
    return f"tcp://{host or 'localhost'}:{DEFAULT_PORT if port is None else port}{parts.path}"
