"""One image of the engine, and its archive."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pydock.api import images
from pydock.api.engine import Engine
from pydock.api.types.images import ImageInspect
from pydock.commands.shared.image.image_reference import (
    inspects_platform,
    parse_reference,
    platform_option,
    require_platform_of_save,
)
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.transport import StreamResponse


def inspected_image(engine: Engine, name: str, platform: str) -> ImageInspect:
    """Return an image, of a platform unless that is "". ApiError 404, NotSupported."""
    parsed = platform_option(platform, "invalid platform: ")
    if parsed:
        require_platform_of_save(engine)
    chosen = parsed if inspects_platform(engine) else None
    return images.inspect(engine, name, platform=chosen)


def saved_image(engine: Engine, name: str, image: ImageInspect, platform: str) -> StreamResponse:
    """Return what `save` writes of an image alone."""
    parsed = platform_option(platform)
    return images.save(engine, [_name(name, image)], platforms=[parsed] if parsed else [])


def _name(name: str, image: ImageInspect) -> str:
    """Return a name for `save` that means one image: a repository alone means all its tags."""
    with suppress(PydockError):
        reference = parse_reference(name).with_default_tag()
        if reference in map(parse_reference, image.get("RepoTags") or ()):
            return reference.familiar
    return name
