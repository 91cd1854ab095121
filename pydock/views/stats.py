"""Rows of `docker stats`: resource usage, computed as docker does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from pydock.golang.units import binary_size, human_size
from pydock.views.listing import View, column
from pydock.views.shorten import short_id

Json = Mapping[str, Any]

UNKNOWN = "--"


class ContainerUsage(NamedTuple):
    """Resource usage of a container, from GET /containers/ID/stats."""

    id: str = ""
    name: str = ""
    cpu_percent: float = 0.0
    memory_bytes: int = 0
    memory_limit_bytes: int = 0
    received_bytes: int = 0
    sent_bytes: int = 0
    read_bytes: int = 0
    written_bytes: int = 0
    processes: int = 0

    @classmethod
    def of(cls, stats: Json) -> ContainerUsage:
        """Return the usage of a response; absent fields are 0."""
        memory = stats.get("memory_stats") or {}
        # before API 1.21 engines send one sum of all interfaces
        networks = (stats.get("networks") or {"all": stats.get("network") or {}}).values()
        read_bytes, written_bytes = _block_io(stats.get("blkio_stats") or {})
        return cls(
            id=stats.get("id") or "",
            name=(stats.get("name") or "").removeprefix("/"),
            cpu_percent=_cpu_percent(stats),
            memory_bytes=_memory_bytes(memory),
            memory_limit_bytes=memory.get("limit") or 0,
            received_bytes=sum(network.get("rx_bytes") or 0 for network in networks),
            sent_bytes=sum(network.get("tx_bytes") or 0 for network in networks),
            read_bytes=read_bytes,
            written_bytes=written_bytes,
            processes=(stats.get("pids_stats") or {}).get("current") or 0,
        )

    @property
    def memory_percent(self) -> float:
        limit = self.memory_limit_bytes
        return 100 * self.memory_bytes / limit if limit else 0.0


def _cpu_percent(stats: Json) -> float:
    """Return the CPU usage since the previous response: 100 for each fully used CPU."""
    now, before = stats.get("cpu_stats") or {}, stats.get("precpu_stats") or {}
    used = _total_usage(now) - _total_usage(before)
    elapsed = (now.get("system_cpu_usage") or 0) - (before.get("system_cpu_usage") or 0)
    if used <= 0 or elapsed <= 0:
        return 0.0
    per_cpu = (now.get("cpu_usage") or {}).get("percpu_usage") or ()
    return float(100 * used * (now.get("online_cpus") or len(per_cpu)) / elapsed)


def _total_usage(cpu_stats: Json) -> int:
    return (cpu_stats.get("cpu_usage") or {}).get("total_usage") or 0


def _memory_bytes(memory: Json) -> int:
    """Return memory usage without the inactive page cache.

    Its field has one name in version 1 of control groups and another in version 2.
    """
    usage: int = memory.get("usage") or 0
    details = memory.get("stats") or {}
    for name in ("total_inactive_file", "inactive_file"):
        cache = details.get(name, usage)
        if cache < usage:
            return usage - int(cache)
    return usage


def _block_io(stats: Json) -> tuple[int, int]:
    totals = {"r": 0, "w": 0}
    for entry in stats.get("io_service_bytes_recursive") or ():
        first_letter = (entry.get("op") or "")[:1].lower()
        if first_letter in totals:
            totals[first_letter] += entry.get("value") or 0
    return totals["r"], totals["w"]


class StatsView(View):
    go_type = "*container.statsContext"
    default_columns: ClassVar[Sequence[str]] = (
        "ID", "Name", "CPUPerc", "MemUsage", "MemPerc", "NetIO", "BlockIO", "PIDs",
    )  # fmt: skip
    least_widths: ClassVar[Mapping[str, int]] = {
        "PIDs": 4, "BlockIO": 15, "NetIO": 15, "ID": 12, "MemPerc": 6, "MemUsage": 19, "Name": 8,
    }  # fmt: skip

    def __init__(
        self, container: str, usage: ContainerUsage | None, *, truncate: bool = True
    ) -> None:
        """`container` is the name that the user gave; without `usage` there is no response."""
        self.container = container
        self.known = usage is not None
        self.usage = usage or ContainerUsage()
        self.truncate = truncate

    @column("CONTAINER")
    def Container(self) -> str:
        return self.container

    @column("CONTAINER ID")
    def ID(self) -> str:
        return short_id(self.usage.id) if self.truncate else self.usage.id

    @column("NAME")
    def Name(self) -> str:
        return self.usage.name or UNKNOWN

    @column("CPU %")
    def CPUPerc(self) -> str:
        return f"{self.usage.cpu_percent:.2f}%" if self.known else UNKNOWN

    @column("MEM USAGE / LIMIT")
    def MemUsage(self) -> str:
        if not self.known:
            return f"{UNKNOWN} / {UNKNOWN}"
        usage = self.usage
        return f"{binary_size(usage.memory_bytes)} / {binary_size(usage.memory_limit_bytes)}"

    @column("MEM %")
    def MemPerc(self) -> str:
        return f"{self.usage.memory_percent:.2f}%" if self.known else UNKNOWN

    @column("NET I/O")
    def NetIO(self) -> str:
        return self._pair(self.usage.received_bytes, self.usage.sent_bytes)

    @column("BLOCK I/O")
    def BlockIO(self) -> str:
        return self._pair(self.usage.read_bytes, self.usage.written_bytes)

    @column("PIDS")
    def PIDs(self) -> str:
        return str(self.usage.processes) if self.known else UNKNOWN

    def _pair(self, first_bytes: int, second_bytes: int) -> str:
        if not self.known:
            return UNKNOWN
        return f"{human_size(first_bytes, 3)} / {human_size(second_bytes, 3)}"
