"""What `node promote` and `node demote` have in common."""

from __future__ import annotations

from collections.abc import Iterable

from pydock.api import nodes
from pydock.cli.app import App


def change_role(app: App, names: Iterable[str], role: str, done: str) -> None:
    """Give each node the role, up to the first one that cannot have it (PydockError).

    `done` says what has become of a node, {name}.
    """
    for name in names:
        node = nodes.inspect(app.engine, name)
        if node["Spec"].get("Role") == role:
            app.print(f"Node {name} is already a {role}.")
            continue
        spec = {**node["Spec"], "Role": role}
        nodes.update(app.engine, node["ID"], node["Version"]["Index"], spec)
        app.print(done.format(name=name))
