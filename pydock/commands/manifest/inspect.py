"""`docker manifest inspect`: show a manifest or manifest list."""

import json
from typing import Any

from pydock.cli.app import App
from pydock.cli.command import between, define, option
from pydock.commands.shared.image.manifests import (
    RegistryManifests,
    open_store,
    parse_list_reference,
)
from pydock.config.manifest_store import NoSuchManifest
from pydock.errors import reported_value_errors
from pydock.golang.unmarshal import load
from pydock.oci.manifest_list import INDEX_TYPES, Entry, list_document, payload
from pydock.oci.reference import Reference
from pydock.options.value_types import SWITCH


@define("[OPTIONS] [MANIFEST_LIST] MANIFEST", between(1, 2))
@option("insecure", "", SWITCH, "Allow registries without TLS, or with unverified certificates")
@option("verbose", "v", SWITCH, "Include layers and platforms")
def command(app: App, arguments: tuple[str, ...], *, insecure: bool, verbose: bool) -> None:
    """Show a manifest or manifest list, from the local store or the registry."""
    image = parse_list_reference(arguments[-1])
    store = open_store(app)
    if len(arguments) == 2:
        entry = store.get(str(parse_list_reference(arguments[0])), str(image))
        app.print(_entry_text(entry, verbose))
        return
    try:
        app.print(_list_text(image, store.entries(str(image)), verbose))
        return
    except NoSuchManifest:
        registry = RegistryManifests(app, image, insecure=insecure)
    manifest = registry.manifest()
    if manifest.media_type in INDEX_TYPES:
        app.print(_list_text(image, registry.entries(manifest), verbose))
    else:
        app.print(_entry_text(registry.entry(manifest), verbose))


def _entry_text(entry: Entry, verbose: bool) -> str:
    with reported_value_errors(f"invalid manifest of {entry.get('Ref', '')}: "):
        return _indented(entry if verbose else load(payload(entry)))


def _list_text(image: Reference, entries: list[Entry], verbose: bool) -> str:
    if verbose:
        return _indented(entries)
    with reported_value_errors("failed to assemble ManifestDescriptor: "):
        return list_document(image, entries)[1].decode()


def _indented(value: Any) -> str:
    return json.dumps(value, indent="\t", ensure_ascii=False)
