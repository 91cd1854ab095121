"""How a service changes and what happens when a task ends: `--update-*`, `--restart-*`."""

from __future__ import annotations

import struct
from collections.abc import Container, Mapping
from math import isfinite
from typing import Any

from pydock.golang.strconv.numbers import parse_float
from pydock.options.value_types import Parsed
from pydock.spec.version_rules import RESTART_POLICY, SERVICE_CREATE, copied_fields

Json = dict[str, Any]
_SECOND = 10**9

#: what the swarm does where the specification says nothing
DEFAULT_RESTART: Json = {"Condition": "any", "Delay": 5 * _SECOND, "MaxAttempts": 0}
DEFAULT_UPDATE: Json = {
    "Parallelism": 1,
    "FailureAction": "pause",
    "Monitor": 5 * _SECOND,
    "MaxFailureRatio": 0,
    "Order": "stop-first",
}


def restart_policy(values: Mapping[str, Any], given: Container[str], old: Json | None) -> Json:
    """The RestartPolicy with what was given changed; {} where nothing was and none is in force."""
    fields = copied_fields(SERVICE_CREATE, RESTART_POLICY)
    changes = {field: values[key] for key, field in fields.items() if key in given}
    return {**(old or DEFAULT_RESTART), **changes} if changes else old or {}


def update_config(
    which: str, values: Mapping[str, Any], given: Container[str], old: Json | None
) -> Json:
    """The UpdateConfig of "update" or "rollback" with what was given changed.

    {} where nothing was given and none is in force.
    """
    fields = copied_fields(SERVICE_CREATE, f"{which.title()}Config")
    changes = {field: values[key] for key, field in fields.items() if key in given}
    return {**(old or DEFAULT_UPDATE), **changes} if changes else old or {}


def parse_ratio(text: str) -> float:
    """A number of 32 bits, in the fewest digits that tell it from its neighbours.

    ValueError in docker's words, and for what is no finite number.
    """
    number = parse_float(text)
    bits = _bits(number)
    if bits is None:
        from pydock.golang.strconv.quoting import quote

        raise ValueError(f"strconv.ParseFloat: parsing {quote(text)}: value out of range")
    shorter = (float(f"{number:.{digits}g}") for digits in range(1, 9))
    return next((one for one in shorter if _bits(one) == bits), float(f"{number:.9g}"))


def _bits(number: float) -> bytes | None:
    """The number in 32 bits; None where that is not possible."""
    try:
        return struct.pack("<f", number) if isfinite(number) else None
    except OverflowError:
        return None


RATIO = Parsed(parse_ratio, "float", 0.0)
