"""Replace a container by a new one, step by step; undo the steps where one fails.

The names of both containers show how far it is, so that the next run can undo or finish what was
killed: the new one is `NAME.pydock-new` until the old one is `NAME.pydock-old`, and a name that
ends with `-running` is that of a replacement whose old container ran. All of it happens under a
lock, so that what the next run finds was killed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, NamedTuple

from pydock.api import containers
from pydock.commands.shared.container.create_container import (
    connect,
    create_pulled,
    pullable_reference,
)
from pydock.commands.shared.container.recreate_request import (
    RecreateOptions,
    RecreatePlan,
    planned_request,
    show_difference,
)
from pydock.commands.shared.container.recreation_lock import recreation_lock
from pydock.errors import NotFound, NotSupported, PydockError
from pydock.spec.health_check import is_disabled, longest_start
from pydock.terminal.unwinding import unwinding_signals
from pydock.views.container_state import has_run, is_up

if TYPE_CHECKING:
    from pydock.api.types.containers import ContainerInspect
    from pydock.cli.app import App
    from pydock.spec.container import CreateRequest

_NEW = ".pydock-new"
_OLD = ".pydock-old"
_RUNNING = "-running"
_TASK_LABEL = "com.docker.swarm.task.id"


def recreate(app: App, name: str, options: RecreateOptions) -> None:
    """Recreate a container, or show what would change. Raises PydockError."""
    if app.engine.is_podman:
        raise NotSupported("recreate requires dockerd: Podman adds defaults to the options")
    found = _find(app, name)
    name = _own_name(found) if found else name.removeprefix("/")
    dry_run = options["dry_run"]
    with unwinding_signals(), nullcontext() if dry_run else recreation_lock(app, name):
        _recover(app, name, dry_run=dry_run)
        container = containers.inspect_as_given(app.engine, name)
        _check(name, container)
        plan = planned_request(app, container, options)
        if dry_run:
            show_difference(app, name, plan, pull=options["pull"])
            return
        state = container.get("State") or {}
        runs = bool(state.get("Running") or state.get("Restarting"))
        replacement = _Replacement(app, name, container["Id"], runs=runs)
        replacement.create(plan, options)
        with replacement.restored_on_failure():
            replacement.replace(plan.request)
        app.print(name)
        replacement.finish()


def _find(app: App, name: str) -> ContainerInspect | None:
    try:
        return containers.inspect(app.engine, name, raw=True)
    except NotFound:
        return None


def _own_name(container: ContainerInspect) -> str:
    """Return the name that a container has, or had before it was replaced."""
    name = container["Name"].removeprefix("/")
    return name.removesuffix(_RUNNING).removesuffix(_NEW).removesuffix(_OLD)


def _check(name: str, container: ContainerInspect) -> None:
    """Raise PydockError for a container that cannot be replaced, or not be restored."""
    state, host = container.get("State") or {}, container.get("HostConfig") or {}
    if _TASK_LABEL in (container["Config"].get("Labels") or {}):
        raise PydockError(f"{name} is a task of a service: see service update")
    if state.get("Paused"):
        raise PydockError(f"{name} is paused: unpause it first")
    if host.get("AutoRemove") and state.get("Running"):
        raise PydockError(f"{name} is removed when it stops (--rm) and could not be restored")


class _Replacement:
    """The replacement of the container `old_id`; `runs` is whether that one ran before."""

    def __init__(self, app: App, name: str, old_id: str, new_id: str = "", *, runs: bool) -> None:
        self._app = app
        self._engine = app.engine
        self._name = name
        self._old_id = old_id
        self._new_id = new_id
        self._runs = runs
        self._stops = False

    def create(self, plan: RecreatePlan, options: RecreateOptions) -> None:
        """Create the new container, its image pulled if it is missing or with --pull."""
        created = create_pulled(
            self._app,
            plan.request._replace(name=self._temporary_name(_NEW)),
            pullable_reference(plan.request.body["Image"]),
            pull="always" if options["pull"] else "missing",
            quiet=options["quiet"],
            pull_platform=plan.platform,
        )
        self._new_id = created["Id"]
        for warning in created.get("Warnings") or ():
            self._app.warn(f"WARNING: {warning}")

    def _temporary_name(self, kind: str) -> str:
        return f"{self._name}{kind}{_RUNNING if self._runs else ''}"

    def replace(self, request: CreateRequest) -> None:
        """Stop the old container, give its name to the new one, and start that."""
        connect(self._engine, self._new_id, request.further_networks)
        if self._runs:
            self._stops = True
            containers.stop(self._engine, self._old_id)
            self._stops = False
        containers.rename(self._engine, self._old_id, self._temporary_name(_OLD))
        containers.rename(self._engine, self._new_id, self._name)
        if self._runs:
            containers.start(self._engine, self._new_id)
            self.await_health()

    def await_health(self) -> None:
        """Wait until the new container is healthy, if it has a health check. Raises PydockError."""
        check = containers.inspect(self._engine, self._new_id)["Config"].get("Healthcheck")
        if check is None or is_disabled(check):
            return
        from pydock.commands.shared.monitoring.condition_wait import Condition, ConditionWait

        limit, healthy = longest_start(check), Condition("healthy")
        if ConditionWait(self._app, healthy, limit, prints_names=False).run([self._name]):
            raise PydockError(f"the new container {self._name} is not healthy")

    def finish(self) -> None:
        """Remove the old container, but no volumes: the new one has them."""
        containers.rm(self._engine, self._old_id)
        mode = f"container:{self._old_id}"
        for one in containers.ls(self._engine, all=True):
            if (one.get("HostConfig") or {}).get("NetworkMode") == mode:
                other = one["Names"][0].removeprefix("/")
                self._app.warn(
                    f"{other} uses the network of the old container:"
                    f" {self._app.program} recreate --network container:{self._name} {other}"
                )

    @contextmanager
    def restored_on_failure(self) -> Iterator[None]:
        """Restore the old container where the block fails or a signal ends it."""
        try:
            yield
        except PydockError as error:
            self.restore()
            raise PydockError(f"{error.message}\n{self._name} is as it was before") from None
        except BaseException:
            self.restore()
            raise

    def restore(self) -> None:
        """Undo the steps, in an order that another run can go on with. Raises PydockError."""
        engine, old_id = self._engine, self._old_id
        try:
            if self._new_id:
                _remove(self._app, self._new_id)
            if containers.inspect(engine, old_id)["Name"] != f"/{self._name}":
                containers.rename(engine, old_id, self._name)
            if self._stops:  # in progress: a start would do nothing
                containers.stop(engine, old_id)
            if self._runs:
                containers.start(engine, old_id)
        except PydockError as error:
            raise PydockError(
                f"{error.message}\n{self._name} could not be restored:"
                f" {self._app.program} recreate {self._name} tries again"
            ) from None


def _remove(app: App, container: str) -> None:
    """Remove a new container and the volumes that were made for it; it may be gone."""
    with suppress(NotFound):
        containers.rm(app.engine, container, force=True, volumes=True)


class _RenamedContainer(NamedTuple):
    """A container under a temporary name, and whether the old one ran."""

    id: str
    name: str
    ran: bool


def _renamed_container(app: App, name: str) -> _RenamedContainer | None:
    for ran, mark in ((True, _RUNNING), (False, "")):
        found = _find(app, name + mark)
        if found and found["Name"] == f"/{name}{mark}":
            return _RenamedContainer(found["Id"], name + mark, ran)
    return None


def _recover(app: App, name: str, *, dry_run: bool) -> None:
    """Undo or finish a replacement that was interrupted. Raises PydockError if both are possible.

    The new container of one that is undone never ran, so nothing is lost.
    """
    new, old = _renamed_container(app, name + _NEW), _renamed_container(app, name + _OLD)
    if new is None and old is None:
        return
    if dry_run:
        raise PydockError(f"{name}: a recreate is in progress, or the next one goes on with it")
    current = _find(app, name)
    if current is not None and current["Name"] != f"/{name}":
        current = None
    if old is None and current is None:
        return
    if current is None or new is not None:
        renamed, old_id = old or new, old.id if old else (current or {}).get("Id", "")
        assert renamed
        _Replacement(app, name, old_id, new.id if new else "", runs=renamed.ran).restore()
        app.warn(f"{name}: an interrupted recreate is undone")
        return
    assert old
    _go_on(app, name, _Replacement(app, name, old.id, current["Id"], runs=old.ran), old, current)


def _go_on(
    app: App, name: str, replacement: _Replacement, old: _RenamedContainer, new: ContainerInspect
) -> None:
    """Go on where the new container has the name already."""
    state = new.get("State") or {}
    if old.ran and not has_run(state):
        replacement.restore()
        app.warn(f"{name}: an interrupted recreate is undone")
        return
    health = (state.get("Health") or {}).get("Status")
    if old.ran and (not is_up(state) or health == "unhealthy"):
        program = app.program
        raise PydockError(
            f"a recreate of {name} was interrupted when the new container had started, and that"
            " does not run well. Choose one of both:\n"
            f"  {program} rm {old.name}    keeps the new one\n"
            f"  {program} rm -f {name} && {program} rename {old.name} {name}"
            f" && {program} start {name}    restores the previous one"
        )
    if old.ran:
        with replacement.restored_on_failure():
            replacement.await_health()
    replacement.finish()
    app.warn(f"{name}: an interrupted recreate is finished")
