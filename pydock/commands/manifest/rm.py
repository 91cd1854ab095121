"""`docker manifest rm`: remove local manifest lists."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.batch import for_each
from pydock.commands.shared.image.manifests import open_store, parse_list_reference


@define("MANIFEST_LIST [MANIFEST_LIST...]", at_least(1))
def command(app: App, arguments: tuple[str, ...]) -> int:
    """Remove local manifest lists. Pushed lists stay in the registry."""
    store = open_store(app)

    def remove(name: str) -> None:
        target = str(parse_list_reference(name))
        store.entries(target)
        store.remove(target)

    return for_each(app, arguments, remove)
