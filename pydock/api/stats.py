"""Resource usage of containers: the responses of GET /containers/ID/stats."""

from typing import TypedDict

from pydock.api.engine import Engine, decode, path


class CpuUsage(TypedDict):
    total_usage: int
    percpu_usage: list[int]


class CpuStats(TypedDict):
    cpu_usage: CpuUsage
    system_cpu_usage: int
    online_cpus: int


class MemoryStats(TypedDict):
    usage: int
    limit: int
    stats: dict[str, int]


class NetworkStats(TypedDict):
    rx_bytes: int
    tx_bytes: int


class BlockIoEntry(TypedDict):
    op: str
    value: int


class BlockIoStats(TypedDict):
    io_service_bytes_recursive: list[BlockIoEntry]


class PidsStats(TypedDict):
    current: int


class Stats(TypedDict):
    """One line; `network` before API 1.21, `networks` since."""

    id: str
    name: str
    cpu_stats: CpuStats
    precpu_stats: CpuStats
    memory_stats: MemoryStats
    networks: dict[str, NetworkStats]
    network: NetworkStats
    blkio_stats: BlockIoStats
    pids_stats: PidsStats


def decode_stats(line: bytes) -> Stats:
    """Decode one line; absent fields stay absent. Raises ProtocolError."""
    return decode(Stats, line, "GET /containers/ID/stats", fill=False)


def one_shot(engine: Engine, container: str) -> Stats:
    """GET /containers/ID/stats (API 1.41): one reading, which is compared with nothing."""
    query = {"stream": "false", "one-shot": "true"}
    target = path("containers", container, "stats")
    return engine.request_json(Stats, "GET", target, query, fill=False)
