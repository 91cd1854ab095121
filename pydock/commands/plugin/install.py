"""`docker plugin install`: install a plugin."""

from pydock.api import plugins
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.image.content_trust import content_trust_option, refuse_content_trust
from pydock.commands.shared.image.image_reference import parse_reference
from pydock.commands.shared.plugin_privileges import accept_privileges, grant_option
from pydock.commands.shared.streams import show_progress
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH


@define("[OPTIONS] PLUGIN [KEY=VALUE...]", at_least(1), api_since="1.25")
@option("alias", help="Local name of the plugin")
@option("disable", kind=SWITCH, help="Do not enable the plugin")
@content_trust_option
@grant_option
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    alias: str,
    disable: bool,
    disable_content_trust: bool,
    grant_all_permissions: bool,
) -> None:
    """Install a plugin and enable it, after confirmation of its privileges."""
    remote, *settings = arguments
    reference = parse_reference(remote)
    name = parse_reference(alias).with_default_tag().familiar if alias else ""
    if name and parse_reference(alias).digest:
        raise PydockError(f"invalid name: {alias}")
    refuse_content_trust(app, disable_content_trust)
    auth = app.credentials.get_for(reference).header()
    granted = accept_privileges(app, str(reference), remote, auth, prompt=not grant_all_permissions)
    answer = plugins.pull(app.engine, str(reference), name, granted, auth)
    installed = answer.headers.get("docker-plugin-name", "")
    show_progress(app, answer)
    installed = installed or name or reference.with_default_tag().familiar
    if settings:
        plugins.configure(app.engine, installed, settings)
    if not disable:
        plugins.enable(app.engine, installed, timeout_seconds=0)
    app.print(f"Installed plugin {remote}")
