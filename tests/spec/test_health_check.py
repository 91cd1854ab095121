"""`--health-*` and `--no-healthcheck`."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.spec.health_check import health_check, is_disabled, longest_start


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, None),
        ({"health_cmd": "", "health_retries": 0}, None),
        ({"no_healthcheck": True}, {"Test": ["NONE"]}),
        ({"health_cmd": "true"}, {"Test": ["CMD-SHELL", "true"]}),
        ({"health_retries": 3}, {"Retries": 3}),
        (
            {
                "health_cmd": "true",
                "health_interval": 1,
                "health_timeout": 2,
                "health_start_period": 3,
                "health_start_interval": 4,
            },
            {
                "Test": ["CMD-SHELL", "true"],
                "Interval": 1,
                "Timeout": 2,
                "StartPeriod": 3,
                "StartInterval": 4,
            },
        ),
    ],
)
def test_health_check(values: Any, found: dict[str, Any] | None) -> None:
    assert health_check(values) == found


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"health_interval": -1}, "--health-interval cannot be negative"),
        ({"health_timeout": -1}, "--health-timeout cannot be negative"),
        ({"health_retries": -1}, "--health-retries cannot be negative"),
        ({"health_start_period": -1}, "--health-start-period cannot be negative"),
        ({"health_start_interval": -1}, "--health-start-interval cannot be negative"),
        (
            {"no_healthcheck": True, "health_cmd": "x"},
            "--no-healthcheck conflicts with --health-* options",
        ),
        (
            {"no_healthcheck": True, "health_interval": -1},
            "--no-healthcheck conflicts with --health-* options",
        ),
    ],
)
def test_refused(values: Any, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        health_check(values)
    assert str(raised.value) == words


def test_the_time_until_a_check_has_a_result() -> None:
    second = 10**9
    assert longest_start({"Test": ["CMD", "x"]}) == (60 * 4 + 60) * second
    check = {"Interval": second, "Timeout": 2 * second, "Retries": 1, "StartPeriod": 5 * second}
    assert longest_start(check) == (5 + 3 * 2 + 60) * second


def test_a_check_that_is_disabled() -> None:
    assert is_disabled(None)
    assert is_disabled({"Test": ["NONE"], "Interval": 5})
    assert not is_disabled({"Test": ["CMD-SHELL", "true"]})
