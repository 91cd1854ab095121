"""`key=value` texts, the notation of labels, driver options and many others."""

from collections.abc import Iterable, Mapping
from typing import Any


def key_values(texts: Iterable[str]) -> dict[str, str]:
    """Return values by key; the last of a key wins, and a key alone has the value ""."""
    return {key: value for key, _, value in (text.partition("=") for text in texts)}


def strict_key_values(texts: Iterable[str], problem: str) -> dict[str, str]:
    """Return values by key. Raises ValueError with the problem for a key alone."""
    pairs = [text.partition("=") for text in texts]
    if not all(equals for _, equals, _ in pairs):
        raise ValueError(problem)
    return {key: value for key, _, value in pairs}


def without_empty(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that are not empty, which requests leave out."""
    return {field: value for field, value in fields.items() if value}


def pair_texts(pairs: Mapping[str, str]) -> list[str]:
    """Return the texts that `key_values` reads, `key=value`."""
    return [f"{key}={value}" for key, value in pairs.items()]
