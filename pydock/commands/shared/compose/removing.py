"""`down`: remove the containers of a project, its networks, and if requested volumes and images."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from pydock.api import networks, volumes
from pydock.commands.shared.compose.containers import by_service, list_containers, project_of
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.stopping import dependents_first, stop_and_remove_all
from pydock.commands.shared.compose.workers import each
from pydock.compose.dependencies import dependencies, dependents, reachable
from pydock.compose.observed import Container, is_orphan
from pydock.compose.project.selection import service_of
from pydock.compose.project.types import Project
from pydock.compose.requests import labels
from pydock.errors import ApiError, Conflict, NotFound, PydockError
from pydock.progress.events import WARNING, Event

#: which images are removed: those without a name of their own, or all
LOCAL_IMAGES, ALL_IMAGES = "local", "all"


def remove_project(
    scope: Scope,
    services: Sequence[str] = (),
    *,
    timeout_seconds: int | None = None,
    volumes_too: bool = False,
    images_too: str = "",
    remove_orphans: bool = False,
) -> None:
    """Remove a project, or some services and those that depend on them."""
    found = list_containers(scope, one_off=None if remove_orphans else False)
    project = project_of(scope, found)
    named = _known_services(scope, project, services)
    if services and not named:
        return
    chosen = set(project.services)
    if named:
        chosen = set(reachable(dependents(dependencies(project)), named))
    grouped = by_service(found)

    def remove(name: str) -> None:
        if name in chosen:
            stop_and_remove_all(
                scope, project.services[name], grouped.get(name, ()),
                timeout_seconds=timeout_seconds, volumes=volumes_too,
            )  # fmt: skip

    dependents_first(project, remove)
    orphans = _orphans(project, found) if remove_orphans else []
    stop_and_remove_all(scope, None, orphans, timeout_seconds=timeout_seconds)
    calls: list[Callable[[], object]] = [
        partial(_remove_network, scope, key, network.get("name", key))
        for key, network in project.networks.items()
        if not network.get("external")
    ]
    if images_too:
        calls += [
            partial(_remove_image, scope, image)
            for image in _images(scope, project, images_too, remove_orphans)
        ]
    if volumes_too:
        calls += [
            partial(_remove_volume, scope, volume.get("name", key))
            for key, volume in project.volumes.items()
            if not volume.get("external")
        ]
    if not found and not calls:
        scope.warn(f'Warning: No resource found to remove for project "{scope.name}".')
    each(calls)


def _known_services(scope: Scope, project: Project, services: Sequence[str]) -> list[str]:
    """Return the named services; without files, one that is gone may have been removed."""
    if scope.project is not None:
        for name in services:
            service_of(project, name)
    return [name for name in services if name in project.services]


def _orphans(project: Project, found: Sequence[Container]) -> list[Container]:
    known = {*project.services, *project.disabled_services}
    return [one for one in found if is_orphan(one, known)]


def _remove_network(scope: Scope, key: str, name: str) -> None:
    label_filters = [f"{labels.PROJECT}={scope.name}", f"{labels.NETWORK}={key}"]
    found = networks.ls(scope.engine, {"label": label_filters})
    if not found:
        return
    subject = f"Network {name}"
    scope.working(subject, "Removing")
    is_seen = False
    for one in found:
        if one["Name"] != name:
            continue
        try:
            if networks.inspect(scope.engine, one["Id"]).get("Containers"):
                scope.show(Event(subject, "Resource is still in use", WARNING))
                is_seen = True
                continue
            networks.rm(scope.engine, one["Id"])
        except NotFound:
            continue
        except ApiError as error:
            scope.failed(subject)
            raise PydockError(f"failed to remove network {name}: {error.message}") from None
        scope.done(subject, "Removed")
        is_seen = True
    if not is_seen:
        scope.show(Event(subject, "No resource found to remove", WARNING))


def _remove_volume(scope: Scope, name: str) -> None:
    try:
        volumes.inspect(scope.engine, name)
    except NotFound:
        return
    subject = f"Volume {name}"
    _remove(scope, subject, partial(volumes.rm, scope.engine, name, force=True))


def _remove_image(scope: Scope, name: str) -> None:
    from pydock.api import images

    _remove(scope, f"Image {name}", partial(images.rm, scope.engine, name))


def _remove(scope: Scope, subject: str, rm: Callable[[], object]) -> None:
    scope.working(subject, "Removing")
    try:
        rm()
    except Conflict:
        scope.show(Event(subject, "Resource is still in use", WARNING))
    except NotFound:
        scope.done(subject, "Warning: No resource found to remove")
    else:
        scope.done(subject, "Removed")


def _images(scope: Scope, project: Project, which: str, remove_orphans: bool) -> list[str]:
    """Return the images to remove: those of the project's builds, and if requested all."""
    from pydock.api import images
    from pydock.commands.shared.compose.images import inspect_image
    from pydock.commands.shared.image.image_reference import parse_reference

    names = [
        scope.image_name(name, service)
        for name, service in project.services.items()
        if which == ALL_IMAGES or not service.get("image")
    ]
    found = {image for image in names if inspect_image(scope, image) is not None}
    filters = {"label": [f"{labels.PROJECT}={scope.name}"], "dangling": ["false"]}
    for image in images.ls(scope.engine, filters=filters):
        marked = image.get("Labels") or {}
        tags = image.get("RepoTags") or []
        if tags and (remove_orphans or marked.get(labels.SERVICE) in project.services):
            found.add(tags[0])
    return sorted({parse_reference(image).with_default_tag().familiar for image in found})
