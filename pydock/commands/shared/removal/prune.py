"""Prune objects and print the result, for `prune` of each kind and `system prune`."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydock.api import containers, images, networks, volumes
from pydock.api.engine import Engine
from pydock.api.types.images import ImageDeleteItem
from pydock.cli.app import App
from pydock.golang.units import human_size
from pydock.options.filters import Filters


class Pruned(NamedTuple):
    """Lines about the removed objects, if any, and the reclaimed bytes."""

    lines: list[str]
    space_bytes: int


def prune_containers(engine: Engine, filters: Filters) -> Pruned:
    return _pruned("Containers", "ContainersDeleted", containers.prune(engine, filters))


def prune_networks(engine: Engine, filters: Filters) -> Pruned:
    return _pruned("Networks", "NetworksDeleted", networks.prune(engine, filters))


def prune_volumes(engine: Engine, filters: Filters) -> Pruned:
    return _pruned("Volumes", "VolumesDeleted", volumes.prune(engine, filters))


def prune_images(engine: Engine, filters: Filters, *, all: bool) -> Pruned:
    """Remove dangling images or, with `all`, all unused ones."""
    filters = {**filters, "dangling": ["false" if all else "true"]}
    answer = images.prune(engine, filters)
    lines = removed_lines(answer.get("ImagesDeleted") or ())
    return Pruned(["Deleted Images:", *lines, ""] if lines else [], _space(answer))


def prune_build_cache(
    engine: Engine, filters: Filters, *, all: bool, keep_bytes: int = 0
) -> Pruned:
    from pydock.api import build

    answer = build.prune(engine, filters, all=all, keep_bytes=keep_bytes)
    return _pruned("build cache objects", "CachesDeleted", answer)


def removed_lines(removed: Iterable[ImageDeleteItem]) -> list[str]:
    """A line for each removed name and deleted layer."""
    return [
        f"deleted: {item['Deleted']}"
        if item.get("Deleted")
        else f"untagged: {item.get('Untagged', '')}"
        for item in removed
    ]


def show_pruned(app: App, parts: Iterable[Pruned]) -> None:
    """Print the removed objects of each part, and the total reclaimed space."""
    space_bytes = 0
    for part in parts:
        app.print(*part.lines)
        space_bytes += part.space_bytes
    app.print(f"Total reclaimed space: {human_size(space_bytes)}")


def _pruned(what: str, key: str, answer: Mapping[str, Any]) -> Pruned:
    names = answer.get(key) or ()
    return Pruned([f"Deleted {what}:", *names, ""] if names else [], _space(answer))


def _space(answer: Mapping[str, Any]) -> int:
    return int(answer.get("SpaceReclaimed") or 0)
