"""`--build-context NAME=VALUE`: named contexts."""

from collections.abc import Iterable

from pydock.oci.reference import InvalidReference, parse

_LATEST = ":latest"
_REMOTE_PREFIXES = ("docker-image://", "oci-layout://", "http://", "https://", "git://", "target:")


def parse_contexts(texts: Iterable[str]) -> dict[str, str]:
    """Parse named contexts: paths and URLs by name. Raises ValueError."""
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise ValueError(f"invalid context value: {text}, expected key=value")
        try:
            name = parse(name).familiar
        except InvalidReference as error:
            raise ValueError(f"invalid context name {name}: {error}") from None
        found[name.removesuffix(_LATEST)] = value
    return found


def is_remote_context(value: str) -> bool:
    """Is it a context that the engine fetches, in contrast to a local directory?"""
    return value.startswith(_REMOTE_PREFIXES)
