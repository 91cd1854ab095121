"""`docker volume update`: update a cluster volume."""

from pydock.api import volumes
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.errors import PydockError
from pydock.spec.version_rules import VOLUME_UPDATE


@define("[OPTIONS] [VOLUME]", exactly(1), api_since="1.42", complete="volumes", rules=VOLUME_UPDATE)
@option(
    "availability",
    help="Availability of a cluster volume: active, pause or drain",
    default_text='"active"',
    complete="choices:active,pause,drain",
)
def command(app: App, arguments: tuple[str, ...], *, availability: str) -> None:
    """Update a cluster volume."""
    cluster = volumes.inspect(app.engine, arguments[0]).get("ClusterVolume")
    if not cluster:
        raise PydockError("can only update cluster volumes")
    spec = cluster["Spec"]
    if app.given("availability"):
        spec["Availability"] = availability
    volumes.update(app.engine, cluster["ID"], cluster["Version"]["Index"], spec)
