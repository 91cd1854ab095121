"""Manifest lists: images for several platforms under one name, put together by a person.

An entry of a list is what docker keeps in a file for each image, a dict with the keys

    Ref          the image's full name
    Descriptor   mediaType, digest, size and platform of its manifest
    Raw          the manifest's bytes in base64
    SchemaV2Manifest, OCIManifest    the same, as JSON
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydock.oci.reference import InvalidReference, Reference, parse

Entry = dict[str, Any]

DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
OCI_INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST_TYPES = (DOCKER_MANIFEST, OCI_MANIFEST)
INDEX_TYPES = (DOCKER_LIST, OCI_INDEX)

_PLATFORM_KEYS = ("architecture", "os", "os.version", "os.features", "variant")
_BODIES = {DOCKER_MANIFEST: "SchemaV2Manifest", OCI_MANIFEST: "OCIManifest"}

#: what a registry is told of; others are taken for slips of the keyboard
_KNOWN_PLATFORMS = {
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
    """The image that a text names, `latest` unless it says more; raises InvalidReference."""
    return parse(text).with_default_tag()


def new_entry(
    image: Reference, media_type: str, digest: str, raw: bytes, config: Mapping[str, Any]
) -> Entry:
    """The entry for a manifest; its platform is the one in the image's configuration."""
    platform = {key: config[key] for key in _PLATFORM_KEYS if config.get(key)}
    descriptor = {"mediaType": media_type, "digest": digest, "size": len(raw)}
    return {
        "Ref": str(image),
        "Descriptor": {**descriptor, "platform": {"architecture": "", "os": "", **platform}},
        "Raw": base64.b64encode(raw).decode(),
        _BODIES[media_type]: json.loads(raw),
    }


def payload(entry: Entry) -> bytes:
    """The manifest of an entry, byte for byte as the registry had it; empty if not kept."""
    return base64.b64decode(entry.get("Raw") or "")


def blob_digests(entry: Entry) -> list[str]:
    """The blobs that the manifest of an entry is about: configuration and layers."""
    manifest: Entry = next((entry[key] for key in _BODIES.values() if entry.get(key)), {})
    parts = [manifest.get("config") or {}, *(manifest.get("layers") or ())]
    return [part["digest"] for part in parts if part.get("digest")]


def platform_of_entry(entry: Entry) -> dict[str, Any]:
    """Architecture and operating system of an entry, as far as they are known."""
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
    """The entry with what is said of its platform; ValueError for a platform nobody knows."""
    platform = platform_of_entry(entry)
    given = {"architecture": architecture, "os": os, "os.version": os_version, "variant": variant}
    platform.update({key: value for key, value in given.items() if value})
    if os_features:
        features = [*(platform.get("os.features") or ()), *os_features]
        platform["os.features"] = list(dict.fromkeys(features))
    known = _KNOWN_PLATFORMS.get(platform.get("os", ""), "").split()
    if platform.get("architecture") not in known:
        raise ValueError(
            f"manifest entry for image has unsupported os/arch combination: {os}/{architecture}"
        )
    ordered = {key: platform[key] for key in _PLATFORM_KEYS if key in platform}
    return {**entry, "Descriptor": {**entry["Descriptor"], "platform": ordered}}


def list_document(target: Reference, entries: Iterable[Entry]) -> tuple[str, bytes]:
    """Media type and bytes of the list that a registry gets, as docker would write it.

    ValueError when an entry is of another registry than the target.
    """
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
    """ValueError when an entry does not say what platform it is for."""
    for entry in entries:
        platform = platform_of_entry(entry)
        if not platform.get("architecture") or not platform.get("os"):
            raise ValueError(
                f"manifest {entry['Ref']} must have an OS and Architecture to be pushed to a"
                " registry"
            )


def source_of(entry: Entry) -> Reference:
    """The repository that the image of an entry is in."""
    return _reference_of(entry).without_tag_and_digest()


def _reference_of(entry: Entry) -> Reference:
    try:
        return parse(entry.get("Ref") or "")
    except InvalidReference as error:
        raise ValueError(f"a local manifest has no name that can be read: {error}") from None
