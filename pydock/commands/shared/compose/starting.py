"""Start the containers of a project in the order of its dependencies, and wait for them."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from pydock.api import containers
from pydock.api.types.containers import ContainerInspect
from pydock.commands.shared.compose.containers import (
    RUNNING_OR_HEALTHY,
    by_service,
    list_containers,
    of_services,
    project_of,
)
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.workers import each, in_order
from pydock.compose.dependencies import dependencies
from pydock.compose.errors import ComposeError
from pydock.compose.observed import Container, scale_of
from pydock.compose.project.selection import with_selected
from pydock.compose.project.service_parts import Dependency, FileReference
from pydock.compose.project.types import FileObject, Project, Service
from pydock.compose.requests.mounts import file_mode, file_target
from pydock.errors import PydockError
from pydock.golang.strconv.quoting import quote
from pydock.golang.time.duration import SECOND, Duration
from pydock.progress.events import ERROR, WARNING, Event

if TYPE_CHECKING:
    from pydock.commands.shared.compose.hooks import HookOutput

_STEP_SECONDS = 0.5
_DEFAULT_MODE = 0o444

HEALTHY, COMPLETED, STARTED = (
    "service_healthy", "service_completed_successfully", "service_started",
)  # fmt: skip


def start_services(
    scope: Scope,
    services: Sequence[str] = (),
    *,
    wait: bool = False,
    wait_seconds: float = 0,
    on_output: HookOutput | None = None,
) -> None:
    """Start the containers of services and what they depend on; with `wait` until all are up.

    Raises ComposeError after `wait_seconds`, unless 0, and PydockError.
    """
    found = list_containers(scope)
    project = project_of(scope, found)
    if scope.project is None:
        if not found:
            raise ComposeError(f"no container found for project {quote(scope.name)}: not found")
        project = with_selected(project, services)

    grouped = by_service(found)

    def start(name: str) -> None:
        own = grouped.get(name, ())
        _start_service(scope, project, name, own, found, wait_seconds, on_output)

    in_order(dependencies(project), start)
    if wait:
        conditions = {name: _final_condition(project, name) for name in project.services}
        awaited: dict[str, Dependency] = {
            name: {"condition": condition, "required": True}
            for name, condition in conditions.items()
        }
        deadline = time.monotonic() + wait_seconds if wait_seconds else None
        try:
            wait_for(scope, project, scope.name, awaited, found, deadline)
        except _TimedOut:
            shown = Duration(int(wait_seconds * SECOND))
            raise ComposeError(f"application not healthy after {shown}") from None


def _final_condition(project: Project, name: str) -> str:
    """Return what to wait for: one that others want completed never stays up."""
    needed = [service.get("depends_on", {}).get(name) for service in project.services.values()]
    if any(one is not None and one.get("condition") == COMPLETED for one in needed):
        return COMPLETED
    return RUNNING_OR_HEALTHY


def _start_service(
    scope: Scope,
    project: Project,
    name: str,
    own: Sequence[Container],
    found: Sequence[Container],
    wait_seconds: float,
    on_output: HookOutput | None,
) -> None:
    service = project.services[name]
    if (service.get("deploy") or {}).get("replicas") == 0:
        return
    deadline = time.monotonic() + wait_seconds if wait_seconds else None
    try:
        wait_for(scope, project, name, service.get("depends_on", {}), found, deadline)
    except _TimedOut:
        raise ComposeError("timeout waiting for dependencies") from None
    if not own and scale_of(service) != 0:
        raise ComposeError(f"service {quote(name)} has no container to start")
    for container in own:
        if container.state == "running":
            continue
        copy_files(scope, project, name, service, container.id)
        scope.working(container, "Starting")
        try:
            containers.start(scope.engine, container.id)
        except PydockError as error:
            scope.failed(container, getattr(error, "reason", error.message))
            raise
        if service.get("post_start"):
            from pydock.commands.shared.compose.hooks import run_hook

            for hook in service["post_start"]:
                run_hook(scope, container, hook, on_output)
        scope.done(container, "Started")


class _TimedOut(Exception):
    """The deadline is over."""


def wait_for(
    scope: Scope,
    project: Project,
    dependent: str,
    needed: Mapping[str, Dependency],
    found: Sequence[Container],
    deadline: float | None = None,
) -> None:
    """Wait until services are as needed. Raises ComposeError if one never will be."""
    calls = []
    for name, dependency in needed.items():
        if not _is_awaited(project, name, dependency):
            continue
        waiting = [one for one in of_services(found, [name]) if not one.is_one_off]
        for container in waiting:
            scope.working(container, "Waiting")
        if waiting:
            calls.append(partial(_await, scope, name, dependency, waiting, deadline))
        elif dependency.get("required", True):
            raise ComposeError(f"{dependent} is missing dependency {name}")
        else:
            scope.warn(f"{dependent} is missing dependency {name}")
    each(calls)


def _is_awaited(project: Project, name: str, dependency: Dependency) -> bool:
    if dependency.get("condition", STARTED) == STARTED:
        return False  # its order is enough
    if name in project.disabled_services:
        return False
    service = project.services.get(name)
    if service is None:
        raise ComposeError(f"no such service: {name}")
    return scale_of(service) != 0 and not service.get("provider")


def _await(
    scope: Scope,
    name: str,
    dependency: Dependency,
    waiting: Sequence[Container],
    deadline: float | None,
) -> None:
    condition = dependency.get("condition", "")
    check = {RUNNING_OR_HEALTHY: _is_up, HEALTHY: _is_healthy, COMPLETED: _is_completed}.get(
        condition
    )
    if check is None:
        scope.warn(f"unsupported depends_on condition: {condition}")
        return
    is_required = dependency.get("required", True)
    while True:
        try:
            if scope.dry_run or check(scope, name, waiting):
                break
        except ComposeError as error:
            if is_required:
                for one in waiting if condition in (HEALTHY, COMPLETED) else ():
                    reason = error.message if condition == COMPLETED else "Error"
                    scope.show(Event(f"Container {one.name}", reason, ERROR))
                if condition == HEALTHY:
                    raise ComposeError(f"dependency failed to start: {error.message}") from None
                if condition == COMPLETED:
                    raise ComposeError(f"service {error.message}") from None
                raise
            reason = _optional_reason(condition, name, error.message)
            for one in waiting:
                scope.show(Event(f"Container {one.name}", f"Skipped: {reason}", WARNING))
            scope.warn(reason if condition == COMPLETED else f"{reason}: {error.message}")
            return
        if deadline is not None and time.monotonic() > deadline:
            raise _TimedOut
        time.sleep(_STEP_SECONDS)
    for one in waiting:
        scope.done(one, "Exited" if condition == COMPLETED else "Healthy")


def _optional_reason(condition: str, name: str, message: str) -> str:
    if condition == RUNNING_OR_HEALTHY:
        return f"optional dependency {quote(name)} is not running or is unhealthy"
    if condition == HEALTHY:
        return f"optional dependency {quote(name)} failed to start"
    return f"optional dependency {message}"


def _is_up(scope: Scope, name: str, waiting: Sequence[Container]) -> bool:
    return _are_healthy(scope, waiting, or_running=True)


def _is_healthy(scope: Scope, name: str, waiting: Sequence[Container]) -> bool:
    return _are_healthy(scope, waiting, or_running=False)


def _are_healthy(scope: Scope, waiting: Sequence[Container], *, or_running: bool) -> bool:
    checks = scope.health_checks
    return all(_has_health(checks.inspect(scope.engine, one.id), or_running) for one in waiting)


def _has_health(found: ContainerInspect, or_running: bool) -> bool:
    """Return whether a container is healthy. Raises ComposeError if it will not be."""
    name = found["Name"].lstrip("/")
    state: Mapping[str, Any] = found.get("State") or {}
    if state.get("Status") == "exited":
        raise ComposeError(f"container {name} exited ({state.get('ExitCode', 0)})")
    if or_running and not (found.get("Config") or {}).get("Healthcheck"):
        return state.get("Status") == "running"
    health = (state.get("Health") or {}).get("Status")
    if not health:
        raise ComposeError(f"container {name} has no healthcheck configured")
    if health == "unhealthy":
        raise ComposeError(f"container {name} is unhealthy")
    if health not in ("healthy", "starting"):
        raise ComposeError(f"container {name} had unexpected health status {quote(health)}")
    return bool(health == "healthy")


def _is_completed(scope: Scope, name: str, waiting: Sequence[Container]) -> bool:
    """Return whether a container has ended well. Raises ComposeError if it failed."""
    for one in waiting:
        state = containers.inspect(scope.engine, one.id).get("State") or {}
        if state.get("Status") == "exited":
            status = state.get("ExitCode") or 0
            if status:
                raise ComposeError(f"{quote(name)} didn't complete successfully: exit {status}")
            return True
    return False


def copy_files(scope: Scope, project: Project, name: str, service: Service, container: str) -> None:
    """Copy secrets and configs without files into a container. Raises ComposeError."""
    kinds: list[tuple[str, Sequence[FileReference], Mapping[str, FileObject], str]] = [
        ("secret", service.get("secrets", []), project.secrets, "/run/secrets/"),
        ("config", service.get("configs", []), project.configs, "/"),
    ]
    for kind, references, objects, directory in kinds:
        for reference in references:
            file = objects[reference["source"]]
            content = _content(project, kind, file)
            if not content or scope.dry_run:
                continue
            if service.get("read_only"):
                raise ComposeError(
                    f"cannot create {kind} {quote(file.get('name', ''))} in read-only service"
                    f" {name}: `file` is the sole supported option"
                )
            _copy(scope, container, reference, file_target(reference, directory), content)


def _content(project: Project, kind: str, file: FileObject) -> str:
    if file.get("content"):
        return file["content"]
    variable = file.get("environment")
    if not variable:
        return ""
    if variable not in project.environment:
        raise ComposeError(
            f"environment variable {quote(variable)} required by {kind}"
            f" {quote(file.get('name', ''))} is not set"
        )
    return project.environment[variable]


def _copy(
    scope: Scope, container: str, reference: FileReference, target: str, content: str
) -> None:
    from pydock.api import archive
    from pydock.archive.tar_headers import Entry, file_archive

    owners = (reference.get("uid", ""), reference.get("gid", ""))
    try:
        uid, gid = (int(one or 0) for one in owners)
    except ValueError:
        owner = ":".join(owners)
        raise ComposeError(f"invalid owner of {reference['source']}: {owner}") from None
    entry = Entry(
        os.fsencode(target),
        mode=file_mode(reference.get("mode") or _DEFAULT_MODE),
        uid=uid,
        gid=gid,
        mtime_ns=int(time.time()) * SECOND,
    )
    data = file_archive(entry, content.encode("utf-8", "surrogateescape"))
    archive.put(scope.engine, container, "/", [data], keep_owner=any(owners))
