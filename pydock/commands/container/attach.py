"""`docker attach`: attach the terminal to a running container."""

from functools import partial

from pydock.api import containers
from pydock.api.types.containers import ContainerInspect
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.container.attach_session import (
    AttachSession,
    Streams,
    require_terminal,
    resolve_detach_keys,
)
from pydock.commands.shared.container.exit_status import watch_exit
from pydock.errors import PydockError
from pydock.options.value_types import STRING, SWITCH, Switch


@define("[OPTIONS] CONTAINER", exactly(1), complete="containers:running")
@option("detach-keys", "", STRING, "Detach key sequence")
@option("no-stdin", "", SWITCH, "Do not attach standard input")
@option("sig-proxy", "", Switch(True), "Forward signals to the container")
def command(
    app: App, arguments: tuple[str, ...], *, detach_keys: str, no_stdin: bool, sig_proxy: bool
) -> int:
    """Attach standard input, output and error to a running container.

    The command ends when the container exits, with its exit status. The detach key sequence
    (ctrl-p,ctrl-q by default) detaches from a container with a terminal and leaves it running.
    """
    (name,) = arguments
    engine = app.engine
    keys = resolve_detach_keys(app, detach_keys)
    with watch_exit(engine, name, "") as end:
        streams = _streams(app, name, no_stdin, keys)
        forwards = sig_proxy and not streams.tty
        forward = partial(containers.kill, engine, name) if forwards else None
        with AttachSession(app, forward=forward) as session:
            connection = containers.attach(
                engine, name, stdin=streams.stdin, stdout=True, stderr=True, detach_keys=keys
            )
            session.attach(connection, streams)
            _running(app, name)  # the attach stream of an exited container never ends
            if streams.tty and app.is_terminal("stdout"):
                session.follow_size(partial(containers.resize, engine, name), redraw=True)
            session.copy()
        return end.status()


def _streams(app: App, name: str, no_stdin: bool, detach_keys: str) -> Streams:
    config = _running(app, name)["Config"]
    tty = config.get("Tty", False)
    require_terminal(app, stdin=not no_stdin, tty=tty)
    return Streams(tty, not no_stdin and config.get("OpenStdin", False), detach_keys)


def _running(app: App, name: str) -> ContainerInspect:
    """Inspect the container; PydockError unless it is running and can be attached to."""
    found = containers.inspect(app.engine, name)
    state = found["State"]
    if not state["Running"]:
        raise PydockError("cannot attach to a stopped container, start it first")
    if state.get("Paused"):
        raise PydockError("cannot attach to a paused container, unpause it first")
    if state.get("Restarting"):
        raise PydockError("cannot attach to a restarting container, wait until it is running")
    return found
