"""`image inspect --remote`: an image as its registry has it, in the form of the engine's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.cli.app import App
from pydock.commands.shared.image.image_reference import parse_reference
from pydock.commands.shared.image.registries import (
    open_registry_of,
    registry_errors,
    requested_platform,
)
from pydock.commands.shared.inspect import Find
from pydock.oci.platform import platform_text
from pydock.oci.remote_image import NoSuchPlatform, RemoteImage

#: keys of an image's configuration in the registry -> keys of the engine's answer
_KEYS = {
    "created": "Created",
    "author": "Author",
    "config": "Config",
    "architecture": "Architecture",
    "variant": "Variant",
    "os": "Os",
    "os.version": "OsVersion",
}


def finder(app: App, platform: str, *, insecure: bool) -> Find:
    """Return the function that inspects a name, for a platform. PydockError for an invalid one."""
    requested = requested_platform(app, platform)

    def find(name: str) -> tuple[str, Mapping[str, Any]]:
        reference = parse_reference(name).with_default_tag()
        with registry_errors(reference):
            registry = open_registry_of(app, reference, insecure=insecure)
            image = RemoteImage(registry, reference)
            return "image", _inspected(image, requested, is_given=bool(platform))

    return find


def _inspected(
    image: RemoteImage, platform: Mapping[str, str], *, is_given: bool
) -> dict[str, Any]:
    """Return the image for a platform, or if that is not given any one that has no index."""
    reference = image.reference
    name = reference.familiar_name
    config = image.config(platform)
    if is_given and any(config.get(key) != platform[key] for key in ("os", "architecture")):
        raise NoSuchPlatform(f"no image for {platform_text(platform)}")
    return {
        "Id": image.manifest(platform)["config"]["digest"],
        "RepoTags": [f"{name}:{reference.tag}"] if reference.tag else [],
        "RepoDigests": [f"{name}@{image.top.digest}"],
        **{ours: config[key] for key, ours in _KEYS.items() if config.get(key)},
        "Size": image.size_bytes(platform),
        "RootFS": {"Type": "layers", "Layers": (config.get("rootfs") or {}).get("diff_ids") or []},
        "Descriptor": {
            "mediaType": image.top.media_type,
            "digest": image.top.digest,
            "size": len(image.top.raw),
        },
        "Platforms": image.platforms() if image.is_index else [platform_text(config)],
    }
