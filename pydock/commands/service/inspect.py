"""`docker service inspect`: show details of services."""

from collections.abc import Iterator
from typing import Any

from pydock.api import networks, services
from pydock.api.engine import Json
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.inspect import inspect_format_option, inspect_or_pretty, pretty_option
from pydock.errors import NotFound, PydockError
from pydock.views.pretty import service as pretty_view


@define("[OPTIONS] SERVICE [SERVICE...]", at_least(1), api_since="1.24", complete="services")
@inspect_format_option
@pretty_option
def command(app: App, arguments: tuple[str, ...], *, format: str, pretty: bool) -> int:
    """Show details of one or more services."""
    if pretty and format:
        raise PydockError("--format is incompatible with human friendly format")
    format = format or ("" if pretty else app.config.text("serviceInspectFormat"))
    if format.startswith("pretty") and format != "pretty":  # "cannot" in docker's other commands
        raise PydockError("cannot supply extra formatting options to the pretty template")

    def find(name: str) -> tuple[str, Json]:
        try:
            return "service", services.inspect(app.engine, name, defaults=True)
        except NotFound:
            raise PydockError(f"no such service: {name}") from None

    def lines(service: Any) -> Iterator[str]:
        return pretty_view.lines(service, lambda id: _network_name(app, id))

    return inspect_or_pretty(app, arguments, find, lines, format, pretty)


def _network_name(app: App, id: str) -> str:
    try:
        return str(networks.inspect(app.engine, id, scope="swarm")["Name"])
    except PydockError:
        return ""
