"""`docker plugin push`: upload a plugin to a registry."""

from __future__ import annotations

from pydock.api import plugins
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.image_reference import parse_reference, refuse_content_trust
from pydock.commands.shared.registry_login import with_login
from pydock.commands.shared.streams import show_progress
from pydock.errors import PydockError
from pydock.options.value_types import Switch


@define("[OPTIONS] PLUGIN[:TAG]", exactly(1), api_since="1.25", complete="plugins")
@option("disable-content-trust", "", Switch(True), "Skip image signing", default_text="true")
def command(app: App, arguments: tuple[str, ...], *, disable_content_trust: bool) -> None:
    """Upload a plugin to its registry."""
    plugin = parse_reference(arguments[0]).with_default_tag()
    if plugin.digest:
        raise PydockError(f"invalid name: {arguments[0]}")
    refuse_content_trust(app, disable_content_trust)
    answer = with_login(
        app,
        plugin.registry,
        "push",
        lambda auth: plugins.push(app.engine, plugin.familiar, auth),
    )
    show_progress(app, answer)
