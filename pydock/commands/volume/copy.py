"""`pydock volume copy`: copy a volume, also to another engine, which docker does not do."""

from contextlib import ExitStack

from pydock.cli.app import App
from pydock.cli.command import between, define, option
from pydock.commands.shared.volume.options import pause_option, quiet_option
from pydock.commands.shared.volume.transfer import amount, copy_volume, engine_volumes
from pydock.errors import PydockError
from pydock.terminal.unwinding import unwinding_signals


@define("[OPTIONS] VOLUME [NEW_NAME]", between(1, 2), engine_since="1.25", complete="volumes -")
@option(
    "from",
    help="Context or address of the engine that has the volume (default: the engine in use)",
    complete="contexts",
)
@pause_option
@quiet_option
@option(
    "to",
    help="Context or address of the engine that gets the copy (default: the engine in use)",
    complete="contexts",
)
def command(
    app: App, arguments: tuple[str, ...], *, from_: str, pause: bool, quiet: bool, to: str
) -> None:
    """Copy a volume to a new one, on the same engine or another one.

    The copy has the driver, driver options and labels, and its files are read back and compared.
    NEW_NAME must not exist; it is VOLUME by default. Sockets are left out, files with holes are
    written in full, and dockerd reports no extended attributes but capabilities.

    Examples:
      pydock volume copy data data-before-upgrade
      pydock volume copy data --to production
      pydock volume copy --from ssh://me@server --to default --pause data
    """
    with unwinding_signals(), ExitStack() as resources:
        names = (from_, arguments[0]), (to, arguments[-1])
        source, target = engine_volumes(app, resources, *names)
        if (source.url, source.name) == (target.url, target.name):
            raise PydockError("the copy requires a new name, or another engine: --to")
        summary = copy_volume(app, source, target, pause=pause, quiet=quiet)
    app.print(target.name)
    if not quiet:
        app.print(f"Copied {amount(summary)}")
