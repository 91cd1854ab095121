"""`pydock image tree`: images by shared layers, which docker does not show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress

from pydock.api import containers, images, system
from pydock.api.engine import Engine
from pydock.api.types.images import ImageSummary
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.errors import NotFound, PydockError
from pydock.views.image import is_untagged, size_bytes
from pydock.views.shared_layers import (
    SharingImage,
    sharing_tree_json,
    sharing_tree_text,
    with_steps,
)

_SHARED_SIZE_API = "1.42"
_DISK_USAGE_API = "1.25"
_LAYERS_API = "1.22"


@define("[OPTIONS]", no_arguments)
@option("format", help="Output format: 'json'", complete="choices:json")
def command(app: App, arguments: tuple[str, ...], *, format: str) -> None:
    """Show images by the layers that they share, and what removing one would free.

    An image frees the layers that no other image has, and nothing while a container uses it.

    Examples:
      pydock image tree
      pydock image tree --format json
    """
    if format not in ("", "json"):
        raise PydockError(f'invalid format "{format}": must be json')
    app.engine.require(_LAYERS_API, "the layers of an image")
    found = _sharing_images(app.engine)
    app.write(sharing_tree_json(found) if format else sharing_tree_text(found))


def _sharing_images(engine: Engine) -> list[SharingImage]:
    # Podman has IDs with and without "sha256:"
    used = Counter(
        (one.get("ImageID") or "").removeprefix("sha256:")
        for one in containers.ls(engine, all=True)
    )
    found = [
        SharingImage(
            image["Id"],
            [] if is_untagged(image) else image.get("RepoTags") or [],
            diff_ids,
            size_bytes(image),
            _unique_size(image),
            used[image["Id"].removeprefix("sha256:")],
        )
        for image, diff_ids in _with_layers(engine, _with_shared_sizes(engine))
    ]
    listed = {image.id for image in found}
    # the classic builder keeps an image of each step, which is removed with the last one
    steps = [image for image in images.ls(engine, all=True) if image["Id"] not in listed]
    sizes = {tuple(layers): size_bytes(image) for image, layers in _with_layers(engine, steps)}
    return with_steps(found, sizes) if sizes or engine.is_podman else found


def _unique_size(image: ImageSummary) -> int | None:
    shared = image.get("SharedSize", -1)
    return max(0, size_bytes(image) - shared) if shared >= 0 else None


def _with_layers(
    engine: Engine, found: Iterable[ImageSummary]
) -> Iterator[tuple[ImageSummary, list[str]]]:
    """Yield the images that are still there, with the diff ids of their layers."""
    for image in found:
        with suppress(NotFound):
            yield image, images.diff_ids(images.inspect(engine, image["Id"]))


def _with_shared_sizes(engine: Engine) -> list[ImageSummary]:
    """Return the images, with the sizes that they share where the engine reports them."""
    if engine.is_podman:  # its shared sizes are 0
        return [{**image, "SharedSize": -1} for image in images.ls(engine)]
    if engine.at_least(_SHARED_SIZE_API) or not engine.at_least(_DISK_USAGE_API):
        return images.ls(engine, shared_sizes=engine.at_least(_SHARED_SIZE_API))
    return system.disk_usage(engine).get("Images") or []
