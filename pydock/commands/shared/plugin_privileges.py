"""Confirm the privileges that a plugin requests."""

from pydock.api import plugins
from pydock.api.types.plugins import PluginPrivilege
from pydock.cli.app import App
from pydock.cli.command import option
from pydock.commands.shared.prompt import confirm
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH

grant_option = option(
    "grant-all-permissions", kind=SWITCH, help="Grant all requested privileges without confirmation"
)


def accept_privileges(
    app: App, remote: str, shown_name: str, auth: str, *, prompt: bool
) -> list[PluginPrivilege]:
    """Return the privileges that the plugin requests, confirmed; PydockError if refused."""
    requested = plugins.privileges(app.engine, remote, auth) or []
    if not prompt or not requested:
        return requested
    lines = [f'Plugin "{shown_name}" is requesting the following privileges:']
    for privilege in requested:
        values = " ".join(privilege.get("Value") or ())
        lines.append(f" - {privilege['Name']}: [{values}]")
    if not confirm(app, "\n".join([*lines, "Do you grant the above permissions?"])):
        raise PydockError(f"permission denied while installing plugin {remote}")
    return requested
