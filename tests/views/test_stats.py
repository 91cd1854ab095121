"""The values of `stats`, as docker 28.2.2 computes them from the same responses."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.views.listing import Listing
from pydock.views.stats import ContainerUsage, StatsView

ALL = (
    "{{.Container}}|{{.ID}}|{{.Name}}|{{.CPUPerc}}|{{.MemUsage}}|{{.MemPerc}}|{{.NetIO}}"
    "|{{.BlockIO}}|{{.PIDs}}"
)

STATS: dict[str, Any] = {
    "name": "/web",
    "id": "4f" * 32,
    "pids_stats": {"current": 7},
    "blkio_stats": {"io_service_bytes_recursive": [
        {"op": "read", "value": 1000}, {"op": "Write", "value": 2500000}, {"op": "", "value": 9},
        {"op": "Sync", "value": 5}, {"op": "Read", "value": 5},
    ]},
    "cpu_stats": {
        "cpu_usage": {"total_usage": 5000000, "percpu_usage": [1, 2, 3]},
        "system_cpu_usage": 100000000, "online_cpus": 4,
    },
    "precpu_stats": {"cpu_usage": {"total_usage": 1000000}, "system_cpu_usage": 50000000},
    "memory_stats": {
        "usage": 104857600, "limit": 1073741824,
        "stats": {"total_inactive_file": 4857600, "inactive_file": 1},
    },
    "networks": {"eth0": {"rx_bytes": 1234567, "tx_bytes": 89},
                 "eth1": {"rx_bytes": 10, "tx_bytes": 1}},
}  # fmt: skip


def shown(usage: ContainerUsage | None, template: str = ALL) -> str:
    return Listing(StatsView, template).text([StatsView("x", usage)]).rstrip("\n")


def test_all_columns() -> None:
    assert shown(ContainerUsage.of(STATS)) == (
        "x|4f4f4f4f4f4f|web|32.00%|95.37MiB / 1GiB|9.31%|1.23MB / 90B|1kB / 2.5MB|7"
    )


def test_an_answer_without_figures() -> None:
    assert shown(ContainerUsage.of({})) == "x||--|0.00%|0B / 0B|0.00%|0B / 0B|0B / 0B|0"


def test_no_answer() -> None:
    assert shown(None) == "x||--|--|-- / --|--|--|--|--"


def cpu(**changes: Any) -> str:
    return shown(ContainerUsage.of({**STATS, **changes}), "{{.CPUPerc}}")


@pytest.mark.parametrize(
    ("changes", "percent"),
    [
        ({}, "32.00%"),
        ({"cpu_stats": {**STATS["cpu_stats"], "online_cpus": 0}}, "24.00%"),
        ({"cpu_stats": {"cpu_usage": {"total_usage": 5}, "system_cpu_usage": 10**9}}, "0.00%"),
        ({"precpu_stats": {}}, "20.00%"),
        ({"precpu_stats": {"cpu_usage": {"total_usage": 10**10}}}, "0.00%"),
        ({"precpu_stats": STATS["cpu_stats"]}, "0.00%"),
    ],
)
def test_cpu(changes: dict[str, Any], percent: str) -> None:
    assert cpu(**changes) == percent


@pytest.mark.parametrize(
    ("memory", "text"),
    [
        ({"stats": {"total_inactive_file": 4857600}}, "95.37MiB / 1GiB 9.31%"),  # cgroup v1
        ({"stats": {"inactive_file": 4857600}}, "95.37MiB / 1GiB 9.31%"),  # cgroup v2
        ({"stats": {"total_inactive_file": 10**12, "inactive_file": 5}}, "100MiB / 1GiB 9.77%"),
        ({"stats": {}}, "100MiB / 1GiB 9.77%"),
        ({"usage": 1023, "limit": 5, "stats": {"inactive_file": 1}}, "1022B / 5B 20440.00%"),
        ({"limit": 0}, "95.37MiB / 0B 0.00%"),
    ],
)
def test_memory(memory: dict[str, Any], text: str) -> None:
    stats = {"memory_stats": {**STATS["memory_stats"], **memory}}
    assert shown(ContainerUsage.of(stats), "{{.MemUsage}} {{.MemPerc}}") == text
