"""`--add-host`, `--dns`, `--dns-search` and `--link`."""

import re

from pydock.golang.net import parse_ip
from pydock.options.value_types import StringList

_HOST_GATEWAY = "host-gateway"


def parse_extra_host(text: str) -> str:
    """Parse `name:address` or `name=address` into `name:address`. Raises ValueError."""
    separator = "=" if "=" in text else ":"
    name, found, address = text.partition(separator)
    if not found or not name or ":" in name:
        raise ValueError(f"bad format for add-host: {_quoted(text)}")
    if address == _HOST_GATEWAY:
        return f"{name}:{address}"
    if len(address) > 2 and address.startswith("[") and address.endswith("]"):
        address = address[1:-1]
    if parse_ip(address.strip()) is None:
        raise ValueError(f"invalid IP address in add-host: {_quoted(address)}")
    return f"{name}:{address}"


def _quoted(text: str) -> str:
    from pydock.golang.strconv.quoting import quote

    return quote(text)


def parse_dns_server(text: str) -> str:
    """Return the address of a DNS server in canonical form. Raises ValueError."""
    address = parse_ip(text.strip())
    if address is None:
        raise ValueError(f"IP address is not correctly formatted: {text}")
    return address


_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
_DOMAIN = rf"({_LABEL}(?:\.{_LABEL})*)\.?\s*"
_DOMAIN_MAX_LENGTH = 255


def parse_search_domain(text: str) -> str:
    """Return a search domain without its final dot; `.` stands for none. Raises ValueError."""
    domain = text.strip(" ")
    if domain == ".":
        return domain
    match = re.fullmatch(_DOMAIN, domain)
    if match is None or len(match[1]) >= _DOMAIN_MAX_LENGTH or not re.search("[a-zA-Z]", domain):
        raise ValueError(f"{domain} is not a valid domain")
    return match[1]


def check_link(text: str) -> str:
    """Return the text unchanged; ValueError unless it is `container[:alias]`."""
    if not text:
        raise ValueError("empty string specified for links")
    if text.count(":") > 1:
        raise ValueError(f"bad format for links: {text}")
    return text


EXTRA_HOSTS = StringList(check=parse_extra_host)
DNS_SERVERS = StringList(check=parse_dns_server)
SEARCH_DOMAINS = StringList(check=parse_search_domain)
LINKS = StringList(check=check_link)
