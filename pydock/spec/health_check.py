"""HealthConfig of containers and services: `--health-*` and `--no-healthcheck`."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

#: key of the option -> field of the API's HealthConfig (durations in nanoseconds)
FIELDS = {
    "health_interval": "Interval",
    "health_timeout": "Timeout",
    "health_retries": "Retries",
    "health_start_period": "StartPeriod",
    "health_start_interval": "StartInterval",
}


def health_check(values: Mapping[str, Any]) -> Json | None:
    """Return the HealthConfig of the options, None for that of the image. Raises ValueError."""
    given = {key: values[key] for key in FIELDS if values.get(key)}
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
