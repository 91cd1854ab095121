"""`docker manifest push`: upload a manifest list to a registry."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.image.manifests import connect, open_store, parse_list_reference
from pydock.errors import PydockError
from pydock.oci import registry_client
from pydock.oci.manifest_list import (
    Entry,
    blob_digests,
    check_complete,
    list_document,
    payload,
    platform_of_entry,
    source_of,
)
from pydock.oci.reference import Reference
from pydock.oci.registry_client import Manifest, RegistryError
from pydock.options.value_types import SWITCH
from pydock.transport.registry_http import RegistryTransport


@define("[OPTIONS] MANIFEST_LIST", exactly(1))
@option("insecure", "", SWITCH, "Allow registries without TLS, or with unverified certificates")
@option("purge", "p", SWITCH, "Remove the local manifest list after the push")
def command(app: App, arguments: tuple[str, ...], *, insecure: bool, purge: bool) -> None:
    """Upload a manifest list, and manifests missing in its repository."""
    target = parse_list_reference(arguments[0])
    store = open_store(app)
    entries = store.entries(str(target))
    if not entries:
        raise PydockError(f"{target} not found")
    try:
        check_complete(entries)
        index = Manifest(*list_document(target, entries))
    except ValueError as error:
        raise PydockError(str(error)) from None
    elsewhere = [entry for entry in entries if source_of(entry).path != target.path]
    registry = connect(app, target, insecure=insecure)
    for entry in elsewhere:
        _mount(registry, target, entry)
    for entry in elsewhere:
        descriptor = entry["Descriptor"]
        image = target._replace(tag="", digest=descriptor["digest"])
        manifest = Manifest(descriptor["mediaType"], payload(entry))
        digest = _put(registry, image, manifest)
        app.print(f"Pushed ref {image} with digest: {digest}")
    app.print(_put(registry, target, index))
    if purge:
        store.remove(str(target))


def _mount(registry: RegistryTransport, target: Reference, entry: Entry) -> None:
    """Mount the blobs of an image of another repository in the target's repository."""
    source = source_of(entry)
    for digest in blob_digests(entry):
        blob = f"{source.path}@{digest}"
        try:
            mounted = registry_client.mount_blob(registry, target, source, digest)
        except (PydockError, RegistryError) as error:
            raise PydockError(f"failed to mount blob {blob} to {target}: {error.message}") from None
        # base layers of Windows are not in registries
        if not mounted and platform_of_entry(entry).get("os") != "windows":
            raise PydockError(f"error mounting {blob} to {target}")


def _put(registry: RegistryTransport, image: Reference, manifest: Manifest) -> str:
    try:
        return registry_client.put_manifest(registry, image, manifest)
    except (PydockError, RegistryError) as error:
        raise PydockError(f"failed to put manifest {image}: {error.message}") from None
