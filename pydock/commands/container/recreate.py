"""`pydock recreate`: replace a container by the same one with changes, which docker does not do."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.container.create_options import changeable_options
from pydock.commands.shared.container.recreate_request import RecreateOptions
from pydock.commands.shared.container.recreation import recreate
from pydock.options.value_types import SWITCH
from pydock.spec.version_rules import CONTAINER_RECREATE


@define(
    "[OPTIONS] CONTAINER",
    exactly(1),
    complete="containers",
    rules=CONTAINER_RECREATE,
    api_since="1.21",
)
@changeable_options
@option("image", "", help="Image of the new container", complete="images")
@option("pull", "", SWITCH, "Pull the image first")
@option("dry-run", "", SWITCH, "Show what would change, and change nothing")
def command(app: App, arguments: tuple[str, ...], options: RecreateOptions) -> None:
    """Replace a container by the same one with changes.

    The new container has the options of the old one, its volumes (anonymous ones too), networks
    with aliases and addresses, links and labels. An option replaces the value of the same name,
    key, port or path, and adds to lists.

    The new one is created first. Then the old one is stopped and renamed, the new one gets its
    name and starts, and the old one is removed once the new one has started and, where it has a
    health check, is healthy. If any step fails, the old container is restored; the next recreate
    undoes what an interrupted one left. A second recreate of the same container is refused.
    Containers that share its network (they are listed) or link to it must be recreated as well.

    Examples:
      pydock recreate web -p 8081:80 -e MODE=debug
      pydock recreate web --image web:2
      pydock recreate web --pull --dry-run
    """
    recreate(app, arguments[0], options)
