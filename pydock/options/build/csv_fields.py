"""`key=value` fields in one line of CSV, which most of these options are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydock.golang.csv import split_fields


def pairs(text: str) -> list[tuple[str, str]]:
    """The fields with their keys in lower case; ValueError for one that has no `=`."""
    found = []
    for field in split_fields(text):
        key, equals, value = field.partition("=")
        if not equals:
            raise ValueError(f"invalid value {field}")
        found.append((key.strip().lower(), value))
    return found


def values_by_key(texts: Iterable[str], environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """`key=value` texts, the last one of a key counts.

    A key alone has its value of `environ`, and is left out when that has none; without an
    `environ` its value is "". ValueError for a text without a key.
    """
    found: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not key:
            raise ValueError(f'invalid key-value pair "{text}": empty key')
        if equals or environ is None:
            found[key] = value
        elif key in environ:
            found[key] = environ[key]
    return found
