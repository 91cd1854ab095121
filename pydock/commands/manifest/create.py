"""`docker manifest create`: create a local manifest list."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.image.manifests import find_entry, open_store, parse_list_reference
from pydock.config.manifest_store import NoSuchManifest
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH


@define("MANIFEST_LIST MANIFEST [MANIFEST...]", at_least(2))
@option("amend", "a", SWITCH, "Amend an existing manifest list")
@option("insecure", "", SWITCH, "Allow registries without TLS, or with unverified certificates")
def command(app: App, arguments: tuple[str, ...], *, amend: bool, insecure: bool) -> None:
    """Create a local manifest list from images of a registry, to annotate and push."""
    name, *manifests = arguments
    target = parse_list_reference(name, f"error parsing name for manifest list {name}: ")
    store = open_store(app)
    try:
        store.entries(str(target))
        exists = True
    except NoSuchManifest:
        exists = False
    if exists and not amend:
        raise PydockError("refusing to amend an existing manifest list with no --amend flag")
    for text in manifests:
        image = parse_list_reference(text)
        entry = find_entry(app, store, target, image, insecure=insecure)
        store.save(str(target), str(image), entry)
    app.print(f"Created manifest list {target}")
