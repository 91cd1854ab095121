"""`key=value` texts, the notation of labels, driver options and many others."""

from collections.abc import Iterable, Mapping


def key_values(texts: Iterable[str]) -> dict[str, str]:
    """Return values by key; the last of a key wins, and a key alone has the value ""."""
    return {key: value for key, _, value in (text.partition("=") for text in texts)}


def pair_texts(pairs: Mapping[str, str]) -> list[str]:
    """Return the texts that `key_values` reads, `key=value`."""
    return [f"{key}={value}" for key, value in pairs.items()]
