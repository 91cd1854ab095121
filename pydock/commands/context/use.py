"""`docker context use`: set the current context."""

from pathlib import Path

from pydock.cli.app import App
from pydock.cli.command import define, own_option
from pydock.commands.context.ls import OVERRIDDEN
from pydock.config.atomic_file import replace_file
from pydock.config.context_file import Answer, DirectoryAnswers
from pydock.config.context_store import DEFAULT_CONTEXT, check_name
from pydock.config.engine_endpoint import CONTEXT_FILE, find_context_file
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason
from pydock.options.value_types import SWITCH


@define("CONTEXT", lambda count: "", complete="contexts")
@own_option("here", "", SWITCH, "For this directory and those below, by a file in it")
def command(app: App, arguments: tuple[str, ...], *, here: bool) -> None:
    """Set the current context."""
    if len(arguments) != 1:
        raise PydockError(f"accepts 1 arg(s), received {len(arguments)}")
    (name,) = arguments
    if name != DEFAULT_CONTEXT:
        check_name(name)
        app.endpoint_resolver.store.get(name)
    if here:
        _use_here(app, name)
        return
    chosen = "" if name == DEFAULT_CONTEXT else name
    if app.config.text("currentContext") != chosen:
        app.config.set("currentContext", chosen)
    app.print(name)
    app.warn(f'Current context is now "{name}"')
    if chosen and app.environ.get("DOCKER_HOST"):
        app.warn(OVERRIDDEN.format(f'"{name}"'))
    if path := find_context_file():
        app.warn(f"Warning: {path} selects the context of this directory.")


def _use_here(app: App, name: str) -> None:
    """Write the file that selects a context, which the user has thereby confirmed."""
    try:
        directory = Path.cwd()
        replace_file(directory / CONTEXT_FILE, f"{name}\n".encode())
    except OSError as error:
        raise PydockError(f"{CONTEXT_FILE}: {os_reason(error)}") from None
    answers = DirectoryAnswers(app.config.path.parent)
    answers.set(str(directory), Answer(name, is_trusted=True))
    app.print(name)
    app.warn(f'Commands in {directory} and below now use the context "{name}"')
    if app.environ.get("DOCKER_HOST"):
        app.warn(OVERRIDDEN.format(f'"{name}"'))
