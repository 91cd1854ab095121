"""Format published and exposed ports as `docker ps` does."""

from collections.abc import Iterable, Mapping
from typing import Any


def ports_text(ports: Iterable[Mapping[str, Any]]) -> str:
    """Return the ports of GET /containers/json; consecutive ports are ranges.

    A port without an IP address is exposed, but not published.
    """
    runs: dict[tuple[str, str], tuple[int, int]] = {}
    ended: list[str] = []
    single: list[str] = []
    for private, ip, public, protocol in sorted(map(_port, ports)):
        address = f"[{ip}]" if ":" in ip else ip
        if ip and public != private:
            single.append(f"{address}:{public}->{private}/{protocol}")
            continue
        key = (address, protocol)
        first, last = runs.get(key, (private, private - 1))
        if private != last + 1:
            ended.append(_run_text(key, first, last))
            first = private
        runs[key] = (first, private)
    shown = [_run_text(key, first, last) for key, (first, last) in runs.items()]
    return ", ".join([*ended, *shown, *single])


def _port(port: Mapping[str, Any]) -> tuple[int, str, int, str]:
    """Return container port, IP address, port of the host and protocol."""
    get = port.get
    return get("PrivatePort") or 0, get("IP") or "", get("PublicPort") or 0, get("Type") or ""


def _run_text(key: tuple[str, str], first: int, last: int) -> str:
    address, protocol = key
    ports = f"{first}-{last}" if first != last else str(first)
    return f"{address}:{ports}->{ports}/{protocol}" if address else f"{ports}/{protocol}"
