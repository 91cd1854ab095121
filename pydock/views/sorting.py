"""The order of rows for `--sort`: by the values of columns, not by their texts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydock.views.ages import age_seconds
from pydock.views.columns import time_of
from pydock.views.image import size_bytes
from pydock.views.listing import View
from pydock.views.natural_order import natural_key

V = TypeVar("V", bound=View)
#: returns what a row is sorted by
Key = Callable[[Any], Any]


def sorted_rows(rows: Iterable[V], noun: str, columns: Sequence[str]) -> list[V]:
    """Return rows sorted by columns of a noun, the first one foremost; "-size" is descending."""
    found = list(rows)
    for name in reversed(columns):
        found.sort(key=KEYS[noun][name.removeprefix("-")], reverse=name.startswith("-"))
    return found


def _cell(column: str) -> Key:
    return lambda row: natural_key(row.cell(column))


def _created(text: Any) -> tuple[int, int]:
    moment = time_of(text)
    return moment.seconds, moment.nanoseconds


def _ports(row: Any) -> list[tuple[int, int]]:
    """Return the ports, those of the host first."""
    ports = row.container.get("Ports") or ()
    return sorted((port.get("PublicPort") or 0, port.get("PrivatePort") or 0) for port in ports)


#: noun -> column -> its key
KEYS: Mapping[str, Mapping[str, Key]] = {
    "container": {
        "command": lambda row: natural_key(row.container.get("Command") or ""),
        "created": lambda row: row.container.get("Created") or 0,
        "health": _cell("HealthStatus"),
        "id": lambda row: row.container.get("Id") or "",
        "image": _cell("Image"),
        "names": _cell("Names"),
        "networks": _cell("Networks"),
        "ports": _ports,
        "size": lambda row: row.container.get("SizeRw") or 0,
        "state": _cell("State"),
        "status": lambda row: (row.State(), age_seconds(row.Status())),
    },
    "image": {
        "containers": lambda row: row.image.get("Containers") or 0,
        "created": lambda row: row.image.get("Created") or 0,
        "digest": _cell("Digest"),
        "id": lambda row: row.image.get("Id") or "",
        "repository": _cell("Repository"),
        "size": lambda row: size_bytes(row.image),
        "tag": _cell("Tag"),
    },
    "network": {
        "created": lambda row: _created(row.network.get("Created")),
        "driver": _cell("Driver"),
        "id": lambda row: row.network.get("Id") or "",
        "internal": _cell("Internal"),
        "ipv6": _cell("IPv6"),
        "name": _cell("Name"),
        "scope": _cell("Scope"),
    },
    "stats": {
        "cpu": lambda row: row.usage.cpu_percent,
        "disk": lambda row: row.usage.read_bytes + row.usage.written_bytes,
        "id": lambda row: row.usage.id,
        "memory": lambda row: row.usage.memory_bytes,
        "name": _cell("Name"),
        "network": lambda row: row.usage.received_bytes + row.usage.sent_bytes,
        "pids": lambda row: row.usage.processes,
    },
    "tag": {"size": lambda row: row.size_bytes, "tag": _cell("Tag")},
    "volume": {
        "created": lambda row: _created(row.volume.get("CreatedAt")),
        "driver": _cell("Driver"),
        "mountpoint": _cell("Mountpoint"),
        "name": _cell("Name"),
        "scope": _cell("Scope"),
    },
}
