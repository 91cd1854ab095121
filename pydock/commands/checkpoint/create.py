from __future__ import annotations

from pydock.api import checkpoints
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.options.value_types import SWITCH


@define(
    "[OPTIONS] CONTAINER CHECKPOINT",
    exactly(2),
    api_since="1.25",
    complete="containers:running",
    experimental=True,
)
@option("checkpoint-dir", help="Folder of the engine's machine to save it in")
@option("leave-running", kind=SWITCH, help="Let the container go on")
def command(
    app: App, arguments: tuple[str, ...], *, checkpoint_dir: str, leave_running: bool
) -> None:
    """Save the state of a running container as a checkpoint."""
    container, name = arguments
    checkpoints.create(app.engine, container, name, directory=checkpoint_dir, end=not leave_running)
    app.print(name)
