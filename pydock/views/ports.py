"""Published and exposed ports as `docker ps` shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Port(NamedTuple):
    """One port of a container; without `ip` it is exposed, but not published."""

    private: int
    ip: str
    public: int
    protocol: str

    @classmethod
    def of(cls, port: Mapping[str, Any]) -> Port:
        """A port of GET /containers/json."""
        return cls(
            port.get("PrivatePort") or 0,
            port.get("IP") or "",
            port.get("PublicPort") or 0,
            port.get("Type") or "",
        )

    @property
    def address(self) -> str:
        return f"[{self.ip}]" if ":" in self.ip else self.ip


def ports_text(ports: Iterable[Mapping[str, Any]]) -> str:
    """All ports, with runs of ports that follow each other as ranges."""
    runs: dict[tuple[str, str], tuple[int, int]] = {}
    ended: list[str] = []
    single: list[str] = []
    for port in sorted(map(Port.of, ports)):
        if port.ip and port.public != port.private:
            single.append(f"{port.address}:{port.public}->{port.private}/{port.protocol}")
            continue
        key = (port.address, port.protocol)
        first, last = runs.get(key, (port.private, port.private - 1))
        if port.private != last + 1:
            ended.append(_run_text(key, first, last))
            first = port.private
        runs[key] = (first, port.private)
    shown = [_run_text(key, first, last) for key, (first, last) in runs.items()]
    return ", ".join([*ended, *shown, *single])


def _run_text(key: tuple[str, str], first: int, last: int) -> str:
    address, protocol = key
    ports = f"{first}-{last}" if first != last else str(first)
    return f"{address}:{ports}->{ports}/{protocol}" if address else f"{ports}/{protocol}"
