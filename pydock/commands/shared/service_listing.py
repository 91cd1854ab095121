"""What `service ls` and `stack services` have in common."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pydock.api import services, tasks
from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.commands.shared.listing import wanted_format
from pydock.commands.shared.swarm_names import active_nodes
from pydock.options.filters import Filters
from pydock.views.listing import Listing
from pydock.views.service import ServiceView, by_name, is_job

Json = dict[str, Any]


def list_services(
    app: App, filters: Filters, format: str, *, quiet: bool, shows_none: bool = True
) -> list[Json]:
    """The services that fit, shown as the options ask for it, and returned.

    Where there are none, nothing is written unless `shows_none`. PydockError when the format is
    no template.
    """
    wanted = wanted_format(app, format, "servicesFormat", quiet=quiet)
    listing = Listing(ServiceView, wanted, quiet=quiet)
    found = services.ls(app.engine, filters, status=not quiet)
    if found and not quiet:
        add_status(app.engine, found)
    if found or shows_none:
        app.stdout.write(listing.text(map(ServiceView, by_name(found))))
    return found


def add_status(engine: Engine, found: list[Json]) -> None:
    """Count the tasks of services for which the engine has not done it (before API 1.41)."""
    uncounted = [one for one in found if one.get("ServiceStatus") is None and not is_job(one)]
    if not uncounted:
        return
    for one in uncounted:
        replicated = (one["Spec"].get("Mode") or {}).get("Replicated") or {}
        one["ServiceStatus"] = {"DesiredTasks": replicated.get("Replicas", 0)}
    of_them = tasks.ls(engine, {"service": [one["ID"] for one in uncounted]})
    if not of_them:
        return
    up = active_nodes(engine)
    desired = Counter(task["ServiceID"] for task in of_them if task["DesiredState"] != "shutdown")
    running = Counter(
        task["ServiceID"]
        for task in of_them
        if task.get("NodeID") in up and task["Status"]["State"] == "running"
    )
    for one in uncounted:
        id = one["ID"]
        one["ServiceStatus"] = {"DesiredTasks": desired[id], "RunningTasks": running[id]}
