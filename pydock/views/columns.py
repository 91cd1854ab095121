"""What columns of several nouns have in common."""

from __future__ import annotations

from collections.abc import Mapping


def joined_labels(labels: Mapping[str, str] | None) -> str:
    """Labels as "a=b,c=d", in the order of their keys."""
    return ",".join(f"{key}={value}" for key, value in sorted((labels or {}).items()))


def truth(value: object) -> str:
    """A yes or no of the API as Go prints it."""
    return "true" if value else "false"
