"""`docker plugin upgrade`: upgrade a plugin."""

from pydock.api import plugins
from pydock.cli.app import App
from pydock.cli.command import between, define, option
from pydock.commands.shared.image.content_trust import content_trust_option, refuse_content_trust
from pydock.commands.shared.plugin_privileges import accept_privileges, grant_option
from pydock.commands.shared.prompt import confirm
from pydock.commands.shared.streams import show_progress
from pydock.errors import PydockError, reported_value_errors
from pydock.oci.reference import Reference, parse
from pydock.options.value_types import SWITCH


@define("[OPTIONS] PLUGIN [REMOTE]", between(1, 2), api_since="1.26", complete="plugins -")
@content_trust_option
@grant_option
@option("skip-remote-check", kind=SWITCH, help="Skip the check for a different remote image")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    disable_content_trust: bool,
    grant_all_permissions: bool,
    skip_remote_check: bool,
) -> None:
    """Upgrade a disabled plugin, from its original image or another one."""
    try:
        found = plugins.inspect(app.engine, arguments[0])
    except PydockError as error:
        raise PydockError(f"error reading plugin data: {error.message}") from None
    if found.get("Enabled"):
        raise PydockError("the plugin must be disabled before upgrading")
    local = found["Name"]
    current = found.get("PluginReference") or local
    remote_name = arguments[1] if arguments[1:] and arguments[1] else current
    requested = _reference(remote_name, "remote upgrade")
    remote = requested.with_default_tag()
    origin = _reference(current, "current").with_default_tag()
    app.print(f"Upgrading plugin {local} from {origin.familiar} to {remote.familiar}")
    if remote != origin and not skip_remote_check:  # noqa: SIM102 (a prompt is not a condition)
        if not confirm(app, "Plugin images do not match, are you sure?"):
            return
    refuse_content_trust(app, disable_content_trust)
    auth = app.credentials.get_for(remote).header()
    granted = accept_privileges(
        app, str(requested), str(remote), auth, prompt=not grant_all_permissions
    )
    show_progress(app, plugins.upgrade(app.engine, local, str(requested), granted, auth))
    app.print(f"Upgraded plugin {local} to {remote_name}")


def _reference(text: str, what: str) -> Reference:
    with reported_value_errors(f"error parsing {what} image reference: "):
        return parse(text)
