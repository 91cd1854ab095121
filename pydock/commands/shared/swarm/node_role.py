"""Change the role of nodes, for `node promote` and `node demote`."""

from collections.abc import Iterable

from pydock.api import nodes
from pydock.cli.app import App


def change_role(app: App, names: Iterable[str], role: str, done: str) -> None:
    """Set the nodes' role, up to a failure; `done` is the success message with {name}."""
    for name in names:
        node = nodes.inspect(app.engine, name)
        if node["Spec"].get("Role") == role:
            app.print(f"Node {name} is already a {role}.")
            continue
        spec = {**node["Spec"], "Role": role}
        nodes.update(app.engine, node["ID"], node["Version"]["Index"], spec)
        app.print(done.format(name=name))
