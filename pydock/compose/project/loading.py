"""Loads the files of a project: their model, its name, and the services of the profiles."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from pydock.compose.errors import ComposeError
from pydock.compose.key_order import sorted_keys
from pydock.compose.project.consistency import check_consistency
from pydock.compose.project.interpolation import Interpolation
from pydock.compose.project.model import SECRET_CONTENT, Files, ModelLoader, Scope
from pydock.compose.project.normalizing import normalize
from pydock.compose.project.selection import with_profiles, with_selected, without_unused
from pydock.compose.project.service_files import with_environment, with_labels
from pydock.compose.project.shape import Shape, extensions
from pydock.compose.project.sources import Sources
from pydock.compose.project.types import FILE_OBJECT, MODEL, NETWORK, SERVICE, VOLUME, Project
from pydock.golang.strconv.quoting import quote

Json = dict[str, Any]

PROJECT_NAME = "COMPOSE_PROJECT_NAME"


class LoadOptions(NamedTuple):
    """What is loaded, and how."""

    #: absolute path of the project directory
    directory: str
    #: absolute paths; "-" is standard input
    config_files: tuple[str, ...]
    #: variables of the process, then those of env files
    environ: Mapping[str, str]
    files: Files
    #: takes a warning for the user
    warn: Callable[[str], None]
    #: given name of the project, "" for that of the environment, the files or the directory
    name: str = ""
    profiles: tuple[str, ...] = ()
    #: files of variables that the user named, in place of .env
    env_files: tuple[str, ...] = ()
    interpolate: bool = True
    normalize: bool = True
    resolve_paths: bool = True
    check_consistency: bool = True


class _Loaded(NamedTuple):
    """A model in YAML's form, not yet decoded."""

    model: Json
    name: str
    environ: dict[str, str]


def load_project(
    options: LoadOptions, services: Iterable[str] = (), *, all_resources: bool = False
) -> Project:
    """Load a project, with the named services and what they depend on. Raises ComposeError.

    `all_resources` keeps networks, volumes, secrets and configs that no service uses.
    """
    project = load_without_environment(
        options, services, all_resources=all_resources, keeps_label_files=True
    )
    return with_environment(project, options.files.read, options.warn)


def load_without_environment(
    options: LoadOptions,
    services: Iterable[str] = (),
    *,
    all_resources: bool = False,
    resolve_first: bool = False,
    keeps_label_files: bool = False,
) -> Project:
    """Load a project as `load_project`, but leave `env_file` and unset variables as they are.

    With `resolve_first` those of all enabled services are resolved, before some are selected.
    """
    services = list(services)
    loaded = _loaded(options)
    project = with_profiles(_decoded(loaded, options), options.profiles)
    if options.check_consistency:
        check_consistency(project)
    if resolve_first:
        project = with_environment(project, options.files.read, options.warn)
    project = with_labels(project, options.files.read, options.warn, keeps_names=keeps_label_files)
    if not project.name:
        raise ComposeError("project name can't be empty. Use `--project-name` to set a valid name")
    enabled = [
        profile
        for name in services
        if name not in project.services
        for profile in project.disabled_services.get(name, {}).get("profiles", ())
    ]
    if services:
        project = with_profiles(project, (*options.profiles, *enabled))
    project = with_selected(project, services)
    return project if all_resources else without_unused(project)


def load_model(options: LoadOptions) -> Json:
    """Return the merged model as it is in YAML. Raises ComposeError.

    Variables of the environment are not resolved in it.
    """
    loaded = _loaded(options, resolves=False)
    ordered: Json = sorted_keys(loaded.model)
    return ordered


def _loaded(options: LoadOptions, *, resolves: bool = True) -> _Loaded:
    sources = Sources(options.files.read)
    sources.read_all(options.config_files)
    name = _project_name(options, sources)
    environ = {**(options.environ if resolves else {}), PROJECT_NAME: name}
    scope = Scope(
        sources=sources,
        files=options.files,
        environ=environ,
        directory=options.directory,
        root=options.directory,
        warn=options.warn,
        interpolate=options.interpolate,
        resolve_paths=options.resolve_paths,
    )
    if not options.config_files:
        raise ComposeError("no configuration file provided: not found")
    model = ModelLoader(scope).model(options.config_files)
    if not model:
        raise ComposeError("empty compose file")
    if not name:
        raise ComposeError("project name must not be empty")
    if options.normalize:
        normalize(model, name, environ)
    return _Loaded(model, name, environ)


def _project_name(options: LoadOptions, sources: Sources) -> str:
    """Return the name: that given, of the environment, of the last file with one, or directory."""
    given = options.name or options.environ.get(PROJECT_NAME, "")
    if given:
        if normalized_name(given) != given:
            raise invalid_name(given)
        return given
    names = [sources.name(path) for path in options.config_files]
    in_files = next((name for name in reversed(names) if name), "")
    if not in_files:
        name = posixpath.basename(options.directory)
        if posixpath.basename(_without_links(options.directory, options.files)) != name:
            options.warn(
                "project has been loaded without an explicit name from a symlink."
                f" Using name {quote(name)}"
            )
        return normalized_name(name)
    if options.interpolate:
        interpolation = Interpolation(options.environ, options.warn)
        in_files = interpolation.substituted(in_files, ("name",))
    return normalized_name(in_files) if options.normalize else in_files


def _without_links(path: str, files: Files) -> str:
    while (found := files.real_path(path)) != path:
        path = found
    return path


def normalized_name(text: str) -> str:
    """Return a text as the name of a project: lower case, without other characters."""
    return re.sub("[^a-z0-9_-]", "", text.lower()).lstrip("_-")


def invalid_name(name: str) -> ComposeError:
    """Return the error for a name that the user gave."""
    return ComposeError(
        f'invalid project name "{name}": must consist only of lowercase alphanumeric characters,'
        " hyphens, and underscores as well as start with a letter or number"
    )


def _decoded(loaded: _Loaded, options: LoadOptions) -> Project:
    model = loaded.model
    for secret in (model.get("secrets") or {}).values():
        if isinstance(secret, dict) and SECRET_CONTENT in secret:
            secret["content"] = secret.pop(SECRET_CONTENT)

    def section(name: str, shape: Shape) -> dict[str, Any]:
        found = {
            key: shape({} if item is None else item, (name, f"[{key}]"))
            for key, item in (model.get(name) or {}).items()
        }
        ordered: dict[str, Any] = sorted_keys(found, deep=False)
        return ordered

    return Project(
        name=loaded.name,
        services=section("services", SERVICE),
        networks=section("networks", NETWORK),
        volumes=section("volumes", VOLUME),
        secrets=section("secrets", FILE_OBJECT),
        configs=section("configs", FILE_OBJECT),
        models=section("models", MODEL),
        extensions=extensions(model),
        working_directory=options.directory,
        config_files=options.config_files,
        environment=loaded.environ,
        env_files=options.env_files,
    )
