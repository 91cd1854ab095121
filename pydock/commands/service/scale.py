"""`docker service scale`: set the number of tasks of services."""

from pydock import catalog
from pydock.api import services
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.swarm.service_changes import wait_unless_detached
from pydock.commands.shared.swarm.service_lookups import add_default_tag
from pydock.commands.shared.swarm.service_options import detach_option
from pydock.errors import PydockError
from pydock.golang.strconv.numbers import parse_uint
from pydock.spec.service.placement import scaled
from pydock.spec.version_rules import SERVICE_WAIT


@define(
    "SERVICE=REPLICAS [SERVICE=REPLICAS...]",
    at_least(1),
    api_since="1.24",
    complete="services",
    rules=SERVICE_WAIT,
)
@detach_option
def command(app: App, arguments: tuple[str, ...], *, detach: bool) -> None:
    """Set the number of tasks of one or more services, and wait for them to run.

    Examples:
      pydock service scale web=5 worker=20
    """
    targets = [_split_argument(app, argument) for argument in arguments]
    errors: list[str] = []
    changed: list[str] = []
    for name, number in targets:
        try:
            replicas = scale(app, name, number)
        except (PydockError, ValueError) as error:
            errors.append(f"{name}: {error}")
        else:
            app.print(f"{name} scaled to {replicas}")
            changed.append(name)
    for name in changed:
        try:
            wait_unless_detached(app, name, detach)
        except PydockError as error:
            errors.append(f"{name}: {error.message}")
    if errors:
        raise PydockError("\n".join(errors))


def _split_argument(app: App, argument: str) -> tuple[str, str]:
    name, _, number = argument.partition("=")
    if not (name and number):
        usage = f"{app.program} service scale"
        raise PydockError(
            f"invalid scale specifier '{argument}'.\nSee '{usage} --help'.\n\n"
            f"Usage:  {usage} SERVICE=REPLICAS [SERVICE=REPLICAS...]\n\n"
            f"{catalog.COMMANDS['service scale']}"
        )
    return name, number


def scale(app: App, name: str, number: str) -> int:
    """Set the number of tasks of a service; ValueError for an invalid number."""
    try:
        replicas = parse_uint(number, any_base=False)
    except ValueError as error:
        raise ValueError(f"invalid replicas value {number}: {error}") from None
    service = services.inspect(app.engine, name)
    spec = {**service["Spec"], "Mode": scaled(service["Spec"].get("Mode") or {}, replicas)}
    add_default_tag(spec)
    app.warn(*services.update(app.engine, service, spec))
    return replicas
