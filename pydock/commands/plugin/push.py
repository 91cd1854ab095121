"""`docker plugin push`: upload a plugin to a registry."""

from pydock.api import plugins
from pydock.cli.app import App
from pydock.cli.command import define, exactly
from pydock.commands.shared.image.content_trust import content_trust_option, refuse_content_trust
from pydock.commands.shared.image.image_reference import parse_reference
from pydock.commands.shared.streams import show_progress
from pydock.errors import PydockError


@define("[OPTIONS] PLUGIN[:TAG]", exactly(1), api_since="1.25", complete="plugins")
@content_trust_option
def command(app: App, arguments: tuple[str, ...], *, disable_content_trust: bool) -> None:
    """Upload a plugin to its registry."""
    plugin = parse_reference(arguments[0]).with_default_tag()
    if plugin.digest:
        raise PydockError(f"invalid name: {arguments[0]}")
    refuse_content_trust(app, disable_content_trust)
    auth = app.credentials.get_for(plugin).header()
    show_progress(app, plugins.push(app.engine, plugin.familiar, auth))
