"""Where a build's cache is read from and written to: `--cache-from` and `--cache-to`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pydock.golang.csv import split_fields
from pydock.options.build.csv_fields import pairs


@dataclass(frozen=True)
class Cache:
    """Where to read a cache from or write it to: a type (`registry`, `inline`, `local`, ...)."""

    type: str
    attrs: Mapping[str, str] = field(default_factory=dict)


REGISTRY = "registry"
_LOCAL = "local"


def parse_caches(texts: Iterable[str]) -> tuple[Cache, ...]:
    """`type=TYPE,KEY=VALUE,...`, or names of images; ValueError in docker's words."""
    found: list[Cache] = []
    for text in texts:
        if not text:
            continue
        fields = split_fields(text)
        if not any("=" in field for field in fields):
            found += [Cache(REGISTRY, {"ref": field}) for field in fields]
            continue
        attrs = dict(pairs(text))
        kind = attrs.pop("type", "")
        if not kind:
            raise ValueError(f'type required form> "{text}"')
        found.append(Cache(kind, attrs))
    return tuple(found)


_NEEDED_BY_SOURCES = {_LOCAL: "src", REGISTRY: "ref"}
_NEEDED_BY_DESTINATIONS = {_LOCAL: "dest", REGISTRY: "ref"}


def check_caches(sources: Iterable[Cache], destinations: Iterable[Cache]) -> None:
    """ValueError for a cache of which nobody knows where it is."""
    for cache, needed, word in (
        *((cache, _NEEDED_BY_SOURCES, "importer") for cache in sources),
        *((cache, _NEEDED_BY_DESTINATIONS, "exporter") for cache in destinations),
    ):
        key = needed.get(cache.type)
        if key and not cache.attrs.get(key):
            raise ValueError(f"{cache.type} cache {word} requires {key}")
