"""The scope of a command line: its project, by its files or by its name alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.commands.shared.compose.project_loading import check_display, load_options
from pydock.commands.shared.compose.project_options import ansi_mode, project_options
from pydock.commands.shared.compose.scope import Scope
from pydock.commands.shared.compose.workers import MAX_THREADS
from pydock.compose.errors import ComposeError
from pydock.golang.strconv.numbers import parse_bool
from pydock.golang.strconv.quoting import quote

if TYPE_CHECKING:
    from pydock.compose.project.types import Project

#: of the process, or of .env
_NAME_VARIABLE = "COMPOSE_PROJECT_NAME"


def project_scope(app: App, services: Sequence[str] = (), *, dry_run: bool = False) -> Scope:
    """Return the scope of a command that needs the files. Raises ComposeError."""
    from pydock.compose.project.loading import load_project

    load = load_options(app)
    all_resources = project_options(app)["all_resources"]
    project = load_project(load, services, all_resources=all_resources)
    scope = _scope_of(app, project, dry_run=dry_run)
    scope.env_files = load.env_files
    return scope


def named_scope(app: App, services: Sequence[str] = (), *, dry_run: bool = False) -> Scope:
    """Return the scope of a command that needs the name, and reads files unless -p has it."""
    options = project_options(app)
    name = options["project_name"]
    if name and not options["file"]:
        return _scope(app, name.lower(), None, app.environ, dry_run=dry_run)
    from pydock.compose.project.loading import load_without_environment

    environ: Mapping[str, str] = app.environ
    try:
        load = load_options(app)
        environ = load.environ
        project = load_without_environment(load, services)
    except ComposeError:
        name = environ.get(_NAME_VARIABLE, "")
        if not name:
            raise
        return _scope(app, name.lower(), None, environ, dry_run=dry_run)
    return _scope_of(app, project, dry_run=dry_run)


def name_scope(app: App, *, dry_run: bool = False) -> Scope:
    """Return the scope of a command that needs the name alone."""
    name = project_options(app)["project_name"] or app.environ.get(_NAME_VARIABLE, "")
    if not name:
        from pydock.compose.project.loading import load_without_environment

        load = load_options(app)
        name = load.environ.get(_NAME_VARIABLE, "") or load_without_environment(load).name
    return _scope(app, name.lower(), None, app.environ, dry_run=dry_run)


def _without_environment(app: App, services: Sequence[str]) -> Project:
    """Load the project without the env files of its services."""
    from pydock.compose.project.loading import load_without_environment

    return load_without_environment(load_options(app), services)


def _scope_of(app: App, project: Project, *, dry_run: bool) -> Scope:
    return _scope(app, project.name, project, project.environment, dry_run=dry_run)


def _scope(
    app: App, name: str, project: Project | None, environ: Mapping[str, str], *, dry_run: bool
) -> Scope:
    check_display(app)
    options = project_options(app)
    compatible = options["compatibility"] or is_true(environ.get("COMPOSE_COMPATIBILITY", ""))
    progress = options["progress"] or environ.get("COMPOSE_PROGRESS", "") or "auto"
    ansi = ansi_mode(app, environ)
    if progress == "auto" and ansi != "auto":
        progress = "plain" if ansi == "never" else "tty"
    scope = Scope(
        app,
        name,
        project,
        progress="quiet" if progress == "none" else progress,
        ansi="never" if environ.get("NO_COLOR") else ansi,
        dry_run=dry_run or options["dry_run"],
        separator="_" if compatible else "-",
        limit=_limit(options["parallel"], environ),
    )
    if scope.dry_run:
        from pydock.commands.shared.compose.dry_run import without_changes

        without_changes(app)
    return scope


def _limit(parallel: int, environ: Mapping[str, str]) -> int:
    """Return how many images are pulled or built at a time. Raises ComposeError."""
    text = environ.get("COMPOSE_PARALLEL_LIMIT")
    if parallel == -1 and text is not None:
        try:
            parallel = int(text)
        except ValueError:
            raise ComposeError(
                f"COMPOSE_PARALLEL_LIMIT must be an integer (found: {quote(text)})"
            ) from None
    return parallel if parallel > 0 else MAX_THREADS


def is_true(text: str) -> bool:
    """Return whether a variable is set to a true value."""
    try:
        return parse_bool(text)
    except ValueError:
        return text.lower() in ("y", "yes", "on")


def removes_orphans(app: App, environ: Mapping[str, str], *, given: bool) -> bool:
    """Return the value `given` with --remove-orphans, without it COMPOSE_REMOVE_ORPHANS."""
    if app.given("remove_orphans"):
        return given
    return is_true(environ.get("COMPOSE_REMOVE_ORPHANS", ""))


def named_services_scope(
    app: App, services: Sequence[str], *, with_dependencies: bool, dry_run: bool
) -> Scope:
    """Return the scope of named services, alone unless `with_dependencies`."""
    from pydock.compose.project.selection import with_selected

    project = _without_environment(app, services)
    scope = _scope_of(app, project, dry_run=dry_run)
    project = with_selected(project, services, with_dependencies=with_dependencies)
    return scope.with_project(project)


def all_services_scope(app: App, *, dry_run: bool) -> Scope:
    """Return the scope of `build`: with all that services are built from."""
    from pydock.compose.project.loading import load_without_environment

    project = load_without_environment(load_options(app), all_resources=True)
    return _scope_of(app, project, dry_run=dry_run)
