"""HealthConfig of containers and services: `--health-*` and `--no-healthcheck`."""

from collections.abc import Mapping
from typing import Any, TypedDict

Json = dict[str, Any]

#: key of the option -> field of the API's HealthConfig (durations in nanoseconds)
FIELDS = {
    "health_interval": "Interval",
    "health_timeout": "Timeout",
    "health_retries": "Retries",
    "health_start_period": "StartPeriod",
    "health_start_interval": "StartInterval",
}


class HealthOptions(TypedDict, total=False):
    """Options beside those of FIELDS."""

    health_cmd: str
    no_healthcheck: bool


def health_check(values: HealthOptions) -> Json | None:
    """Return the HealthConfig of the options, None for that of the image. Raises ValueError."""
    by_key: Mapping[str, Any] = values
    given = {key: by_key[key] for key in FIELDS if by_key.get(key)}
    command = values.get("health_cmd", "")
    if values.get("no_healthcheck"):
        if given or command:
            raise ValueError("--no-healthcheck conflicts with --health-* options")
        return {"Test": ["NONE"]}
    for key, value in given.items():
        if value < 0:
            raise ValueError(f"--{key.replace('_', '-')} cannot be negative")
    found: Json = {"Test": ["CMD-SHELL", command]} if command else {}
    found |= {FIELDS[key]: value for key, value in given.items()}
    return found or None


_DEFAULTS = {"Interval": 30 * 10**9, "Timeout": 30 * 10**9, "Retries": 3, "StartPeriod": 0}
_MARGIN_NANOSECONDS = 60 * 10**9


def longest_start(check: Mapping[str, Any]) -> int:
    """Return the nanoseconds after which a health check of a running container has a result."""
    interval, timeout, retries, start = (
        check.get(field) or default for field, default in _DEFAULTS.items()
    )
    return int(start + (interval + timeout) * (retries + 1) + _MARGIN_NANOSECONDS)


def is_disabled(check: Mapping[str, Any] | None) -> bool:
    """Return whether a HealthConfig of a container checks nothing."""
    test = (check or {}).get("Test")
    return not test or test == ["NONE"]
