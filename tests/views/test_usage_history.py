"""The usage of a container over the last minute."""

from __future__ import annotations

from pydock.views.stats import ContainerUsage
from pydock.views.usage_history import SAMPLES, Sample, UsageHistory


def usage(received: int = 0, written: int = 0) -> ContainerUsage:
    return ContainerUsage(
        cpu_percent=5.0, memory_bytes=7, received_bytes=received, written_bytes=written
    )


def test_rates_are_those_between_two_responses() -> None:
    history = UsageHistory()
    history.add(usage(1000, 10), 100.0)
    assert list(history.samples) == []
    history.add(usage(3000, 10), 102.0)
    history.add(usage(3000, 510), 103.0)
    assert list(history.samples) == [Sample(5.0, 7, 1000.0, 0.0), Sample(5.0, 7, 0.0, 500.0)]


def test_responses_that_arrive_together_are_one_sample() -> None:
    history = UsageHistory()
    history.add(usage(0), 100.0)
    history.add(usage(50), 100.1)
    assert history.latest == usage(50)
    history.add(usage(100), 101.0)
    assert [sample.network_bytes for sample in history.samples] == [100.0]


def test_counters_that_begin_again_are_no_negative_rate() -> None:
    history = UsageHistory()
    history.add(usage(1000), 1.0)
    history.add(usage(10), 2.0)
    assert history.samples[-1].network_bytes == 0


def test_a_minute_is_kept_and_old_figures_are_not_shown() -> None:
    history = UsageHistory()
    for second in range(3 * SAMPLES):
        history.add(usage(second), float(second))
    assert len(history.samples) == SAMPLES
    last = 3.0 * SAMPLES - 1
    assert history.usage(last + 1) == history.latest
    assert history.usage(last + 3) is None
    assert history.usage(last + 3, 5.0) == history.latest
