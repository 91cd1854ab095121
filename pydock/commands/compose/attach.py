"""`docker compose attach`: attach the terminal to a container of a project."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.compose.command_options import dry_run_option, index_option
from pydock.options.value_types import SWITCH, Switch


@define("[OPTIONS] SERVICE", exactly(1))
@option("detach-keys", help="Detach key sequence")
@dry_run_option
@index_option
@option("no-stdin", "", SWITCH, "Do not attach standard input")
@option("sig-proxy", "", Switch(True), "Forward signals to the container")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    detach_keys: str,
    dry_run: bool,
    index: int,
    no_stdin: bool,
    sig_proxy: bool,
) -> int | None:
    """Attach standard input, output and error to a running container of a service."""
    from pydock.commands.shared.compose.containers import one_container
    from pydock.commands.shared.compose.delegation import run_command
    from pydock.commands.shared.compose.opening import name_scope

    container = one_container(name_scope(app, dry_run=dry_run), arguments[0], index)
    return run_command(
        app, "container attach", (container.id,),
        detach_keys=detach_keys, no_stdin=no_stdin, sig_proxy=sig_proxy,
    )  # fmt: skip
