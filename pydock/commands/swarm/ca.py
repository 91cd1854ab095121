"""`docker swarm ca`: show or rotate the root CA of the swarm."""

import time
from collections.abc import Iterator

from pydock.api import nodes, swarm
from pydock.api.types.swarm import Swarm
from pydock.cli.app import App
from pydock.cli.command import define, no_arguments, option
from pydock.commands.shared.swarm.options import PEM_FILE, ca_options
from pydock.errors import PydockError, reported_value_errors
from pydock.options.value_types import SWITCH
from pydock.progress.ca_rotation import Rotation, display_rotation, rotation_of
from pydock.spec.swarm import RotateOptions, rotated_ca_spec

POLL_SECONDS = 0.2
_ONLY_TO_ROTATE = ("ca-cert", "ca-key", "cert-expiry", "external-ca")


@define("[OPTIONS]", no_arguments, api_since="1.30")
@option("ca-cert", "", PEM_FILE, "Root CA certificate (PEM file)", complete="files")
@option("ca-key", "", PEM_FILE, "Root CA key (PEM file)", complete="files")
@ca_options
@option("detach", "d", SWITCH, "Exit without waiting for the rotation to complete")
@option("quiet", "q", SWITCH, "Suppress progress output")
@option("rotate", "", SWITCH, "Rotate the root CA (default: generate a new one)")
def command(app: App, arguments: tuple[str, ...], options: RotateOptions) -> None:
    """Show the root CA certificate of the swarm, or rotate it."""
    found = swarm.inspect(app.engine)
    if not options["rotate"]:
        for name in _ONLY_TO_ROTATE:
            if app.given(name.replace("-", "_")):
                raise PydockError(f"`--{name}` flag requires the `--rotate` flag to update the CA")
        _print_root(app, found)
        return
    with reported_value_errors():
        spec = rotated_ca_spec(found["Spec"], options, app.flags_given)
    swarm.update(app.engine, found["Version"]["Index"], spec)
    if options["detach"]:
        return
    try:
        _wait(app, options["quiet"])
    except KeyboardInterrupt:
        app.print("Operation continuing in background.")
        app.print(f"`{app.program} info` shows its state.")
    if not options["quiet"]:
        _print_root(app, swarm.inspect(app.engine))


def _wait(app: App, quiet: bool) -> None:
    """Show progress until all nodes have the new root CA."""
    if not quiet:
        terminal = app.is_terminal("stdout")
        display_rotation(_states(app), app.stdout, terminal=terminal, environ=app.environ)
        return
    for _ in _states(app):
        pass


def _states(app: App) -> Iterator[Rotation]:
    state = None
    while True:
        found = swarm.inspect(app.engine)
        if state and state.is_done:
            return
        state = rotation_of(found, nodes.ls(app.engine))
        yield state
        time.sleep(POLL_SECONDS)


def _print_root(app: App, found: Swarm) -> None:
    root = (found.get("TLSInfo") or {}).get("TrustRoot", "").strip()
    if not root:
        raise PydockError("no CA information available")
    app.print(root)
