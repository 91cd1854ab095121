from __future__ import annotations

from typing import Any

from pydock.api import volumes
from pydock.cli.app import App
from pydock.cli.command import at_most, define, option
from pydock.errors import PydockError
from pydock.options.environment import LABELS
from pydock.options.value_types import BYTES, LIST, MAP, String
from pydock.spec.volume import volume_create_body


@define("[OPTIONS] [VOLUME]", at_most(1), api_since="1.21")
@option(
    "availability",
    "",
    String("active"),
    "Of a cluster volume: active, pause or drain",
    api_since="1.42",
    default_text='"active"',
    complete="choices:active,pause,drain",
)
@option("driver", "d", String("local"), "Driver of the volume", default_text='"local"')
@option("group", help="Group of the cluster volume", api_since="1.42")
@option("label", kind=LABELS, help="Labels of the volume", engine_since="1.23")
@option("limit-bytes", kind=BYTES, help="Largest size of the cluster volume", api_since="1.42")
@option("name", help="Name of the volume", hidden=True)
@option("opt", "o", MAP, "Options of the driver", default_text="map[]")
@option("required-bytes", kind=BYTES, help="Smallest size of the cluster volume", api_since="1.42")
@option(
    "scope",
    "",
    String("single"),
    "Nodes that may use the cluster volume: single or multi",
    api_since="1.42",
    default_text='"single"',
    complete="choices:single,multi",
)
@option(
    "secret", kind=MAP, help="Secrets of the cluster volume", api_since="1.42", default_text="map[]"
)
@option(
    "sharing",
    "",
    String("none"),
    "Tasks that may share it: none, readonly, onewriter, all",
    api_since="1.42",
    default_text='"none"',
    complete="choices:none,readonly,onewriter,all",
)
@option("topology-preferred", kind=LIST, help="Topology that it had best be in", api_since="1.42")
@option("topology-required", kind=LIST, help="Topology that it must be in", api_since="1.42")
@option(
    "type",
    "",
    String("block"),
    "Access to the cluster volume: mount or block",
    api_since="1.42",
    default_text='"block"',
    complete="choices:mount,block",
)
def command(app: App, arguments: tuple[str, ...], **options: Any) -> None:
    """Create a volume and print its name."""
    if arguments and options["name"]:
        raise PydockError(
            "conflicting options: cannot specify a volume-name through both --name and as a"
            " positional arg"
        )
    name = arguments[0] if arguments else options["name"]
    body = volume_create_body(name, options, app.flags_given)
    app.print(volumes.create(app.engine, body)["Name"])
