"""`docker service create`: create a service."""

from pydock.api import services
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.dotenv_files import add_dotenv_variables
from pydock.commands.shared.swarm.service_changes import (
    request_context,
    resolve_image,
    wait_unless_detached,
)
from pydock.commands.shared.swarm.service_lookups import identify, registry_auth
from pydock.commands.shared.swarm.service_options import create_options
from pydock.errors import reported_value_errors
from pydock.spec.service.create import service_spec
from pydock.spec.service.option_types import ServiceCreateOptions
from pydock.spec.version_rules import SERVICE_CREATE


@define(
    "[OPTIONS] IMAGE [COMMAND] [ARG...]",
    at_least(1),
    api_since="1.24",
    interspersed=False,
    complete="images",
    rules=SERVICE_CREATE,
)
@create_options
def command(app: App, arguments: tuple[str, ...], options: ServiceCreateOptions) -> None:
    """Create a service, print its ID and wait for its tasks to run.

    Examples:
      pydock service create --name web --replicas 3 -p 8080:80 nginx
      pydock service create --name agent --mode global --mount type=bind,src=/var/log,dst=/log agent
      pydock service create --name fill --mode replicated-job --replicas 10 tool ./fill.sh
    """
    image, *command_line = arguments
    with reported_value_errors():
        add_dotenv_variables(app, options)
        spec = service_spec(options, app.flags_given, image, command_line, request_context(app))
    identify(app.engine, spec)
    auth = registry_auth(app, image) if options["with_registry_auth"] else ""
    warnings = resolve_image(app, spec, auth, not options["no_resolve_image"])
    created = services.create(app.engine, spec, auth)
    app.warn(*warnings, *(created.get("Warnings") or ()))
    app.print(created["ID"])
    wait_unless_detached(app, created["ID"], options["detach"], quiet=options["quiet"])
