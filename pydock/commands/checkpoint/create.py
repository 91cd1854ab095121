"""`docker checkpoint create`: checkpoint a running container."""

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
@option("checkpoint-dir", help="Checkpoint directory on the engine's host")
@option("leave-running", kind=SWITCH, help="Keep the container running")
def command(
    app: App, arguments: tuple[str, ...], *, checkpoint_dir: str, leave_running: bool
) -> None:
    """Create a checkpoint of a running container."""
    container, name = arguments
    checkpoints.create(app.engine, container, name, directory=checkpoint_dir, end=not leave_running)
    app.print(name)
