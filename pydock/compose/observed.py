"""Containers of a project as the engine lists them, and what must change about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.compose.requests import labels

if TYPE_CHECKING:
    from pydock.compose.project.types import Service

Json = Mapping[str, Any]

#: which containers are recreated: those that changed, all, or none
CHANGED, ALL, NONE = "diverged", "force", "never"


class Container(NamedTuple):
    """A container of a project."""

    id: str
    name: str
    labels: Mapping[str, str]
    state: str = ""
    created: int = 0
    image: str = ""
    networks: frozenset[str] = frozenset()
    mounts: Sequence[Json] = ()

    @property
    def service(self) -> str:
        return self.labels.get(labels.SERVICE, "")

    @property
    def number(self) -> int:
        """The number within its service, 0 without a valid one."""
        text = self.labels.get(labels.CONTAINER_NUMBER, "")
        return int(text) if text.isdecimal() else 0

    @property
    def is_one_off(self) -> bool:
        """Whether `run` created it."""
        return self.labels.get(labels.ONE_OFF, "False") == "True"

    @property
    def short_name(self) -> str:
        """The name in logs: "web-1", or the name that the file gives it."""
        return short_name(self.name, self.labels)


def short_name(name: str, found: Mapping[str, str]) -> str:
    """Return a container's name without the project, which its labels have."""
    project, number = found.get(labels.PROJECT, ""), found.get(labels.CONTAINER_NUMBER, "")
    service = found.get(labels.SERVICE, "")
    is_default = any(name == sep.join((project, service, number)) for sep in "-_")
    return name[len(project) + 1 :] if is_default and project else name


def observed(summary: Json) -> Container:
    """Return a container of GET /containers/json."""
    names = summary.get("Names") or []
    own = [name for name in names if name.rfind("/") == 0] or names
    networks = (summary.get("NetworkSettings") or {}).get("Networks") or {}
    return Container(
        id=summary["Id"],
        name=own[0].removeprefix("/") if own else summary["Id"][:12],
        labels=summary.get("Labels") or {},
        state=summary.get("State") or "",
        created=summary.get("Created") or 0,
        image=summary.get("Image") or "",
        networks=frozenset(one.get("NetworkID") or "" for one in networks.values() if one),
        mounts=summary.get("Mounts") or [],
    )


class ServicePlan(NamedTuple):
    """What happens to the containers of a service."""

    remove: list[Container]
    recreate: list[Container]
    keep: list[Container]
    #: numbers of new containers
    create: list[int]


def plan_service(
    containers: Iterable[Container], scale: int, is_obsolete: Callable[[Container], bool]
) -> ServicePlan:
    """Return what to do: obsolete containers go first, then those of the highest numbers.

    Of obsolete ones those stay that come first, which in an engine's lists are the newest ones.
    """
    judged = [(is_obsolete(one), one) for one in containers]
    judged.sort(key=lambda entry: (entry[0], 0 if entry[0] else entry[1].number))
    kept = judged[:scale]
    numbers = [one.number for _, one in judged]
    first = max(numbers, default=0) + 1
    return ServicePlan(
        remove=[one for _, one in judged[scale:]],
        recreate=[one for obsolete, one in kept if obsolete],
        keep=[one for obsolete, one in kept if not obsolete],
        create=list(range(first, first + scale - len(kept))),
    )


def has_changed(
    container: Container,
    service: Service,
    config_hash: str,
    image_id: str,
    *,
    network_ids: Mapping[str, str],
    volume_names: Mapping[str, str],
) -> bool:
    """Return whether a container differs from its service: hash, image, networks, volumes.

    `network_ids` and `volume_names` are by key.
    """
    if container.labels.get(labels.CONFIG_HASH) != config_hash:
        return True
    if container.labels.get(labels.IMAGE, "") != image_id:
        return True
    if container.state == "running":
        declared = {network_ids.get(key, "") for key in service.get("networks") or {}}
        if not declared - {SWARM_NETWORK} <= container.networks:
            return True
    names = {mount.get("Name") for mount in container.mounts if mount.get("Type") == "volume"}
    return any(
        volume_names.get(mount["source"]) not in names
        for mount in service.get("volumes", [])
        if mount["type"] == "volume" and mount.get("source")
    )


#: ID of a network of a swarm that this node does not know yet
SWARM_NETWORK = "swarm"


def scale_of(service: Service) -> int:
    """Return how many containers a service has."""
    if "scale" in service:
        return service["scale"]
    return (service.get("deploy") or {}).get("replicas", 1)


def is_orphan(container: Container, services: Iterable[str]) -> bool:
    """Return whether a container's service is not in the project, or its `run` has ended."""
    if container.is_one_off:
        return container.state in ("exited", "dead")
    return container.service not in services
