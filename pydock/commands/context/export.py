"""`docker context export`: write a context to a tar archive."""

import os

from pydock.cli.app import App
from pydock.cli.command import between, define
from pydock.commands.shared.context.lookup import load_context
from pydock.config.context_archive import export_archive
from pydock.config.context_store import DEFAULT_CONTEXT, check_name
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason


@define("[OPTIONS] CONTEXT [FILE|-]", between(1, 2), complete="contexts")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Write a context with its certificates and keys to a tar archive.

    The default file is CONTEXT.dockercontext; - is standard output.
    """
    name, *rest = arguments
    path = rest[0] if rest else f"{name}.dockercontext"
    if name != DEFAULT_CONTEXT:
        check_name(name)
    if path == "-" and app.is_terminal("stdout"):
        raise PydockError("cowardly refusing to export to a terminal, specify a file path")
    if path != "-" and os.path.lexists(path):
        raise PydockError(f"open {path}: file exists")
    archive = export_archive(*load_context(app, name))
    if path == "-":
        app.out.write(archive)
        return
    try:
        # The archive may contain a private key: create a new file with mode 0600.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(archive)
    except OSError as error:
        raise PydockError(f"open {path}: {os_reason(error)}") from None
    app.warn(f'Written file "{path}"')
