"""`pydock volume rename`: give a volume another name, which no engine can do."""

import time
from contextlib import ExitStack

from pydock.api import volumes
from pydock.cli.app import App
from pydock.cli.command import define, exactly
from pydock.commands.shared.container.abandoned_helpers import remove_abandoned
from pydock.commands.shared.volume.container import EngineVolume, existing, using_containers
from pydock.commands.shared.volume.options import quiet_option
from pydock.commands.shared.volume.transfer import amount, copy_volume, engine_volumes, exists
from pydock.errors import Conflict, NotSupported, PydockError
from pydock.spec.volume import is_stored_elsewhere, volume_copy_body
from pydock.terminal.unwinding import unwinding_signals
from pydock.views.removal import main_name

_REMOVAL_TRIES = 50
_REMOVAL_STEP_SECONDS = 0.1


@define("[OPTIONS] VOLUME NEW_NAME", exactly(2), engine_since="1.25", complete="volumes:unused -")
@quiet_option
def command(app: App, arguments: tuple[str, ...], *, quiet: bool) -> None:
    """Rename a volume that no container uses.

    Engines cannot rename a volume: its files are copied to a new one with the same driver, driver
    options and labels, both are read again and compared, and then the old one is removed. Until
    then nothing of it is changed. A volume whose options name a device or a directory is created
    anew with the same options, and no file is copied. Podman reports too little of files for this.

    Examples:
      pydock volume rename data shop-data
    """
    if arguments[0] == arguments[1]:
        raise PydockError("the volume has that name already")
    text = ""
    with unwinding_signals(), ExitStack() as resources:
        source, target = engine_volumes(app, resources, *(("", name) for name in arguments))
        found = existing(source)
        _require_unused(source)
        if is_stored_elsewhere(found):
            if exists(target):
                raise PydockError(f"volume {target.name} exists: it is never replaced")
            volumes.create(target.engine, volume_copy_body(target.name, found, with_options=True))
        else:
            if target.engine.is_podman:
                raise NotSupported(
                    "Podman does not report mode and owner of a volume's top directory:"
                    " rename would lose them"
                )
            summary = copy_volume(app, source, target, quiet=quiet, for_rename=True)
            text = f"Copied {amount(summary)}"
        try:
            _remove(app, source)
        except PydockError as error:
            raise PydockError(
                f"{target.name} is whole, but {source.name} remains: {error.message}"
            ) from None
    app.print(target.name)
    if text and not quiet:
        app.print(text)


def _require_unused(volume: EngineVolume) -> None:
    """Raise PydockError for a volume of containers, stopped ones too: they know it by its name."""
    users = using_containers(volume)
    if users:
        names = ", ".join(sorted(map(main_name, users)))
        raise PydockError(f"volume {volume.name} is in use by {names}: remove it first, or copy")


def _remove(app: App, volume: EngineVolume) -> None:
    """Remove a volume once no other pydock reads it: another rename, which fails soon.

    Raises PydockError where that takes long, or where a container uses the volume by now.
    """
    for tries_left in reversed(range(_REMOVAL_TRIES)):
        try:
            volumes.rm(volume.engine, volume.name)
        except Conflict:
            if not tries_left or using_containers(volume):
                raise
            remove_abandoned(app, volume.engine)
            time.sleep(_REMOVAL_STEP_SECONDS)
        else:
            return
