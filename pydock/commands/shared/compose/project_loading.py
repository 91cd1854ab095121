"""Loads the project of a command line."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.commands.shared.compose.project_files import LocalFiles, find_files
from pydock.commands.shared.compose.project_options import ansi_mode, project_options
from pydock.compose.errors import ComposeError
from pydock.golang.strconv.quoting import quote

if TYPE_CHECKING:
    from pydock.compose.project.loading import LoadOptions
    from pydock.compose.project.types import Project


def load_options(
    app: App,
    *,
    interpolate: bool = True,
    normalize: bool = True,
    resolve_paths: bool = True,
    check_consistency: bool = True,
) -> LoadOptions:
    """Return what the project of the command line is loaded from, and how.

    Raises ComposeError for an invalid name of a project, and files that cannot be found.
    """
    from pydock.compose.project.loading import LoadOptions, invalid_name, normalized_name

    options = project_options(app)
    files = LocalFiles(app)
    found = find_files(options, app.environ, files, partial(show_warning, app))
    name = options["project_name"]
    if normalized_name(name) != name:
        raise invalid_name(name)
    profiles = options["profile"] or [
        profile.strip() for profile in found.environ.get("COMPOSE_PROFILES", "").split(",")
    ]
    return LoadOptions(
        directory=found.directory,
        config_files=found.config_files,
        environ=found.environ,
        files=files,
        warn=partial(show_warning, app),
        name=name,
        profiles=tuple(profiles),
        env_files=found.env_files,
        interpolate=interpolate,
        normalize=normalize,
        resolve_paths=resolve_paths,
        check_consistency=check_consistency,
    )


def load_unresolved(
    app: App, load: LoadOptions, services: Sequence[str] = (), *, resolve_first: bool = False
) -> Project:
    """Load the project with the named services, without their env files unless `resolve_first`."""
    from pydock.compose.project.loading import load_without_environment

    return load_without_environment(
        load,
        services,
        all_resources=project_options(app)["all_resources"],
        resolve_first=resolve_first,
    )


def show_warning(app: App, warning: str) -> None:
    """Print a warning as docker compose does: with the time, but on a terminal."""
    if app.is_terminal("stderr"):
        app.warn(f"WARN[0000] {warning}")
        return
    from pydock.golang.time.instant import local

    now = local(int(time.time())).rfc3339()
    app.warn(f'time="{now}" level=warning msg={quote(warning)}')


def check_display(app: App) -> None:
    """Raise ComposeError for options of the display that exclude each other, or are unknown."""
    options = project_options(app)
    _warn_of_old_options(app)
    ansi = ansi_mode(app, app.environ)
    progress = options["progress"] or app.environ.get("COMPOSE_PROGRESS", "")
    if progress == "tty" and ansi == "never":
        raise ComposeError("can't use --progress tty while ANSI support is disabled")
    if progress == "plain" and ansi == "always":
        raise ComposeError("can't use --progress plain while ANSI support is forced")
    if progress not in ("", "auto", "tty", "plain", "json", "quiet", "none"):
        raise ComposeError(f"unsupported --progress value {quote(progress)}")


def _warn_of_old_options(app: App) -> None:
    """Warn of options of docker compose 1; ComposeError beside those that replace them."""
    given = app.group_options_given
    if "no_ansi" in given:
        if "ansi" in given:
            raise ComposeError(
                'cannot specify DEPRECATED "--no-ansi" and "--ansi". Please use only "--ansi"'
            )
        app.warn("option '--no-ansi' is DEPRECATED ! Please use '--ansi' instead.")
    if "workdir" in given:
        if "project_directory" in given:
            raise ComposeError(
                'cannot specify DEPRECATED "--workdir" and "--project-directory".'
                ' Please use only "--project-directory" instead'
            )
        app.warn(
            "option '--workdir' is DEPRECATED at root level!"
            " Please use '--project-directory' instead."
        )
