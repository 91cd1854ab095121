"""`docker network rm`: remove networks."""

from pydock.api import networks
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.prompt import confirm
from pydock.errors import ApiError, PydockError, Reported
from pydock.options.value_types import SWITCH


@define("NETWORK [NETWORK...]", at_least(1), api_since="1.21", complete="networks:custom")
@option("force", "f", SWITCH, "Ignore missing networks")
def command(app: App, arguments: tuple[str, ...], *, force: bool) -> None:
    """Remove one or more networks."""
    failed = False
    for name in arguments:
        try:
            if _is_ingress(app, name) and not _may_remove_ingress(app):
                continue
            networks.rm(app.engine, name)
        except PydockError as error:
            if force and isinstance(error, ApiError) and error.status == 404:
                continue
            app.warn(error.message)
            failed = True
        else:
            app.print(name)
    if failed:
        raise Reported(1)


def _is_ingress(app: App, name: str) -> bool:
    try:
        return bool(networks.inspect(app.engine, name).get("Ingress"))
    except PydockError:
        return False


def _may_remove_ingress(app: App) -> bool:
    return confirm(
        app,
        "WARNING! Before removing the routing-mesh network, make sure all the nodes in your"
        " swarm run the same docker engine version. Otherwise, removal may not be effective"
        " and functionality of newly create ingress networks will be impaired.\n"
        "Are you sure you want to continue?",
    )
