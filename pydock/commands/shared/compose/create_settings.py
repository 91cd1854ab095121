"""What the options of `up` and `create` do to the project and its images."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.commands.shared.compose.command_options import CreateOptions
from pydock.commands.shared.compose.convergence import CreateSettings
from pydock.commands.shared.compose.images import LocalImage, pull_required
from pydock.commands.shared.compose.opening import is_true, removes_orphans
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.prompt import confirm
from pydock.compose.errors import ComposeError
from pydock.compose.observed import ALL, CHANGED, NONE
from pydock.compose.project.selection import service_of, with_default_platform, with_selected
from pydock.golang.strconv.quoting import quote

if TYPE_CHECKING:
    from pydock.compose.project.types import Project, Service

_PULL_POLICIES = ("always", "never", "build", "missing", "if_not_present")


def with_create_options(app: App, project: Project, options: CreateOptions) -> Project:
    """Return the project with what the options change. Raises ComposeError."""
    services: dict[str, Service] = dict(project.services)
    if app.given("pull"):
        if options["pull"] not in _PULL_POLICIES:
            raise ComposeError(f"invalid --pull option {quote(options['pull'])}")
        for name, service in services.items():
            services[name] = {**service, "pull_policy": options["pull"]}
    changed = project._replace(services=services)
    if options["build"]:
        changed = always_built(changed)
    return scaled(with_default_platform(changed), options["scale"])


def always_built(project: Project) -> Project:
    """Return the project with every image built that can be, even if the engine has it."""
    services: dict[str, Service] = {
        name: {**service, "pull_policy": "build"} if service.get("build") else service
        for name, service in project.services.items()
    }
    return project._replace(services=services)


def scaled(project: Project, scales: Sequence[str]) -> Project:
    """Return the project with SERVICE=NUM applied. Raises ComposeError."""
    services = dict(project.services)
    for text in scales:
        name, equals, number = text.partition("=")
        if not equals or "=" in number:
            raise ComposeError(f"invalid --scale option {quote(text)}. Should be SERVICE=NUM")
        service_of(project, name)
        try:
            services[name] = with_scale(services[name], int(number))
        except ValueError:
            raise ComposeError(f"invalid number of containers: {quote(number)}") from None
    return project._replace(services=services)


def with_scale(service: Service, number: int) -> Service:
    """Return a service with another number of containers."""
    deploy = service.get("deploy")
    changed: Service = {**service, "scale": number}
    if deploy is not None:
        changed["deploy"] = {**deploy, "replicas": number}
    return changed


def create_settings(
    scope: Scope,
    options: CreateOptions,
    services: Sequence[str],
    *,
    always_recreate_deps: bool = False,
    renew_anonymous_volumes: bool = False,
    timeout_seconds: int | None = None,
    quiet_build: bool = False,
) -> CreateSettings:
    """Return what is done with existing containers, and how images are provided."""
    app = scope.app
    environ = scope.required_project.environment
    ignore_orphans = is_true(environ.get("COMPOSE_IGNORE_ORPHANS", ""))
    remove_orphans = removes_orphans(app, environ, given=options["remove_orphans"])
    if ignore_orphans and remove_orphans:
        raise ComposeError("cannot combine COMPOSE_IGNORE_ORPHANS and --remove-orphans")
    recreate = dependencies = CHANGED
    if options["no_recreate"]:
        recreate = dependencies = NONE
    elif options["force_recreate"] or renew_anonymous_volumes:
        recreate = ALL
    if always_recreate_deps:
        dependencies = ALL

    return CreateSettings(
        confirm=lambda question: options["yes"] or confirm(app, question),
        provide_images=partial(
            provide_images,
            scope,
            quiet_pull=options["quiet_pull"],
            quiet_build=quiet_build,
            builds=not options["no_build"],
        ),
        services=services,
        recreate=recreate,
        recreate_dependencies=dependencies,
        keep_anonymous_volumes=not renew_anonymous_volumes,
        timeout_seconds=timeout_seconds,
        remove_orphans=remove_orphans,
        ignore_orphans=ignore_orphans,
    )


def provide_images(
    scope: Scope,
    found: dict[str, LocalImage],
    *,
    quiet_pull: bool = False,
    quiet_build: bool = False,
    builds: bool = True,
) -> None:
    """Pull the images that policies require, and build those that are missing if it `builds`."""
    pull_required(scope, found, quiet=quiet_pull)
    if builds and any(one.get("build") for one in scope.required_project.services.values()):
        from pydock.commands.shared.compose.building import build_missing

        build_missing(scope, found, quiet=quiet_build)


def attached_services(
    project: Project,
    named: Sequence[str],
    chosen: Sequence[str],
    left_out: Sequence[str],
    *,
    with_dependencies: bool,
) -> list[str]:
    """Return the services whose output is shown. Raises ComposeError."""
    unknown = sorted(set(chosen) - project.services.keys())
    if unknown:
        raise ComposeError(f"cannot attach to services not included in up: {', '.join(unknown)}")
    if not chosen:
        if named:
            project = with_selected(project, named, with_dependencies=with_dependencies)
        chosen = [name for name, one in project.services.items() if one.get("attach", True)]
    return [name for name in chosen if name not in left_out]
