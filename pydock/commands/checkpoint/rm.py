"""`docker checkpoint rm`: remove a checkpoint."""

from pydock.api import checkpoints
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option


@define(
    "[OPTIONS] CONTAINER CHECKPOINT",
    exactly(2),
    api_since="1.25",
    complete="containers",
    experimental=True,
)
@option("checkpoint-dir", help="Checkpoint directory on the engine's host")
def command(app: App, arguments: tuple[str, ...], *, checkpoint_dir: str) -> None:
    """Remove a checkpoint of a container."""
    container, name = arguments
    checkpoints.rm(app.engine, container, name, directory=checkpoint_dir)
