from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.manifests import find_entry, reference_of, store_of
from pydock.config.manifest_store import NoSuchManifest
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH


@define("MANIFEST_LIST MANIFEST [MANIFEST...]", at_least(2))
@option("amend", "a", SWITCH, "Add to a list that exists")
@option("insecure", "", SWITCH, "Talk to registries without TLS, or with any certificate")
def command(app: App, arguments: tuple[str, ...], *, amend: bool, insecure: bool) -> None:
    """Begin a manifest list of images that are in a registry, to be annotated and pushed."""
    name, *manifests = arguments
    target = reference_of(name, f"error parsing name for manifest list {name}: ")
    store = store_of(app)
    try:
        store.entries(str(target))
        exists = True
    except NoSuchManifest:
        exists = False
    if exists and not amend:
        raise PydockError("refusing to amend an existing manifest list with no --amend flag")
    for text in manifests:
        image = reference_of(text)
        entry = find_entry(app, store, target, image, insecure=insecure)
        store.save(str(target), str(image), entry)
    app.print(f"Created manifest list {target}")
