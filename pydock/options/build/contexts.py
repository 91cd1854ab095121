"""`--build-context NAME=WHERE`: further contexts that a Dockerfile can name."""

from __future__ import annotations

from collections.abc import Iterable

from pydock.oci.reference import InvalidReference, parse

_LATEST = ":latest"
_FETCHED = ("docker-image://", "oci-layout://", "http://", "https://", "git://", "target:")


def parse_contexts(texts: Iterable[str]) -> dict[str, str]:
    """Where each context is, by name; ValueError in docker's words."""
    found = {}
    for text in texts:
        name, equals, where = text.partition("=")
        if not equals:
            raise ValueError(f"invalid context value: {text}, expected key=value")
        try:
            name = parse(name).familiar
        except InvalidReference as error:
            raise ValueError(f"invalid context name {name}: {error}") from None
        found[name.removesuffix(_LATEST)] = where
    return found


def is_fetched(where: str) -> bool:
    """Is it something that the engine gets by itself, rather than a folder of this machine?"""
    return where.startswith(_FETCHED)
