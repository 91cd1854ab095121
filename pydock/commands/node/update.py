"""`docker node update`: update a node."""

from pydock.api import nodes
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.errors import reported_value_errors
from pydock.options.value_types import LIST
from pydock.spec.node import NodeUpdateOptions, updated_node_spec


@define("[OPTIONS] NODE", exactly(1), api_since="1.24", complete="nodes")
@option(
    "availability",
    help="Availability: active, pause (no new tasks) or drain (no tasks)",
    complete="choices:active,pause,drain",
)
@option("label-add", kind=LIST, help="Labels to add or change (key=value)")
@option("label-rm", kind=LIST, help="Labels to remove")
@option("role", help="Role: worker or manager", complete="choices:worker,manager")
def command(app: App, arguments: tuple[str, ...], options: NodeUpdateOptions) -> None:
    """Update a node and print its name.

    Examples:
      pydock node update --availability drain worker1
      pydock node update --label-add disk=ssd worker1
    """
    name = arguments[0]
    node = nodes.inspect(app.engine, name)
    with reported_value_errors():
        spec = updated_node_spec(node["Spec"], options, app.flags_given)
    nodes.update(app.engine, node["ID"], node["Version"]["Index"], spec)
    app.print(name)
