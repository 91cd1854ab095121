"""`docker start`: start stopped containers."""

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.container.attach_session import Streams, resolve_detach_keys
from pydock.commands.shared.container.start_container import start_attached
from pydock.errors import PydockError
from pydock.options.value_types import STRING, SWITCH


@define("[OPTIONS] CONTAINER [CONTAINER...]", at_least(1), complete="containers:stopped")
@option("attach", "a", SWITCH, "Attach standard output and error, and forward signals")
@option("checkpoint", "", STRING, "Checkpoint to restore", experimental=True)
@option("checkpoint-dir", "", STRING, "Directory of the checkpoint", experimental=True)
@option("detach-keys", "", STRING, "Detach key sequence")
@option("interactive", "i", SWITCH, "Attach standard input")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    attach: bool,
    checkpoint: str,
    checkpoint_dir: str,
    detach_keys: str,
    interactive: bool,
) -> int | None:
    """Start one or more stopped containers."""

    def restore(container: str) -> None:
        containers.start(
            app.engine, container, checkpoint=checkpoint, checkpoint_dir=checkpoint_dir
        )

    if attach or interactive:
        if len(arguments) > 1:
            raise PydockError("you cannot start and attach multiple containers at once")
        keys = resolve_detach_keys(app, detach_keys)
        found = containers.inspect(app.engine, arguments[0])
        container_id, config = found["Id"], found["Config"]
        tty = config.get("Tty", False)
        return start_attached(
            app,
            container_id,
            Streams(tty, interactive and config.get("OpenStdin", False), keys),
            lambda: restore(container_id),
            forward_signals=not tty,
            exit_on_interrupt=True,
            auto_remove=found.get("HostConfig", {}).get("AutoRemove", False),
        )
    if checkpoint:
        if len(arguments) > 1:
            raise PydockError("you cannot restore multiple containers at once")
        restore(arguments[0])
        return None
    _start_all(app, arguments)
    return None


def _start_all(app: App, names: tuple[str, ...]) -> None:
    failed = []
    for name in names:
        try:
            containers.start(app.engine, name)
        except PydockError as error:
            app.warn(error.message)
            failed.append(name)
        else:
            app.print(name)
    if failed:
        raise PydockError(f"failed to start containers: {', '.join(failed)}")
