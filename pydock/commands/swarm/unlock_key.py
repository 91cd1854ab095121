"""`docker swarm unlock-key`: show or rotate the unlock key of managers."""

from pydock.api import swarm
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.swarm.instructions import print_unlock_command, unlock_key
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH


@define("[OPTIONS]", no_arguments, api_since="1.24")
@option("quiet", "q", SWITCH, "Print the key only")
@option("rotate", "", SWITCH, "Replace the unlock key")
def command(app: App, arguments: tuple[str, ...], *, quiet: bool, rotate: bool) -> None:
    """Show or replace the key that unlocks a restarted manager."""
    if rotate:
        _rotate(app)
        if not quiet:
            app.print("Successfully rotated manager unlock key.")
    key = unlock_key(app)
    if not key:
        raise PydockError("no unlock key is set")
    if quiet:
        app.print(key)
    else:
        print_unlock_command(app, key)


def _rotate(app: App) -> None:
    found = swarm.inspect(app.engine)
    if not (found["Spec"].get("EncryptionConfig") or {}).get("AutoLockManagers"):
        raise PydockError("cannot rotate because autolock is not turned on")
    swarm.update(app.engine, found["Version"]["Index"], found["Spec"], rotate_unlock_key=True)
