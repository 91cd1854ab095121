"""Where a container's output goes: `--log-driver` and `--log-opt`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]


def log_config(driver: str, options: Sequence[str]) -> Json:
    """The API's LogConfig of what was given. ValueError in docker's words."""
    if driver == "none" and options:
        raise ValueError("invalid logging opts for driver none")
    pairs = {key: value for key, _, value in (option.partition("=") for option in options)}
    found: Json = {"Type": driver} if driver else {}
    return found | {"Config": pairs} if pairs else found
