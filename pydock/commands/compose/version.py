"""`docker compose version`: print the version of docker compose that this one equals."""

from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.options.value_types import SWITCH


@define("[OPTIONS]", no_arguments)
@dry_run_option
@option("format", "f", help="Format of the output: pretty or json", complete="choices:pretty,json")
@option("short", "", SWITCH, "Print the number only")
def command(
    app: App, arguments: tuple[str, ...], *, dry_run: bool, format: str, short: bool
) -> None:
    """Print the version of docker compose whose projects these are."""
    from pydock.compose.requests.labels import COMPOSE_VERSION

    if short:
        app.print(COMPOSE_VERSION)
    elif format == "json":
        app.print(f'{{"version":"{COMPOSE_VERSION}"}}')
    else:
        app.print(f"Docker Compose version {COMPOSE_VERSION}")
