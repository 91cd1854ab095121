"""`docker service rollback`: roll back a service to its previous specification."""

from pydock.api import services
from pydock.cli.app import App
from pydock.cli.command import define, exactly
from pydock.commands.shared.swarm.service_changes import wait_unless_detached
from pydock.commands.shared.swarm.service_lookups import add_default_tag
from pydock.commands.shared.swarm.service_options import detach_option, quiet_option
from pydock.spec.version_rules import SERVICE_WAIT


@define("[OPTIONS] SERVICE", exactly(1), api_since="1.31", complete="services", rules=SERVICE_WAIT)
@detach_option
@quiet_option
def command(app: App, arguments: tuple[str, ...], *, detach: bool, quiet: bool) -> None:
    """Roll back a service to its previous specification."""
    name = arguments[0]
    service = services.inspect(app.engine, name)
    add_default_tag(service["Spec"])
    app.warn(*services.update(app.engine, service, service["Spec"], rollback="previous"))
    app.print(name)
    wait_unless_detached(app, name, detach, quiet=quiet)
