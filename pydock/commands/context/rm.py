"""`docker context rm`: remove contexts."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.batch import for_each
from pydock.config.context_store import DEFAULT_CONTEXT
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH


@define("CONTEXT [CONTEXT...]", at_least(1), complete="contexts:others")
@option("force", "f", SWITCH, "Remove the current context as well")
def command(app: App, arguments: tuple[str, ...], *, force: bool) -> int:
    """Remove one or more contexts with their certificates."""
    current = app.endpoint_resolver.context_name
    store = app.endpoint_resolver.store

    def remove(name: str) -> None:
        if name == DEFAULT_CONTEXT:
            raise PydockError('context "default" cannot be removed')
        if name == current and not force:
            raise PydockError(f'context "{name}" is in use, set -f flag to force remove')
        if not force and not store.exists(name):
            raise PydockError(f'context "{name}" does not exist')
        if name == app.config.text("currentContext"):
            app.config.set("currentContext", "")
        store.remove(name)
        app.print(name)

    return for_each(app, arguments, remove)
