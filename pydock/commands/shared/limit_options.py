"""Limits of resources: options of `run`, `create` and `update`, some of `build` too."""

from pydock.cli.command import combined, option
from pydock.options.value_types import BYTES, CPUS, STRING, SWAP_BYTES, Int, Uint

_INT = Int()

#: limits of containers, and of those of RUN instructions
build_limits = combined(
    option("cpu-period", "", _INT, "CPU CFS period in microseconds"),
    option("cpu-quota", "", _INT, "CPU CFS quota in microseconds"),
    option("cpu-shares", "c", _INT, "CPU shares (relative weight)"),
    option("cpuset-cpus", "", STRING, "Allowed CPUs (0-3, 0,1)"),
    option("cpuset-mems", "", STRING, "Allowed memory nodes (0-3, 0,1)"),
    option("memory", "m", BYTES, "Memory limit"),
    option("memory-swap", "", SWAP_BYTES, "Limit of memory plus swap (-1: unlimited)"),
)

#: limits of containers that can be changed while they run
container_limits = combined(
    build_limits,
    option("blkio-weight", "", Uint(16), "Block IO weight (10 to 1000, or 0 to disable)"),
    option("cpu-rt-period", "", _INT, "CPU real-time period in microseconds"),
    option("cpu-rt-runtime", "", _INT, "CPU real-time runtime in microseconds"),
    option("cpus", "", CPUS, "Number of CPUs, such as 1.5"),
    option("kernel-memory", "", BYTES, "Kernel memory limit",
           deprecated="and no longer supported by the kernel"),
    option("memory-reservation", "", BYTES, "Memory soft limit"),
    option("pids-limit", "", _INT, "Process limit (-1: unlimited)"),
)  # fmt: skip
