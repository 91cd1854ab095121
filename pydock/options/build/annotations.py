"""`--annotation [TYPE[PLATFORM]:]KEY=VALUE` for the manifest or index of an image."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_TYPE = re.compile(r"([a-z-]+)(?:\[([A-Za-z0-9_/-]+)\])?")
_INDEX_TYPES = ("index", "index-descriptor")
_TYPES = (*_INDEX_TYPES, "manifest", "manifest-descriptor")


class Annotation(NamedTuple):
    """One annotation; `type` and `platform` are "" for every manifest."""

    type: str
    platform: str
    key: str
    value: str

    @property
    def is_of_index(self) -> bool:
        """Does it belong to the index of an image of several platforms?"""
        return self.type in _INDEX_TYPES

    @property
    def attribute(self) -> str:
        """Name of the exporter attribute."""
        kind = f"-{self.type}" if self.type else ""
        platform = f"[{self.platform}]" if self.platform else ""
        return f"annotation{kind}{platform}.{self.key}"


def parse_annotations(texts: Iterable[str]) -> list[Annotation]:
    """Parse annotations, one for each type of a key. Raises ValueError."""
    try:
        return [annotation for text in texts for annotation in _parse(text)]
    except ValueError as error:
        raise ValueError(f"parse annotations: {error}") from None


def _parse(text: str) -> list[Annotation]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ValueError(f'invalid annotation "{text}", expected key=value')
    types, colon, key = name.partition(":")
    if not colon:
        return [Annotation("", "", name, value)]
    found = []
    for text in types.split(","):
        match = _TYPE.fullmatch(text)
        if match is None:
            raise ValueError(
                f'invalid annotation type "{text}", expected type and optional platform in square'
                " brackets"
            )
        if match[1] not in _TYPES:
            raise ValueError(f'unknown annotation type "{match[1]}"')
        found.append(Annotation(match[1], match[2] or "", key, value))
    return found
