"""`docker checkpoint ls`: list the checkpoints of a container."""

from pydock.api import checkpoints
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.views.checkpoint import CheckpointView
from pydock.views.listing import Listing


@define(
    "[OPTIONS] CONTAINER", exactly(1), api_since="1.25", complete="containers", experimental=True
)
@option("checkpoint-dir", help="Checkpoint directory on the engine's host")
def command(app: App, arguments: tuple[str, ...], *, checkpoint_dir: str) -> None:
    """List the checkpoints of a container."""
    found = checkpoints.ls(app.engine, arguments[0], directory=checkpoint_dir)
    app.write(Listing(CheckpointView).text(CheckpointView(item) for item in found))
