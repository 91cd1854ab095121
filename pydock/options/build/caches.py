"""`--cache-from` and `--cache-to`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pydock.golang.csv import split_fields
from pydock.options.build.csv_fields import pairs


@dataclass(frozen=True)
class Cache:
    """Source or destination of a build cache, of a type such as `registry`, `inline`, `local`."""

    type: str
    attrs: Mapping[str, str] = field(default_factory=dict)


REGISTRY = "registry"
_LOCAL = "local"


def parse_caches(texts: Iterable[str]) -> tuple[Cache, ...]:
    """Parse `type=TYPE,KEY=VALUE,...` or names of images. Raises ValueError."""
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


_REQUIRED_OF_SOURCES = {_LOCAL: "src", REGISTRY: "ref"}
_REQUIRED_OF_DESTINATIONS = {_LOCAL: "dest", REGISTRY: "ref"}


def check_caches(sources: Iterable[Cache], destinations: Iterable[Cache]) -> None:
    """Raise ValueError for a cache without its required attribute."""
    for cache, required, role in (
        *((cache, _REQUIRED_OF_SOURCES, "importer") for cache in sources),
        *((cache, _REQUIRED_OF_DESTINATIONS, "exporter") for cache in destinations),
    ):
        key = required.get(cache.type)
        if key and not cache.attrs.get(key):
            raise ValueError(f"{cache.type} cache {role} requires {key}")
