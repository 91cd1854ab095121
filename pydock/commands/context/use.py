"""`docker context use`: set the current context."""

from pydock.cli.app import App
from pydock.cli.command import define
from pydock.commands.context.ls import OVERRIDDEN
from pydock.config.context_store import DEFAULT_CONTEXT, check_name
from pydock.errors import PydockError


@define("CONTEXT", lambda count: "", complete="contexts")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Set the current context."""
    if len(arguments) != 1:
        raise PydockError(f"accepts 1 arg(s), received {len(arguments)}")
    (name,) = arguments
    if name != DEFAULT_CONTEXT:
        check_name(name)
        app.endpoint_resolver.store.get(name)
    chosen = "" if name == DEFAULT_CONTEXT else name
    if app.config.text("currentContext") != chosen:
        app.config.set("currentContext", chosen)
    app.print(name)
    app.warn(f'Current context is now "{name}"')
    if chosen and app.environ.get("DOCKER_HOST"):
        app.warn(OVERRIDDEN.format(f'"{name}"'))
