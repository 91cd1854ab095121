"""The resource usage of a container over the last minute."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from pydock.views.stats import ContainerUsage

#: how many samples are kept, one a second
SAMPLES = 60
#: older usage is not shown
STALE_SECONDS = 2.0
#: responses that arrive together are one sample
_LEAST_SECONDS = 0.3


class Sample(NamedTuple):
    """Usage between two responses of the engine."""

    cpu_percent: float = 0.0
    memory_bytes: int = 0
    #: per second, both directions
    network_bytes: float = 0.0
    disk_bytes: float = 0.0


class UsageHistory:
    """The latest usage of a container and its last samples."""

    def __init__(self) -> None:
        self.latest: ContainerUsage | None = None
        self.samples: deque[Sample] = deque(maxlen=SAMPLES)
        self._latest_at = 0.0
        #: the usage that the next sample is compared with
        self._base = ContainerUsage()
        self._base_at: float | None = None

    def add(self, usage: ContainerUsage, now: float) -> None:
        """Add the usage of a response; `now` are seconds of a monotonic clock."""
        self.latest, self._latest_at = usage, now
        if self._base_at is not None:
            seconds = now - self._base_at
            if seconds < _LEAST_SECONDS:
                return
            self.samples.append(_sample(self._base, usage, seconds))
        self._base, self._base_at = usage, now

    def usage(self, now: float, limit_seconds: float = STALE_SECONDS) -> ContainerUsage | None:
        """Return the latest usage; None if there is none, or only an older one."""
        return self.latest if now - self._latest_at < limit_seconds else None


def _sample(before: ContainerUsage, after: ContainerUsage, seconds: float) -> Sample:
    """Counters of a container that has been restarted begin at 0 again."""
    network = after.received_bytes + after.sent_bytes
    disk = after.read_bytes + after.written_bytes
    return Sample(
        after.cpu_percent,
        after.memory_bytes,
        max(0, network - before.received_bytes - before.sent_bytes) / seconds,
        max(0, disk - before.read_bytes - before.written_bytes) / seconds,
    )
