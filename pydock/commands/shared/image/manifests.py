"""Manifests of registries and local manifest lists."""

from typing import TypeVar

from pydock.cli.app import App
from pydock.config.manifest_store import ManifestStore, NoSuchManifest
from pydock.errors import PydockError, reported_value_errors
from pydock.oci import registry_client
from pydock.oci.manifest_list import (
    INDEX_TYPES,
    MANIFEST_TYPES,
    Entry,
    ImageIndex,
    ImageManifest,
    PlatformFields,
    decode,
    listed_reference,
    new_entry,
    payload,
)
from pydock.oci.reference import DEFAULT_REGISTRY, Reference
from pydock.oci.registry_auth import HUB_HOST
from pydock.oci.registry_client import Manifest, RegistryError
from pydock.transport.registry_errors import NotTls
from pydock.transport.registry_http import RegistryTransport, open_registry

T = TypeVar("T")


def parse_list_reference(text: str, failure: str = "") -> Reference:
    """Parse the name of an image or list; `failure` is the prefix of the PydockError."""
    with reported_value_errors(failure):
        return listed_reference(text)


def open_store(app: App) -> ManifestStore:
    """The store of local manifest lists."""
    return ManifestStore(app.config.path.parent)


def connect(app: App, image: Reference, *, insecure: bool) -> RegistryTransport:
    """Open the registry of an image, with the user's credentials."""
    auth = app.credentials.find_for(image)
    host = HUB_HOST if image.registry == DEFAULT_REGISTRY else image.registry
    return open_registry(host, auth, app.environ, insecure=insecure)


class RegistryManifests:
    """Manifests of the registry of one image."""

    def __init__(self, app: App, image: Reference, *, insecure: bool) -> None:
        self._image = image
        try:
            self._registry = connect(app, image, insecure=insecure)
        except NotTls:
            # plain HTTP requires --insecure; docker reports a missing manifest
            raise _missing(image) from None

    def manifest(self, image: Reference | None = None) -> Manifest:
        """The manifest or index of the image; PydockError if it is missing."""
        image = image or self._image
        try:
            return registry_client.get_manifest(self._registry, image)
        except RegistryError as error:
            raise _missing(image) if error.means_missing else PydockError(error.message) from None

    def entry(self, manifest: Manifest, image: Reference | None = None) -> Entry:
        """The list entry for the manifest of one platform; PydockError for other types."""
        image = image or self._image
        if manifest.media_type in INDEX_TYPES:
            raise PydockError(f"{image} is a manifest list")
        if manifest.media_type not in MANIFEST_TYPES:
            raise PydockError(f"{image} is not a manifest")
        digest = _decoded(ImageManifest, manifest.raw, image)["config"]["digest"]
        try:
            raw_config = registry_client.get_blob(self._registry, image, digest)
        except RegistryError as error:
            raise PydockError(error.message) from None
        facts = _decoded(PlatformFields, raw_config, image)
        return new_entry(image, manifest.media_type, manifest.digest, manifest.raw, facts)

    def entries(self, index: Manifest) -> list[Entry]:
        """The entries for all platforms of an index, with the platforms of the index."""
        found = []
        for descriptor in _decoded(ImageIndex, index.raw, self._image)["manifests"]:
            image = self._image._replace(digest=descriptor["digest"])
            manifest = self.manifest(image._replace(tag=""))
            entry = self.entry(manifest, image)
            entry["Descriptor"]["platform"] = descriptor.get("platform", {})
            found.append(entry)
        return found


def find_entry(
    app: App, store: ManifestStore, target: Reference, image: Reference, *, insecure: bool
) -> Entry:
    """The entry of an image in a local list, or a new one from the registry."""
    try:
        entry = store.get(str(target), str(image))
        if payload(entry):
            return entry
    except NoSuchManifest:
        pass
    registry = RegistryManifests(app, image, insecure=insecure)
    return registry.entry(registry.manifest())


def _missing(image: Reference) -> PydockError:
    return PydockError(f"no such manifest: {image}")


def _decoded(shape: type[T], raw: bytes, image: Reference) -> T:
    with reported_value_errors(f"invalid manifest of {image} from registry: "):
        return decode(shape, raw)
