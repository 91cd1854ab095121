"""UpdateConfig and RestartPolicy: `--update-*`, `--rollback-*`, `--restart-*`."""

from collections.abc import Container, Mapping
from contextlib import suppress
from math import isfinite
from typing import Any

from pydock.golang.strconv.floats import float32
from pydock.golang.strconv.numbers import parse_float
from pydock.options.value_types import Parsed
from pydock.spec.version_rules import RESTART_POLICY, SERVICE_CREATE, copied_fields

Json = dict[str, Any]
_SECOND = 10**9

#: defaults of the swarm
DEFAULT_RESTART: Json = {"Condition": "any", "Delay": 5 * _SECOND, "MaxAttempts": 0}
DEFAULT_UPDATE: Json = {
    "Parallelism": 1,
    "FailureAction": "pause",
    "Monitor": 5 * _SECOND,
    "MaxFailureRatio": 0,
    "Order": "stop-first",
}


def restart_policy(values: Mapping[str, Any], given: Container[str], old: Json | None) -> Json:
    """Return the RestartPolicy with the given changes; {} without an old one and changes."""
    fields = copied_fields(SERVICE_CREATE, RESTART_POLICY)
    changes = {field: values[key] for key, field in fields.items() if key in given}
    return {**(old or DEFAULT_RESTART), **changes} if changes else old or {}


def update_config(
    which: str, values: Mapping[str, Any], given: Container[str], old: Json | None
) -> Json:
    """Return the UpdateConfig of "update" or "rollback" with the changes; {} without any."""
    fields = copied_fields(SERVICE_CREATE, f"{which.title()}Config")
    changes = {field: values[key] for key, field in fields.items() if key in given}
    return {**(old or DEFAULT_UPDATE), **changes} if changes else old or {}


def parse_ratio(text: str) -> float:
    """Parse a float of 32 bits, in the fewest digits that identify it. Raises ValueError."""
    number = parse_float(text)
    if isfinite(number):
        with suppress(ValueError):
            return float32(number)
    from pydock.golang.strconv.quoting import quote

    raise ValueError(f"strconv.ParseFloat: parsing {quote(text)}: value out of range")


RATIO = Parsed(parse_ratio, "float", 0.0)
