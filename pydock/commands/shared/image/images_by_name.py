"""Images under the names that tags and running containers have for them: for `outdated`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from pydock.api import containers, images, system
from pydock.api.engine import Engine
from pydock.api.types.containers import ContainerSummary
from pydock.errors import ApiError, PydockError
from pydock.oci.reference import InvalidReference, Reference, is_image_id, parse
from pydock.options.globs import matches_image
from pydock.views.image import NONE
from pydock.views.removal import main_name

_HEX_DIGITS = frozenset("0123456789abcdef")


class NamedImage(NamedTuple):
    """An image of the engine under one name."""

    #: as tables show it
    name: str
    #: None for the name of an image ID
    reference: Reference | None
    id: str
    #: of its manifests in the repository of the name
    digests: frozenset[str]
    #: names of the running containers that were created with this name and this image
    containers: list[str]

    @property
    def digest(self) -> str:
        """One of the digests, to show it."""
        return min(self.digests, default="")


def named_images(engine: Engine) -> list[NamedImage]:
    """Return the tagged images, and the images of running containers by the names they give."""
    found = _Found(engine)
    for image in images.ls(engine):
        found.repo_digests[_hex(image["Id"])] = image.get("RepoDigests") or []
        for tag in image.get("RepoTags") or ():
            if not tag.startswith(f"{NONE}:"):
                found.named(tag, image["Id"])
    for container in containers.ls(engine):
        name = _image_name(engine, container)
        found.named(name, container.get("ImageID") or "").containers.append(main_name(container))
    return list(found.images.values())


def selected(found: Iterable[NamedImage], words: Sequence[str]) -> list[NamedImage]:
    """Return the images that the words of a command line name: names, globs or IDs. PydockError."""
    everything = list(found)
    if not words:
        return everything
    kept: dict[tuple[str, str], NamedImage] = {}
    for word in words:
        matching = [image for image in everything if _is_named(image, word)]
        if not matching:
            raise PydockError(f"No such image: {word}")
        kept |= {(image.name, image.id): image for image in matching}
    return list(kept.values())


class _Found:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._has_containerd_store: bool | None = None
        self.images: dict[tuple[str, str], NamedImage] = {}
        #: ID -> image as the engine lists it
        self.repo_digests: dict[str, list[str]] = {}

    def named(self, name: str, id: str) -> NamedImage:
        """Return the image of a name; a missing one is added."""
        reference = _reference(name, id)
        shown = reference.familiar if reference else name
        key = (shown, _hex(id))
        if key not in self.images:
            digests = frozenset(self._digests(reference, id)) if reference else frozenset[str]()
            self.images[key] = NamedImage(shown, reference, id, digests, [])
        return self.images[key]

    def _digests(self, reference: Reference, id: str) -> Iterable[str]:
        if _hex(id) not in self.repo_digests:  # of a container, and no longer listed
            self.repo_digests[_hex(id)] = []
            with suppress(ApiError):
                image = images.inspect(self._engine, id)
                self.repo_digests[_hex(id)] = image.get("RepoDigests") or []
        for text in self.repo_digests[_hex(id)]:
            with suppress(InvalidReference):
                found = parse(text)
                if found.name == reference.name:
                    yield found.digest
        if self._ids_are_digests():
            yield id

    def _ids_are_digests(self) -> bool:
        if self._has_containerd_store is None:
            self._has_containerd_store = system.has_containerd_store(system.info(self._engine))
        return self._has_containerd_store


def _image_name(engine: Engine, container: ContainerSummary) -> str:
    """Return the name that a container was created with; the list has the ID of a former image."""
    listed = container.get("Image") or ""
    if not is_image_id(listed) and not _is_id(listed, container.get("ImageID") or ""):
        return listed
    with suppress(ApiError):
        found = containers.inspect(engine, container["Id"])
        return str((found.get("Config") or {}).get("Image") or listed)
    return listed


def _reference(name: str, id: str) -> Reference | None:
    if is_image_id(name) or _is_id(name, id):
        return None
    with suppress(InvalidReference):
        return parse(name).with_default_tag()
    return None


def _is_named(image: NamedImage, word: str) -> bool:
    names = [image.name, str(image.reference)] if image.reference else [image.name]
    return any(matches_image(name, word) for name in names) or _is_id(word, image.id)


def _is_id(text: str, id: str) -> bool:
    """Return whether the text is an ID or the beginning of it."""
    digits = _hex(text)
    return bool(digits) and _HEX_DIGITS.issuperset(digits) and _hex(id).startswith(digits)


def _hex(id: str) -> str:
    # Podman has IDs with and without "sha256:"
    return id.removeprefix("sha256:")
