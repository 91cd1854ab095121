"""Networks and volumes of a project: created where they are missing, replaced where they differ."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from pydock.api import networks, system, volumes
from pydock.api.types.networks import NetworkInspect
from pydock.commands.shared.compose.containers import list_containers
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.stopping import remove_containers, stop_services
from pydock.compose.errors import ComposeError
from pydock.compose.observed import SWARM_NETWORK, Container
from pydock.compose.project.hashing import network_hash, volume_hash
from pydock.compose.requests import labels
from pydock.compose.requests.objects import network_body, volume_body
from pydock.errors import ApiError, Conflict, NotFound, PydockError
from pydock.golang.strconv.quoting import quote

#: prompts the user with a question
Confirm = Callable[[str], bool]


def ensure_networks(scope: Scope) -> dict[str, str]:
    """Return the IDs of the project's networks by key; missing ones are created."""
    return {key: _ensure_network(scope, key) for key in scope.required_project.networks}


def ensure_volumes(scope: Scope, confirm: Confirm) -> dict[str, str]:
    """Return the names of the project's volumes by key; missing ones are created."""
    return {key: _ensure_volume(scope, key, confirm) for key in scope.required_project.volumes}


def _ensure_network(scope: Scope, key: str) -> str:
    network = scope.required_project.networks[key]
    name = network.get("name", key)
    if network.get("external"):
        return _external_network(scope, name)
    try:
        return _own_network(scope, key, name)
    except Conflict:
        return _own_network(scope, key, name)  # another process has just created it


def _own_network(scope: Scope, key: str, name: str) -> str:
    project = scope.required_project
    left: list[Container] = []
    found = _network(scope, name)
    if found is not None and name in (found["Name"], found["Id"]):
        marked = found.get("Labels") or {}
        _check_owner(scope, marked, name)
        if marked.get(labels.NETWORK, "") != key:
            raise ComposeError(
                f"network {name} was found but has incorrect label {labels.NETWORK} set to"
                f" {quote(marked.get(labels.NETWORK, ''))} (expected: {quote(key)})"
            )
        config_hash = marked.get(labels.CONFIG_HASH, "")
        if config_hash in ("", network_hash(project.networks[key])):
            return found["Id"]
        left = _remove_changed_network(scope, key, name)
    if existing := _network_named(scope, key, name):
        return existing
    subject = f"Network {name}"
    scope.working(subject, "Creating")
    try:
        created = networks.create(scope.engine, network_body(project, key))
    except ApiError as error:
        scope.failed(subject)
        if isinstance(error, Conflict):
            raise
        raise PydockError(f"failed to create network {name}: {error.message}") from None
    id = created["Id"]
    if not scope.engine.at_least("1.44"):
        id = _network_named(scope, key, name)
    scope.done(subject, "Created")
    for container in left:
        networks.connect(scope.engine, name, container.id, None)
    return id


def _network_named(scope: Scope, key: str, name: str) -> str:
    """Return the ID of the network of exactly this name, "" if there is none.

    Engines before API 1.44 create two for two processes at once. Both keep the first, and remove
    the other one: its name would stand for neither.
    """
    found = sorted(_networks_named(scope, name), key=_age)
    for one in found:
        marked = one.get("Labels") or {}
        if marked.get(labels.PROJECT) != scope.name or marked.get(labels.NETWORK) != key:
            _warn_foreign_network(scope, name)
        elif one is not found[0]:
            with suppress(ApiError):  # removed by the other process, or in use
                networks.rm(scope.engine, one["Id"])
    return found[0]["Id"] if found else ""


def _age(network: NetworkInspect) -> tuple[str, str]:
    return network.get("Created", ""), network["Id"]


def _network(scope: Scope, name: str) -> NetworkInspect | None:
    try:
        return networks.inspect(scope.engine, name)
    except ApiError:  # missing, or an ambiguous name
        return None


def _networks_named(scope: Scope, name: str) -> list[NetworkInspect]:
    """Return the networks of exactly this name."""
    return [one for one in networks.ls(scope.engine, {"name": [name]}) if one["Name"] == name]


def _check_owner(scope: Scope, marked: dict[str, str], name: str) -> None:
    owner = marked.get(labels.PROJECT)
    if owner is None:
        _warn_foreign_network(scope, name)
    elif owner != scope.name:
        scope.warn(
            f"a network with name {name} exists but was not created for project"
            f" {quote(scope.name)}.\nSet `external: true` to use an existing network"
        )


def _warn_foreign_network(scope: Scope, name: str) -> None:
    scope.warn(
        f"a network with name {name} exists but was not created by compose.\n"
        "Set `external: true` to use an existing network"
    )


def _remove_changed_network(scope: Scope, key: str, name: str) -> list[Container]:
    """Remove a network of another configuration; return the containers that were in it."""
    services = scope.required_project.services
    users = [one for one, service in services.items() if key in (service.get("networks") or {})]
    if not users:
        networks.rm(scope.engine, name)
        return []
    stop_services(scope, users)
    found = list_containers(scope, users)
    for container in found:
        networks.disconnect(scope.engine, name, container.id, force=True)
    networks.rm(scope.engine, name)
    scope.done(f"Network {name}", "Removed")
    return found


def _external_network(scope: Scope, name: str) -> str:
    found = _networks_named(scope, name)
    if not found:
        by_id = _network(scope, name)
        if by_id is not None and name in (by_id["Name"], by_id["Id"]):
            found = [by_id]
    if len(found) > 1:
        raise ComposeError(
            f"multiple networks with name {quote(name)} were found."
            " Use network ID as `name` to avoid ambiguity"
        )
    if found:
        return found[0]["Id"]
    swarm = system.info(scope.engine).get("Swarm") or {}
    if swarm.get("LocalNodeState") not in ("", None, "inactive", "locked"):
        return SWARM_NETWORK  # a network of another node, until a container uses it
    raise ComposeError(f"network {name} declared as external, but could not be found")


def _ensure_volume(scope: Scope, key: str, confirm: Confirm) -> str:
    volume = scope.required_project.volumes[key]
    name = volume.get("name", key)
    try:
        found = volumes.inspect(scope.engine, name)
    except NotFound:
        if volume.get("external"):
            raise ComposeError(f"external volume {quote(name)} not found") from None
        _create_volume(scope, key, name)
        return name
    if volume.get("external"):
        return name
    marked = found.get("Labels") or {}
    owner = marked.get(labels.PROJECT)
    if owner is None:
        scope.warn(
            f"volume {quote(name)} already exists but was not created by Docker Compose."
            " Use `external: true` to use an existing volume"
        )
    elif owner != scope.name:
        scope.warn(
            f"volume {quote(name)} already exists but was created for project {quote(owner)}"
            f" (expected {quote(scope.name)}). Use `external: true` to use an existing volume"
        )
    config_hash = marked.get(labels.CONFIG_HASH)
    if config_hash not in (None, volume_hash(volume)) and confirm(
        f"Volume {quote(name)} exists but doesn't match configuration in compose file."
        " Recreate (data will be lost)?"
    ):
        _remove_changed_volume(scope, key, name)
        _create_volume(scope, key, name)
    return name


def _remove_changed_volume(scope: Scope, key: str, name: str) -> None:
    services = scope.required_project.services
    users = [
        one
        for one, service in services.items()
        if any(mount.get("source") == key for mount in service.get("volumes", []))
    ]
    if users:
        stop_services(scope, users)
        remove_containers(scope, list_containers(scope, users))
    volumes.rm(scope.engine, name, force=True)


def _create_volume(scope: Scope, key: str, name: str) -> None:
    subject = f"Volume {name}"
    scope.working(subject, "Creating")
    try:
        volumes.create(scope.engine, volume_body(scope.required_project, key))
    except PydockError:
        scope.failed(subject)
        raise
    scope.done(subject, "Created")
