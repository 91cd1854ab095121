"""`--log-driver` and `--log-opt`."""

from collections.abc import Sequence
from typing import Any

from pydock.options.key_values import key_values

Json = dict[str, Any]


def log_config(driver: str, options: Sequence[str]) -> Json:
    """Return the LogConfig; ValueError for options of the driver "none"."""
    if driver == "none" and options:
        raise ValueError("invalid logging opts for driver none")
    pairs = key_values(options)
    found: Json = {"Type": driver} if driver else {}
    return found | {"Config": pairs} if pairs else found
