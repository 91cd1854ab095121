"""Confirm the privileges that a plugin requests."""

from typing import Any

from pydock.api import plugins
from pydock.cli.app import App
from pydock.commands.shared.prompt import confirm
from pydock.errors import PydockError

Json = dict[str, Any]


def accept_privileges(
    app: App, remote: str, shown_name: str, auth: str, *, prompt: bool
) -> list[Json]:
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
