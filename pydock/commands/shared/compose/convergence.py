"""Create what a project lacks, and replace what differs from its files; nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock
from typing import NamedTuple

from pydock.api import containers
from pydock.commands.shared.compose.api_socket import give_api_socket
from pydock.commands.shared.compose.containers import by_service, first_id, list_containers
from pydock.commands.shared.compose.creation import (
    check_engine,
    container_settings,
    create_container,
    image_volumes,
)
from pydock.commands.shared.compose.images import LocalImage, local_images, require_images_named
from pydock.commands.shared.compose.objects import Confirm, ensure_networks, ensure_volumes
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.stopping import (
    stop_and_remove,
    stop_and_remove_all,
    stop_services,
)
from pydock.commands.shared.compose.workers import each, in_order
from pydock.compose.dependencies import dependencies
from pydock.compose.errors import ComposeError
from pydock.compose.observed import (
    ALL,
    CHANGED,
    Container,
    has_changed,
    is_orphan,
    plan_service,
    scale_of,
)
from pydock.compose.project.hashing import service_hash
from pydock.compose.project.types import Project, Service
from pydock.compose.requests import labels
from pydock.compose.requests.container import create_request
from pydock.compose.requests.labels import container_labels, service_labels
from pydock.compose.requests.references import resolved, shared_services
from pydock.errors import PydockError
from pydock.golang.strconv.quoting import quote


class CreateSettings(NamedTuple):
    """What `up` and `create` do with what exists."""

    confirm: Confirm
    #: pulls and builds what is missing, into the images that were found
    provide_images: Callable[[dict[str, LocalImage]], None]
    #: services that were named; all of them without names
    services: Sequence[str] = ()
    recreate: str = CHANGED
    recreate_dependencies: str = CHANGED
    keep_anonymous_volumes: bool = True
    timeout_seconds: int | None = None
    remove_orphans: bool = False
    ignore_orphans: bool = False


def create_project(scope: Scope, settings: CreateSettings) -> None:
    """Create the networks, volumes and containers of a project."""
    give_api_socket(scope)
    project = scope.required_project
    _refuse_unsupported(project)
    _check_names(project)
    require_images_named(project)
    edges = dependencies(project)  # a wrong graph changes nothing
    check_engine(scope)
    found = local_images(scope)
    settings.provide_images(found)
    network_ids = ensure_networks(scope)
    volume_names = ensure_volumes(scope, settings.confirm)
    existing = list_containers(scope, one_off=None)
    _see_orphans(scope, settings, existing)
    convergence = Convergence(scope, settings, found, network_ids, volume_names, existing)
    in_order(edges, convergence.ensure)


def _refuse_unsupported(project: Project) -> None:
    """Raise ComposeError for what a project needs and pydock lacks, before anything changes."""
    for name, service in project.services.items():
        for field in ("provider", "models"):
            if service.get(field):
                raise ComposeError(f"services.{name}.{field} is not supported")


def _check_names(project: Project) -> None:
    """Raise ComposeError for two services with the same name of a container."""
    owners: dict[str, str] = {}
    for name, service in project.services.items():
        container = service.get("container_name", "")
        if container and container in owners:
            raise ComposeError(
                f"services.{name}: container name {quote(container)} is already in use by"
                f" service {owners[container]}"
            )
        owners[container] = name


def _see_orphans(scope: Scope, settings: CreateSettings, existing: Sequence[Container]) -> None:
    project = scope.required_project
    known = {*project.services, *project.disabled_services}
    orphans = [one for one in existing if is_orphan(one, known)]
    if not orphans or settings.ignore_orphans:
        return
    if settings.remove_orphans:
        stop_and_remove_all(scope, None, orphans)
        return
    names = " ".join(one.name for one in orphans)
    scope.warn(
        f"Found orphan containers ([{names}]) for this project. If you removed or renamed this"
        " service in your compose file, you can run this command with the --remove-orphans flag to"
        " clean it up."
    )


class Convergence:
    """The containers of a project on the way to what its files describe."""

    def __init__(
        self,
        scope: Scope,
        settings: CreateSettings,
        found: dict[str, LocalImage],
        network_ids: dict[str, str],
        volume_names: dict[str, str],
        existing: Sequence[Container],
    ) -> None:
        self._scope = scope
        self._project = scope.required_project
        self._settings = settings
        self._images = found
        self._network_ids = network_ids
        self._volume_names = volume_names
        self._lock = Lock()
        # Podman 4 has the names of networks in place of their IDs
        ids = {
            network.get("name", key): network_ids[key]
            for key, network in self._project.networks.items()
        }
        own = by_service(
            one._replace(networks=frozenset(ids.get(name, name) for name in one.networks))
            for one in existing
            if not one.is_one_off
        )
        #: by service; read by services that come later
        self._containers = {name: own.get(name, []) for name in self._project.services}

    def first_container(self, name: str) -> str:
        """Return the ID of the first container of a service by name, "" for none."""
        with self._lock:
            return first_id(self._containers.get(name, ()))

    def ensure(self, name: str) -> None:
        """Create, replace and remove containers of a service until they are as declared."""
        declared = self._project.services[name]
        scale = scale_of(declared)
        if scale > 1 and declared.get("container_name"):
            raise ComposeError(
                f"WARNING: The {quote(name)} service is using the custom container name"
                f" {quote(declared['container_name'])}. Docker requires each container to have a"
                " unique name. Remove the custom name to scale the service"
            )
        service = resolved(declared, self.first_container)
        config_hash = service_hash(service)
        with self._lock:
            existing = self._containers[name]
        plan = plan_service(
            existing, scale, lambda one: self._is_obsolete(name, service, config_hash, one)
        )
        if plan.recreate:
            self._stop_dependents(name)
            if self._scope.engine.ping.is_podman:
                self._remove_sharing(name)
        create = partial(self._create, name, service, config_hash)
        updated = list(plan.keep)
        calls: list[Callable[[], object]] = [
            partial(
                stop_and_remove, self._scope, service, one,
                timeout_seconds=self._settings.timeout_seconds,
            )
            for one in plan.remove
        ]  # fmt: skip
        calls += [
            lambda one=one: updated.append(self._recreate(name, service, config_hash, one))  # type: ignore[misc]
            for one in plan.recreate
        ]
        calls += [
            lambda number=number: updated.append(create(number))  # type: ignore[misc]
            for number in plan.create
        ]
        for one in plan.keep:
            if one.state == "running":
                self._scope.done(one, "Running")
            elif one.state not in ("created", "restarting", "exited"):
                calls.append(partial(self._start_again, one))
        try:
            each(calls)
        finally:
            with self._lock:
                self._containers[name] = updated

    def _is_obsolete(
        self, name: str, service: Service, config_hash: str, container: Container
    ) -> bool:
        named = self._settings.services
        is_named = not named or name in named
        policy = self._settings.recreate if is_named else self._settings.recreate_dependencies
        if policy != CHANGED:
            return policy == ALL
        return has_changed(
            container, service, config_hash, self._image_id(name, service),
            network_ids=self._network_ids, volume_names=self._volume_names,
        )  # fmt: skip

    def _image_id(self, name: str, service: Service) -> str:
        image = self._images.get(self._scope.image_name(name, service))
        return image.id if image else ""

    def _stop_dependents(self, name: str) -> None:
        """Stop services that restart with this one; they are started again with the others."""
        names = [
            other
            for other, service in self._project.services.items()
            if service.get("depends_on", {}).get(name, {}).get("restart")
        ]
        if not names:
            return
        stop_services(self._scope, names)
        with self._lock:
            for other in names:
                stopped = [one._replace(state="exited") for one in self._containers[other]]
                self._containers[other] = stopped

    def _remove_sharing(self, name: str) -> None:
        """Remove containers in the namespaces of a service's, without which Podman removes none.

        They are created again with the namespaces of the new ones.
        """
        for other, service in self._project.services.items():
            if name not in shared_services(service):
                continue
            self._remove_sharing(other)
            with self._lock:
                sharing, self._containers[other] = self._containers[other], []
            stop_and_remove_all(self._scope, service, sharing)

    def _start_again(self, container: Container) -> None:
        self._scope.working(container, "Restart")
        containers.start(self._scope.engine, container.id)
        self._scope.done(container, "Restarted")

    def _create(self, name: str, service: Service, config_hash: str, number: int) -> Container:
        container = self._scope.container_name(name, service, number)
        subject = f"Container {container}"
        self._scope.working(subject, "Creating")
        try:
            created = self._create_container(name, service, config_hash, number, container)
        except PydockError as error:
            self._scope.failed(subject, error.message)
            raise
        self._scope.done(subject, "Created")
        return created

    def _recreate(
        self, name: str, service: Service, config_hash: str, replaced: Container
    ) -> Container:
        """Replace a container: the new one is created before the old one is removed."""
        scope = self._scope
        scope.working(replaced, "Recreate")
        try:
            if not replaced.number:
                raise ComposeError(f"container {replaced.name} has no number")
            final = scope.container_name(name, service, replaced.number)
            temporary = f"{replaced.id[:12]}_{final}"
            created = self._create_container(
                name, service, config_hash, replaced.number, temporary, replaced
            )
            seconds = self._settings.timeout_seconds
            containers.stop(scope.engine, replaced.id, timeout_seconds=seconds)
            containers.rm(scope.engine, replaced.id)
            containers.rename(scope.engine, created.id, final)
        except PydockError as error:
            scope.failed(replaced, error.message)
            raise
        scope.done(replaced, "Recreated")
        return created._replace(name=final)

    def _create_container(
        self,
        name: str,
        service: Service,
        config_hash: str,
        number: int,
        container: str,
        replaced: Container | None = None,
    ) -> Container:
        image_id = self._image_id(name, service)
        own = service_labels(
            self._project, name, service, image_id=image_id, env_files=self._scope.env_files
        )
        inherits = replaced is not None and self._settings.keep_anonymous_volumes
        if replaced is not None:
            default = self._scope.separator.join((name, str(number)))
            own[labels.REPLACE] = service.get("container_name") or default
        marked = container_labels(own, service, config_hash, number)
        settings = container_settings(
            self._scope, name, service, container, marked,
            alias=self._scope.container_name(name, service, number),
            number=number,
        )  # fmt: skip
        if inherits and replaced is not None and replaced.mounts:
            volumes = image_volumes(self._scope, self._scope.image_name(name, service))
            settings = settings._replace(
                inherited=list(map(dict, replaced.mounts)), image_volumes=volumes
            )
        request = create_request(self._project, name, service, settings)
        created = create_container(self._scope, name, request)
        return Container(created["Id"], container, marked, "created")
