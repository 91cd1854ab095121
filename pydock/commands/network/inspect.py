"""`docker network inspect`: show details of networks."""

from pydock.api import networks
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.inspect import inspect_each, inspect_format_option
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import NETWORK_INSPECT


@define(
    "[OPTIONS] NETWORK [NETWORK...]",
    at_least(1),
    api_since="1.21",
    complete="networks",
    rules=NETWORK_INSPECT,
)
@inspect_format_option
@option("verbose", "v", SWITCH, "Include services and tasks of a swarm network")
def command(app: App, arguments: tuple[str, ...], *, format: str, verbose: bool) -> int:
    """Show details of one or more networks."""
    return inspect_each(
        app,
        arguments,
        lambda name: ("network", networks.inspect(app.engine, name, verbose=verbose, raw=True)),
        format,
    )
