"""`docker export`: write the file system of a container as a tar archive."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.output_file import output_file
from pydock.commands.shared.streams import copy_response
from pydock.errors import PydockError


@define("[OPTIONS] CONTAINER", exactly(1), complete="containers")
@option("output", "o", help="Output file (default: standard output)", complete="files")
def command(app: App, arguments: tuple[str, ...], *, output: str) -> None:
    """Write the file system of a container as a tar archive."""
    (name,) = arguments
    if output:
        with output_file(output, "failed to export container") as file:
            copy_response(containers.export(app.engine, name), file)
        return
    if app.is_terminal("stdout"):
        raise PydockError("cowardly refusing to save to a terminal. Use the -o flag or redirect")
    copy_response(containers.export(app.engine, name), app.out)
