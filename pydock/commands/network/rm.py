"""`docker network rm`: remove networks."""

from pydock.api import networks
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.prompt import confirm
from pydock.commands.shared.removal.glob_targets import dry_run_option, expanded
from pydock.errors import NotFound, PydockError
from pydock.options.value_types import SWITCH


@define("NETWORK [NETWORK...]", at_least(1), api_since="1.21", complete="networks:custom")
@option("force", "f", SWITCH, "Ignore missing networks")
@dry_run_option
def command(app: App, arguments: tuple[str, ...], *, dry_run: bool, force: bool) -> int:
    """Remove one or more networks.

    A quoted glob selects the networks whose name matches, except predefined ones; * alone prompts.

    Examples:
      pydock network rm 'test-*'
      pydock network rm --dry-run 'test-*'
    """
    targets = expanded(app, arguments, "networks", force=force, dry_run=dry_run)
    if dry_run:
        return _show(app, targets.names, force=force)
    status = 0
    for name in targets.names:
        try:
            if _is_ingress(app, name) and not _may_remove_ingress(app):
                continue
            networks.rm(app.engine, targets.id(name))
        except PydockError as error:
            if force and isinstance(error, NotFound):
                continue
            app.warn(error.message)
            status = 1
        else:
            app.print(name)
    return status


def _show(app: App, names: list[str], *, force: bool) -> int:
    from pydock.commands.shared.removal.glob_targets import show_removals
    from pydock.views.removal import network_removal

    def lines_of(name: str) -> list[str]:
        return network_removal(networks.inspect(app.engine, name))

    return show_removals(app, names, lines_of, force=force)


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
