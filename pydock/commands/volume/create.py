"""`docker volume create`: create a volume."""

from pydock.api import volumes
from pydock.cli.app import App
from pydock.cli.command import at_most, define, option
from pydock.errors import PydockError
from pydock.options.environment import LABELS
from pydock.options.value_types import BYTES, LIST, MAP, String
from pydock.spec.version_rules import VOLUME_CREATE
from pydock.spec.volume import VolumeCreateOptions, volume_create_body


@define("[OPTIONS] [VOLUME]", at_most(1), api_since="1.21", rules=VOLUME_CREATE)
@option(
    "availability",
    "",
    String("active"),
    "Availability of a cluster volume: active, pause or drain",
    complete="choices:active,pause,drain",
)
@option("driver", "d", String("local"), "Volume driver")
@option("group", help="Group of a cluster volume")
@option("label", kind=LABELS, help="Labels of the volume (key=value)")
@option("limit-bytes", kind=BYTES, help="Maximum size of a cluster volume")
@option("name", help="Name of the volume", hidden=True)
@option("opt", "o", MAP, "Driver options (key=value)", default_text="map[]")
@option("required-bytes", kind=BYTES, help="Minimum size of a cluster volume")
@option(
    "scope",
    "",
    String("single"),
    "Scope of a cluster volume: single or multi (nodes)",
    complete="choices:single,multi",
)
@option("secret", kind=MAP, help="Secrets of a cluster volume (key=value)", default_text="map[]")
@option(
    "sharing",
    "",
    String("none"),
    "Sharing of a cluster volume: none, readonly, onewriter or all",
    complete="choices:none,readonly,onewriter,all",
)
@option("topology-preferred", kind=LIST, help="Preferred topology of a cluster volume")
@option("topology-required", kind=LIST, help="Required topology of a cluster volume")
@option(
    "type",
    "",
    String("block"),
    "Access type of a cluster volume: mount or block",
    complete="choices:mount,block",
)
def command(app: App, arguments: tuple[str, ...], options: VolumeCreateOptions) -> None:
    """Create a volume and print its name."""
    if arguments and options["name"]:
        raise PydockError(
            "conflicting options: cannot specify a volume-name through both --name and as a"
            " positional arg"
        )
    name = arguments[0] if arguments else options["name"]
    body = volume_create_body(name, options, app.flags_given)
    app.print(volumes.create(app.engine, body)["Name"])
