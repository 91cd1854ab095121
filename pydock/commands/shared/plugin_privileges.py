"""The question whether a plugin may have what it asks for."""

from __future__ import annotations

from typing import Any

from pydock.api import plugins
from pydock.cli.app import App
from pydock.commands.shared.prompt import confirmed
from pydock.errors import PydockError

Json = dict[str, Any]


def granted_privileges(
    app: App, remote: str, shown_name: str, auth: str, *, asks: bool
) -> list[Json]:
    """What the plugin `remote` asks for, once the person has agreed to it.

    PydockError when the person does not.
    """
    wanted = plugins.privileges(app.engine, remote, auth) or []
    if not asks or not wanted:
        return wanted
    lines = [f'Plugin "{shown_name}" is requesting the following privileges:']
    for privilege in wanted:
        values = " ".join(privilege.get("Value") or ())
        lines.append(f" - {privilege['Name']}: [{values}]")
    if not confirmed(app, "\n".join([*lines, "Do you grant the above permissions?"])):
        raise PydockError(f"permission denied while installing plugin {remote}")
    return wanted
