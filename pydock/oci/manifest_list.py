"""Manifest lists: images for several platforms under one name.

An entry of a list is the JSON that docker stores in a file for each image, with the keys

    Ref          full name of the image
    Descriptor   mediaType, digest, size and platform of its manifest
    Raw          bytes of the manifest in base64
    SchemaV2Manifest, OCIManifest    the manifest as JSON
"""

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict, TypeVar

from pydock.golang.unmarshal import Base64, Filled, fit, unmarshal
from pydock.oci.reference import InvalidReference, Reference, parse

Entry = dict[str, Any]
T = TypeVar("T")

PlatformFields = TypedDict(
    "PlatformFields",
    {"architecture": str, "os": str, "os.version": str, "os.features": list[str], "variant": str},
)


class _Blob(TypedDict):
    digest: Filled[str]


class ImageManifest(TypedDict):
    config: Filled[_Blob]
    layers: Filled[list[_Blob]]


class _Descriptor(TypedDict):
    mediaType: Filled[str]
    size: Filled[int]
    digest: Filled[str]
    platform: PlatformFields


class ImageIndex(TypedDict):
    manifests: Filled[list[_Descriptor]]


class _Entry(TypedDict):
    Ref: str
    Descriptor: _Descriptor
    Raw: Base64
    SchemaV2Manifest: ImageManifest
    OCIManifest: ImageManifest


DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
OCI_INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST_TYPES = (DOCKER_MANIFEST, OCI_MANIFEST)
INDEX_TYPES = (DOCKER_LIST, OCI_INDEX)

_PLATFORM_KEYS = ("architecture", "os", "os.version", "os.features", "variant")
_BODIES = {DOCKER_MANIFEST: "SchemaV2Manifest", OCI_MANIFEST: "OCIManifest"}

#: operating system -> architectures that docker accepts for an entry
_ARCHITECTURES = {
    "darwin": "386 amd64 arm arm64",
    "dragonfly": "amd64",
    "freebsd": "386 amd64 arm",
    "linux": "386 amd64 arm arm64 ppc64le mips64 mips64le riscv64 s390x",
    "netbsd": "386 amd64 arm",
    "openbsd": "386 amd64 arm",
    "plan9": "386 amd64",
    "solaris": "amd64",
    "windows": "386 amd64",
}


def listed_reference(text: str) -> Reference:
    """Return the reference of a text, with `latest` as the default tag; raises InvalidReference."""
    return parse(text).with_default_tag()


def decode(shape: type[T], data: bytes) -> T:
    """Return the JSON of a manifest, index or configuration; ValueError for another shape."""
    fitted: T = fit(shape, unmarshal(dict[str, Any], data, fill=False) or {})
    return fitted


def decode_entry(data: bytes) -> Entry:
    """Return a stored entry; ValueError for another shape."""
    entry: Any = decode(_Entry, data)
    if "Descriptor" not in entry:
        raise ValueError("missing Descriptor")
    return dict(entry)


def new_entry(
    image: Reference, media_type: str, digest: str, raw: bytes, config: Mapping[str, Any]
) -> Entry:
    """Return the entry for a manifest; its platform is that of the image configuration."""
    platform = {key: config[key] for key in _PLATFORM_KEYS if config.get(key)}
    descriptor = {"mediaType": media_type, "digest": digest, "size": len(raw)}
    return {
        "Ref": str(image),
        "Descriptor": {**descriptor, "platform": {"architecture": "", "os": "", **platform}},
        "Raw": base64.b64encode(raw).decode(),
        _BODIES[media_type]: decode(ImageManifest, raw),
    }


def payload(entry: Entry) -> bytes:
    """Return the bytes of an entry's manifest, as the registry sent them; empty if not stored."""
    return base64.b64decode(entry.get("Raw") or "")


def blob_digests(entry: Entry) -> list[str]:
    """Return the digests of the blobs of an entry's manifest: configuration and layers."""
    manifest: Entry = next((entry[key] for key in _BODIES.values() if entry.get(key)), {})
    parts = [manifest.get("config") or {}, *(manifest.get("layers") or ())]
    return [part["digest"] for part in parts if part.get("digest")]


def platform_of_entry(entry: Entry) -> dict[str, Any]:
    """Return the platform of an entry, empty if unknown."""
    return dict((entry.get("Descriptor") or {}).get("platform") or {})


def annotate(
    entry: Entry,
    *,
    architecture: str = "",
    os: str = "",
    os_features: Sequence[str] = (),
    os_version: str = "",
    variant: str = "",
) -> Entry:
    """Return the entry with its platform changed; raises ValueError for an unsupported platform."""
    platform = platform_of_entry(entry)
    values = {"architecture": architecture, "os": os, "os.version": os_version, "variant": variant}
    platform.update({key: value for key, value in values.items() if value})
    if os_features:
        features = [*(platform.get("os.features") or ()), *os_features]
        platform["os.features"] = list(dict.fromkeys(features))
    supported = _ARCHITECTURES.get(platform.get("os", ""), "").split()
    if platform.get("architecture") not in supported:
        raise ValueError(
            f"manifest entry for image has unsupported os/arch combination: {os}/{architecture}"
        )
    ordered = {key: platform[key] for key in _PLATFORM_KEYS if key in platform}
    return {**entry, "Descriptor": {**entry["Descriptor"], "platform": ordered}}


def list_document(target: Reference, entries: Iterable[Entry]) -> tuple[str, bytes]:
    """Return media type and bytes of the list; ValueError for entries of another registry."""
    manifests = []
    for entry in entries:
        registry = _reference_of(entry).registry
        if registry != target.registry:
            raise ValueError(
                "cannot use source images from a different registry than the target image:"
                f" {registry} != {target.registry}"
            )
        descriptor, platform = entry["Descriptor"], platform_of_entry(entry)
        manifests.append(
            {
                "mediaType": descriptor["mediaType"],
                "size": descriptor["size"],
                "digest": descriptor["digest"],
                "platform": {
                    "architecture": platform.get("architecture", ""),
                    "os": platform.get("os", ""),
                    **{key: platform[key] for key in _PLATFORM_KEYS[2:] if platform.get(key)},
                },
            }
        )
    is_oci = bool(manifests) and manifests[0]["mediaType"] == OCI_MANIFEST
    media_type = OCI_INDEX if is_oci else DOCKER_LIST
    document = {"schemaVersion": 2, "mediaType": media_type, "manifests": manifests}
    return media_type, json.dumps(document, indent=3, ensure_ascii=False).encode()


def check_complete(entries: Iterable[Entry]) -> None:
    """Raise ValueError when an entry has no platform."""
    for entry in entries:
        platform = platform_of_entry(entry)
        if not platform.get("architecture") or not platform.get("os"):
            raise ValueError(
                f"manifest {entry['Ref']} must have an OS and Architecture to be pushed to a"
                " registry"
            )


def source_of(entry: Entry) -> Reference:
    """Return the repository of an entry's image."""
    return _reference_of(entry).without_tag_and_digest()


def _reference_of(entry: Entry) -> Reference:
    try:
        return parse(entry.get("Ref") or "")
    except InvalidReference as error:
        raise ValueError(f"invalid image name in a local manifest: {error}") from None
