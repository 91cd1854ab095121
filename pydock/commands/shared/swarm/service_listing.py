"""List services, for `service ls` and `stack services`."""

from collections import Counter

from pydock.api import services, tasks
from pydock.api.engine import Engine
from pydock.api.types.swarm import Service
from pydock.cli.app import App
from pydock.commands.shared.listing import open_listing
from pydock.commands.shared.swarm.id_resolver import active_nodes
from pydock.options.filters import Filters
from pydock.views.service import ServiceView, by_name, is_job


def list_services(
    app: App, filters: Filters, format: str, *, quiet: bool, shows_none: bool = True
) -> list[Service]:
    """Print and return the matching services; an empty table only with `shows_none`."""
    listing = open_listing(app, ServiceView, format, "servicesFormat", quiet=quiet)
    found = services.ls(app.engine, filters, status=not quiet)
    if found and not quiet:
        add_status(app.engine, found)
    if found or shows_none:
        app.write(listing.text(map(ServiceView, by_name(found))))
    return found


def add_status(engine: Engine, found: list[Service]) -> None:
    """Count the tasks of services without ServiceStatus, which engines have since API 1.41."""
    if engine.at_least("1.41"):
        return
    uncounted = [
        service for service in found if service.get("ServiceStatus") is None and not is_job(service)
    ]
    if not uncounted:
        return
    for service in uncounted:
        replicated = (service["Spec"].get("Mode") or {}).get("Replicated") or {}
        service["ServiceStatus"] = {"DesiredTasks": replicated.get("Replicas", 0)}
    their_tasks = tasks.ls(engine, {"service": [service["ID"] for service in uncounted]})
    if not their_tasks:
        return
    up = active_nodes(engine)
    desired = Counter(
        task["ServiceID"] for task in their_tasks if task["DesiredState"] != "shutdown"
    )
    running = Counter(
        task["ServiceID"]
        for task in their_tasks
        if task.get("NodeID") in up and task["Status"]["State"] == "running"
    )
    for service in uncounted:
        id = service["ID"]
        service["ServiceStatus"] = {"DesiredTasks": desired[id], "RunningTasks": running[id]}
