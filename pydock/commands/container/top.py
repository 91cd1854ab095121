"""`docker top`: list the processes of a container."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.golang.tabwriter import align

COLUMN_WIDTH = 20


@define("CONTAINER [ps OPTIONS]", at_least(1), interspersed=False, complete="containers:running")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """List the processes of a container, with ps on the engine's host."""
    name, *ps_arguments = arguments
    found = containers.top(app.engine, name, " ".join(ps_arguments))
    rows = [found.get("Titles") or [], *(found.get("Processes") or [])]
    app.write(align("".join("\t".join(row) + "\n" for row in rows), COLUMN_WIDTH))
