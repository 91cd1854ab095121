"""`docker image inspect`: show details of images."""

from collections.abc import Mapping
from typing import Any

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option, own_option
from pydock.commands.shared.image.image_reference import platform_option
from pydock.commands.shared.inspect import inspect_each
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import IMAGE_INSPECT


@define("[OPTIONS] IMAGE [IMAGE...]", at_least(1), complete="images", rules=IMAGE_INSPECT)
@option("format", "f", help="Output format: 'json' or a Go template")
@option("platform", help="Platform of the image, such as linux/amd64", complete="platforms")
@own_option("attestations", kind=SWITCH, help="Add the in-toto attestations of the image")
@own_option(
    "insecure", "", SWITCH, "Of --remote: allow registries without TLS or verified certificates"
)
@own_option(
    "remote",
    "",
    SWITCH,
    "Show what the registry has, without an engine or a pull",
    without_engine=True,
)
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    format: str,
    platform: str,
    attestations: bool,
    insecure: bool,
    remote: bool,
) -> int:
    """Show details of one or more images.

    --remote shows the image for this machine's platform, or that of --platform, as it is in its
    registry: Size is compressed, and Platforms are all that there are.

    Examples:
      pydock image inspect --platform linux/arm64 alpine
      pydock image inspect --attestations -f '{{json .Attestations}}' alpine
      pydock image inspect --remote -f '{{.Config.Entrypoint}} {{.Platforms}}' postgres:17
    """
    if remote:
        from pydock.commands.shared.image.remote_inspect import finder

        if attestations:
            raise PydockError("conflicting options: --attestations and --remote")
        return inspect_each(app, arguments, finder(app, platform, insecure=insecure), format)
    parsed = platform_option(platform)

    def find(name: str) -> tuple[str, Mapping[str, Any]]:
        found = images.inspect(app.engine, name, platform=parsed, raw=True)
        if not attestations:
            return "image", found
        added = images.attestations(app.engine, name, platform=parsed)
        return "image", {**found, "Attestations": added}

    return inspect_each(app, arguments, find, format)
