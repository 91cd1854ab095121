"""An image in a registry: its manifest, platforms, size and configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from pydock.golang.unmarshal import UnmarshalError, unmarshal
from pydock.oci.manifest_list import INDEX_TYPES, MANIFEST_TYPES, ImageIndex, ImageManifest, decode
from pydock.oci.platform import platform_text
from pydock.oci.reference import Reference
from pydock.oci.registry_client import Manifest, RegistryError, Transport, get_blob, get_manifest

T = TypeVar("T")
Json = Mapping[str, Any]
#: as pydock.oci.platform reads it: os, architecture, variant
Platform = Mapping[str, str]


class NoSuchPlatform(RegistryError):
    """The image in the registry does not exist for a platform."""


class RemoteImage:
    """One image or index under a name in a registry. Every access may raise RegistryError."""

    def __init__(self, transport: Transport, reference: Reference) -> None:
        self._transport = transport
        self.reference = reference
        self.top: Manifest = get_manifest(transport, reference)
        #: of an index, by digest
        self._manifests: dict[str, ImageManifest] = {}
        if not self.is_index and self.top.media_type not in MANIFEST_TYPES:
            raise RegistryError(f"unsupported type of manifest: {self.top.media_type or 'none'}")

    @property
    def is_index(self) -> bool:
        """Whether there are several images, by platform."""
        return self.top.media_type in INDEX_TYPES

    @cached_property
    def entries(self) -> list[Json]:
        """The descriptors of the images in an index, without attestations and the like."""
        found = _decoded(ImageIndex, self.top.raw)["manifests"]
        return [entry for entry in found if _is_image(entry)]

    @property
    def digests(self) -> set[str]:
        """The digests of the manifest, or of the index and those of its images."""
        images = [entry["digest"] for entry in self.entries] if self.is_index else []
        return {self.top.digest, *images}

    def manifest(self, platform: Platform) -> ImageManifest:
        """Return the manifest for a platform; without an index the only one. NoSuchPlatform."""
        if not self.is_index:
            return _decoded(ImageManifest, self.top.raw)
        entry = _chosen(self.entries, platform)
        if entry is None:
            raise NoSuchPlatform(f"no image for {platform_text(platform)}")
        digest = entry["digest"]
        if digest not in self._manifests:
            image = self.reference._replace(tag="", digest=digest)
            raw = get_manifest(self._transport, image).raw
            self._manifests[digest] = _decoded(ImageManifest, raw)
        return self._manifests[digest]

    def config(self, platform: Platform) -> dict[str, Any]:
        """Return the configuration of the image for a platform. NoSuchPlatform."""
        digest = self.manifest(platform)["config"]["digest"]
        raw = get_blob(self._transport, self.reference, digest)
        try:
            return unmarshal(dict[str, Any], raw, fill=False)
        except UnmarshalError as error:
            raise RegistryError(f"invalid configuration from registry: {error}") from None

    def size_bytes(self, platform: Platform) -> int:
        """Return the size of configuration and layers as they are sent. NoSuchPlatform."""
        manifest: Json = self.manifest(platform)
        return sum(map(_size, (manifest["config"], *manifest["layers"])))

    def platforms(self) -> list[str]:
        """Return the platforms of the image, sorted: linux/amd64, linux/arm64/v8."""
        if self.is_index:
            found = [platform_text(entry.get("platform") or {}) for entry in self.entries]
        else:
            found = [platform_text(self.config({}))]
        return sorted({text for text in found if text})


def _decoded(shape: type[T], raw: bytes) -> T:
    try:
        return decode(shape, raw)
    except ValueError as error:
        raise RegistryError(f"invalid manifest from registry: {error}") from None


def _is_image(entry: Json) -> bool:
    is_attestation = "vnd.docker.reference.type" in (entry.get("annotations") or {})
    return not is_attestation and entry["mediaType"] in ("", *MANIFEST_TYPES)


def _chosen(entries: list[Json], platform: Platform) -> Json | None:
    """Return the entry of a platform; without a variant in one of them any variant counts."""

    def matching(*keys: str) -> Iterator[Json]:
        for entry in entries:
            found = entry.get("platform") or {}
            if all((found.get(key) or "") == platform.get(key, "") for key in keys):
                yield entry

    for entry in matching("os", "architecture", "variant"):
        return entry
    for entry in matching("os", "architecture"):
        if not (platform.get("variant") and (entry.get("platform") or {}).get("variant")):
            return entry
    return None


def _size(blob: Json) -> int:
    size = blob.get("size")
    return size if isinstance(size, int) else 0
