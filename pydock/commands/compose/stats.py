"""`docker compose stats`: show the resource usage of a project's containers."""

from pydock.cli.app import App
from pydock.cli.command import at_most, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.options.value_types import SWITCH


@define("[OPTIONS] [SERVICE]", at_most(1))
@option("all", "a", SWITCH, "Show all containers (default: running ones only)")
@dry_run_option
@option(
    "format",
    help="Output format: 'table', 'table TEMPLATE', 'json' or a Go template",
    complete="choices:table,json",
)
@option("no-stream", "", SWITCH, "Print the first result and exit")
@option("no-trunc", "", SWITCH, "Do not truncate output")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    all: bool,
    dry_run: bool,
    format: str,
    no_stream: bool,
    no_trunc: bool,
) -> int | None:
    """Show the CPU, memory, network and disk usage of a project's containers, live."""
    from pydock.commands.shared.compose.delegation import run_command
    from pydock.commands.shared.compose.opening import name_scope
    from pydock.compose.requests import labels

    label_filters = [f"{labels.PROJECT}={name_scope(app, dry_run=dry_run).name}"]
    label_filters += [f"{labels.SERVICE}={service}" for service in arguments]
    return run_command(
        app, "container stats", (),
        all=all, filter={"label": label_filters}, format=format, no_stream=no_stream,
        no_trunc=no_trunc,
    )  # fmt: skip
