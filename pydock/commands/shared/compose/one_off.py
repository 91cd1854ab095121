"""`compose run`: a container of a service that runs one command."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from pydock.api import containers
from pydock.cli.app import App
from pydock.commands.shared.compose.api_socket import give_api_socket
from pydock.commands.shared.compose.containers import first_id, list_containers, of_services
from pydock.commands.shared.compose.convergence import CreateSettings, create_project
from pydock.commands.shared.compose.create_settings import provide_images
from pydock.commands.shared.compose.creation import (
    check_engine,
    container_settings,
    create_container,
)
from pydock.commands.shared.compose.images import LocalImage, local_images
from pydock.commands.shared.compose.opening import is_true
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.starting import copy_files, start_services, wait_for
from pydock.commands.shared.container.attach_session import (
    Streams,
    require_terminal,
    resolve_detach_keys,
)
from pydock.commands.shared.container.start_container import StartFailed, start_attached
from pydock.commands.shared.dotenv_files import dotenv_variables
from pydock.commands.shared.prompt import confirm
from pydock.compose.errors import ComposeError
from pydock.compose.project import short_forms
from pydock.compose.project.hashing import service_hash
from pydock.compose.project.selection import service_of, with_selected
from pydock.compose.requests import labels
from pydock.compose.requests.container import create_request
from pydock.compose.requests.labels import container_labels, service_labels
from pydock.compose.requests.references import resolved
from pydock.errors import PydockError
from pydock.options.shell_words import split_words

if TYPE_CHECKING:
    from pydock.commands.shared.compose.run_options import RunOptions
    from pydock.compose.project.service_parts import Mount, Port
    from pydock.compose.project.types import Project, Service

T = TypeVar("T")

#: fields that the options leave out when they are empty
_EMPTIED = ("ports", "volumes", "cap_add", "cap_drop", "environment", "labels")
_SLUG_BYTES = 32
_SHORT_DIGITS = 12


def run_one_off(scope: Scope, name: str, words: Sequence[str], options: RunOptions) -> int:
    """Create and start the container, and return its exit status. Raises PydockError."""
    app = scope.app
    give_api_socket(scope)
    project = scope.required_project
    if options["no_deps"]:
        project = with_selected(project, [name], with_dependencies=False)
    service = _changed(scope, project, service_of(project, name), words, options)
    is_interactive = options["interactive"] and not options["detach"]
    require_terminal(app, stdin=is_interactive, tty=service.get("tty", False))
    slug = secrets.token_hex(_SLUG_BYTES)
    if not service.get("container_name"):
        parts = (scope.name, name, "run", slug[:_SHORT_DIGITS])
        service["container_name"] = scope.separator.join(parts)
    scope.project = project._replace(services={**project.services, name: service})
    provide = partial(
        provide_images, quiet_pull=options["quiet_pull"], quiet_build=options["quiet_build"]
    )
    only = _only(scope, name)
    check_engine(only)
    with scope.shown("Creating"):
        _start_dependencies(scope, name, provide, remove_orphans=options["remove_orphans"])
    found = local_images(only)
    provide(only, found)
    container = _create(scope, name, service, slug, options, found)
    if scope.dry_run:
        return 0
    if options["detach"]:
        containers.start(scope.engine, container)
        app.print(container)
        return 0
    return _start(app, container, service, is_interactive, auto_remove=options["rm"])


def _changed(
    scope: Scope, project: Project, declared: Service, words: Sequence[str], options: RunOptions
) -> Service:
    """Return the service with what the options change."""
    app = scope.app
    service: Service = declared.copy()
    service["tty"] = _has_terminal(app, options)
    service["stdin_open"] = options["interactive"]
    service["scale"] = 1
    service.pop("restart", None)
    service.pop("container_name", None)
    deploy = service.get("deploy")
    if deploy is not None:
        service["deploy"] = deploy.copy()
        service["deploy"].pop("restart_policy", None)
    if options["name"]:
        service["container_name"] = options["name"]
    if not options["service_ports"]:
        service["ports"] = []
        for text in options["publish"]:
            service["ports"] += cast("list[Port]", _parsed(short_forms.ports, text))
    volumes = [cast("Mount", _parsed(short_forms.mount, text)) for text in options["volume"]]
    service["volumes"] = [*service.get("volumes", []), *volumes]
    if app.given("entrypoint"):
        service["entrypoint"] = split_words(options["entrypoint"])
        service["command"] = []
    if words:
        service["command"] = list(words)
    if options["user"]:
        service["user"] = options["user"]
    if options["workdir"]:
        service["working_dir"] = options["workdir"]
    added, dropped = options["cap_add"], options["cap_drop"]
    kept = [one for one in service.get("cap_add", []) if one not in dropped]
    service["cap_add"] = [*kept, *added]
    kept = [one for one in service.get("cap_drop", []) if one not in added]
    service["cap_drop"] = [*kept, *dropped]
    environment = _environment(app, project, options)
    service["environment"] = {**service.get("environment", {}), **environment}
    service["labels"] = {**service.get("labels", {}), **_labels(options["label"])}
    if app.given("pull"):
        service["pull_policy"] = options["pull"]
    if options["build"] and service.get("build"):
        service["pull_policy"] = "build"
    used = {field: value for field, value in service.items() if value or field not in _EMPTIED}
    return cast("Service", used)


def _parsed(parse: Callable[[str], T], text: str) -> T:
    """Parse the text of an option. Raises ComposeError."""
    try:
        return parse(text)
    except ValueError as error:
        raise ComposeError(str(error)) from None


def _has_terminal(app: App, options: RunOptions) -> bool:
    """Return whether the container has a terminal: by default if there is one here."""
    if app.given("tty"):
        return options["tty"]
    if app.given("no_TTY"):
        return not options["no_TTY"]
    if not app.given("interactive") and not app.is_terminal("stdin"):
        return False
    return app.is_terminal("stdout")


def _environment(app: App, project: Project, options: RunOptions) -> dict[str, str | None]:
    """Return the variables of --env and of --env-from-file, the first ones winning."""
    found: dict[str, str | None] = {}
    for text in options["env"]:
        name, equals, value = text.partition("=")
        copied = project.environment.get(name)
        if equals or copied:
            found[name] = value if equals else copied
    try:
        for text in dotenv_variables(app, "env-from-file", options["env_from_file"]):
            name, _, value = text.partition("=")
            found.setdefault(name, value)
    except ValueError as error:
        raise ComposeError(str(error)) from None
    return found


def _labels(texts: Sequence[str]) -> dict[str, str]:
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise ComposeError("label must be set as KEY=VALUE")
        found[name] = value
    return found


def _only(scope: Scope, name: str) -> Scope:
    """Return a scope whose project has one service alone."""
    project = with_selected(scope.required_project, [name], with_dependencies=False)
    return scope.with_project(project)


def _start_dependencies(
    scope: Scope,
    name: str,
    provide: Callable[[Scope, dict[str, LocalImage]], None],
    *,
    remove_orphans: bool,
) -> None:
    """Create what the project needs, and start all of its services but this one."""
    project = scope.required_project
    services = {one: service for one, service in project.services.items() if one != name}
    disabled = {**project.disabled_services, name: project.services[name]}
    others = scope.with_project(project._replace(services=services, disabled_services=disabled))
    ignores = is_true(project.environment.get("COMPOSE_IGNORE_ORPHANS", ""))
    settings = CreateSettings(
        confirm=partial(confirm, scope.app),
        provide_images=partial(provide, others),
        remove_orphans=remove_orphans,
        ignore_orphans=ignores,
    )
    create_project(others, settings)
    if services:
        start_services(others)


def _create(
    scope: Scope,
    name: str,
    service: Service,
    slug: str,
    options: RunOptions,
    images: dict[str, LocalImage],
) -> str:
    """Create the container and return its ID."""
    project = scope.required_project
    found = list_containers(scope, one_off=None)
    if not options["no_deps"]:
        wait_for(scope, project, name, service.get("depends_on", {}), found)
    own = [one for one in found if not one.is_one_off]
    service = resolved(service, lambda other: first_id(of_services(own, [other])))
    image = images.get(scope.image_name(name, service))
    marked = service_labels(
        project, name, service, image_id=image.id if image else "", env_files=scope.env_files
    )
    marked |= {labels.SLUG: slug, labels.ONE_OFF: "True"}
    marked = container_labels(marked, service, service_hash(service), 0)
    container_name = service["container_name"]
    settings = container_settings(
        scope, name, service, container_name, marked, alias=container_name, number=-1
    )._replace(
        use_aliases=options["use_aliases"],
        attach_stdin=options["interactive"],
        auto_remove=options["rm"],
    )
    created = create_container(scope, name, create_request(project, name, service, settings))
    copy_files(scope, project, name, service, created["Id"])
    return created["Id"]


def _start(
    app: App, container: str, service: Service, is_interactive: bool, *, auto_remove: bool
) -> int:
    streams = Streams(
        tty=service.get("tty", False),
        stdin=is_interactive,
        stdout=True,
        stderr=True,
        detach_keys=resolve_detach_keys(app, ""),
    )
    try:
        return start_attached(
            app,
            container,
            streams,
            lambda: containers.start(app.engine, container),
            forward_signals=True,
            auto_remove=auto_remove,
        )
    except StartFailed as error:
        raise PydockError(error.message) from None
