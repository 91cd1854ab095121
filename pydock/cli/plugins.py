"""docker's command-line plugins: programs named docker-NAME that add a command NAME.

A plugin is found in directories of plugins, describes itself in metadata, is listed on the help
page, and runs in place of pydock, or as its child where signals or hooks require that.
"""

from __future__ import annotations

import os
import sys
import time

from pydock import catalog
from pydock.cli.config_mentions import directory_of, mentions
from pydock.errors import ConfigError, PydockError
from pydock.golang.os_errors import os_reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from subprocess import Popen
    from typing import Any, NoReturn

    from pydock.cli.app import App

#: where packages of the system put plugins; the user's own come first
SYSTEM_DIRECTORIES = (
    "/usr/local/lib/docker/cli-plugins",
    "/usr/local/libexec/docker/cli-plugins",
    "/usr/lib/docker/cli-plugins",
    "/usr/libexec/docker/cli-plugins",
)

METADATA_COMMAND = "docker-cli-plugin-metadata"
METADATA_TIMEOUT_SECONDS = 10.0

_HOOKS_VARIABLES = ("DOCKER_CLI_HOOKS", "DOCKER_CLI_HINTS")
_BUILDX = "buildx"
_BUILDER_VARIABLE = "BUILDX_BUILDER"
_PREFIX = "docker-"
_FIELDS = ("SchemaVersion", "Vendor", "Version", "ShortDescription", "URL")


class Plugin:
    """A program found as docker-NAME; `error` is the reason why it cannot be used, or empty."""

    def __init__(self, name: str, paths: Sequence[str]) -> None:
        """`paths` are all files of the name, in order of precedence."""
        self.name = name
        self.path, *self.shadowed_paths = paths
        self.metadata: dict[str, str] = {}
        self.error = ""

    @property
    def vendor(self) -> str:
        return self.metadata.get("Vendor", "")

    @property
    def version(self) -> str:
        return self.metadata.get("Version", "")

    @property
    def description(self) -> str:
        return self.metadata.get("ShortDescription", "")

    def as_json(self) -> dict[str, Any]:
        """Return the fields of `info --format '{{json .ClientInfo.Plugins}}'`."""
        found: dict[str, Any] = {**self.metadata, "Name": self.name, "Path": self.path}
        if self.error:
            found["Err"] = self.error
        if self.shadowed_paths:
            found["ShadowedPaths"] = self.shadowed_paths
        return found

    def accept(self, answer: bytes) -> None:
        """Read the metadata that the plugin printed; the reason of a refusal becomes `error`."""
        from json import JSONDecodeError

        from pydock.golang.unmarshal import UnmarshalError, load

        try:
            metadata = load(answer)
        except UnmarshalError as error:
            from pydock.golang.json_errors import syntax_error

            cause = error.__cause__
            reason = syntax_error(cause) if isinstance(cause, JSONDecodeError) else str(error)
            self.error = f"invalid metadata: {reason}"
            return
        if problem := _type_error(metadata):
            self.error = f"invalid metadata: json: cannot unmarshal {problem}"
            return
        given = {key.lower(): value for key, value in (metadata or {}).items()}
        self.metadata = {key: value for key in _FIELDS if (value := given.get(key.lower()))}
        version = self.metadata.get("SchemaVersion", "")
        if problem := _schema_error(version):
            self.error = f"plugin SchemaVersion {problem}"
        elif not self.vendor:
            self.error = "plugin metadata does not define a vendor"


def _schema_error(version: str) -> str:
    """Return what is wrong with the version of a plugin's metadata, or an empty text."""
    if not version:
        return "version cannot be empty"
    major, dot, _ = version.partition(".")
    if not dot or not (major.isascii() and major.isdecimal()):
        return f'"{version}" has wrong format: must be <major>.<minor>.<patch>'
    is_newer = major.lstrip("0") not in ("", "1")
    return f'"{version}" is not supported: must be lower than 2.0.0' if is_newer else ""


def _type_error(metadata: Any) -> str:
    """Return the part of Go's message for a value of the wrong type, or an empty text."""
    from pydock.config.schema import json_type

    if metadata is None:
        return ""
    if not isinstance(metadata, dict):
        return f"{json_type(metadata)} into Go value of type metadata.Metadata"
    fields = {field.lower(): field for field in _FIELDS}
    for key, value in metadata.items():
        if key.lower() in fields and not isinstance(value, str | None):
            field = fields[key.lower()]
            return f"{json_type(value)} into Go struct field Metadata.{field} of type string"
    return ""


def help_lines(plugins: Iterable[Plugin]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the lines of the help page: usable plugins, and invalid ones with their errors."""
    usable: dict[str, str] = {}
    others: dict[str, str] = {}
    for plugin in plugins:
        if plugin.error:
            others[plugin.name] = plugin.error
        else:
            usable[f"{plugin.name}*"] = plugin.description
    return usable, others


def directories(app: App) -> list[str]:
    """Return the directories of plugins, in order of precedence."""
    own = app.config.path.parent / "cli-plugins"
    return [*app.config.texts("cliPluginsExtraDirs"), str(own), *SYSTEM_DIRECTORIES]


def candidates(directories: Iterable[str]) -> dict[str, list[str]]:
    """Return the files named docker-NAME: names, and their paths in order of precedence."""
    found: dict[str, list[str]] = {}
    for directory in directories:
        try:
            with os.scandir(directory) as entries:
                names = sorted(entry.name for entry in entries if not entry.is_dir())
        except OSError:
            continue
        for name in names:
            if name.startswith(_PREFIX):
                found.setdefault(name.removeprefix(_PREFIX), []).append(f"{directory}/{name}")
    return found


def may_exist(environ: Mapping[str, str]) -> bool:
    """Return whether there may be any plugin, without loading the configuration."""
    own = f"{directory_of(environ)}/cli-plugins"
    return bool(candidates([own, *SYSTEM_DIRECTORIES])) or mentions(environ, "cliPluginsExtraDirs")


def all_plugins(app: App) -> list[Plugin]:
    """Return every plugin, usable or not, by name; their metadata is read in parallel."""
    found = [Plugin(name, paths) for name, paths in sorted(candidates(directories(app)).items())]
    _read_metadata(app, found)
    return found


def find(app: App, name: str) -> Plugin | None:
    """Return the usable plugin of a name."""
    paths = candidates(directories(app)).get(name) if _is_valid_name(name) else None
    if not paths:
        return None
    plugin = Plugin(name, paths)
    _read_metadata(app, [plugin])
    return None if plugin.error else plugin


def run_plugin(app: App, arguments: Sequence[str], rest: Sequence[str]) -> int | None:
    """Run the plugin of a command line and return its exit status; None where there is none.

    `rest` is the part of the command line after the global options. A plugin runs when the first
    word, or the one after "help", is its name, and when it is the builder of a build. Raises
    ConfigError for an invalid alias, PydockError for a plugin that is missing or does not start.
    """
    builder_arguments = _builder_arguments(rest)
    if builder_arguments is not None:
        builder = _builder(app, builder_arguments)
        if builder is None:
            return None
        variables = _builder_variable(app, builder_arguments)
        global_arguments = arguments[: len(arguments) - len(rest)]
        return _run(app, builder, global_arguments, [builder.name, *builder_arguments], variables)
    name = next((word for word in rest[:2] if word != "help"), "")
    plugin = None if catalog.is_builtin(name) or _own_requested(app, name) else find(app, name)
    if plugin is None:
        return None
    return _run(app, plugin, arguments[: len(arguments) - len(rest)], rest, {})


def _own_requested(app: App, name: str) -> bool:
    """Return whether the user prefers pydock's own commands to the plugin of a name."""
    if name not in catalog.PLUGIN_FIRST:
        return False
    configured = app.config.own_settings.get(name, "")
    return (app.environ.get("PYDOCK_COMPOSE") or configured) == "own"


def hooks_enabled(app: App) -> bool:
    """Return whether hooks of plugins run: on a terminal, and where the user enables them."""
    if not app.is_terminal("stdout"):
        return False
    enabled = next((app.environ[name] for name in _HOOKS_VARIABLES if app.environ.get(name)), "")
    if not enabled and "config" in vars(app):
        enabled = str(app.config.table("features").get("hooks", ""))
    from pydock.golang.strconv.numbers import parse_bool

    try:
        return parse_bool(enabled)
    except ValueError:
        return False


def _builder_arguments(rest: Sequence[str]) -> Sequence[str] | None:
    """Return the arguments for a plugin that is the builder; None for other commands."""
    if rest[:2] == ["builder", "context"]:
        return None  # pydock's own command
    if rest[:1] == ["builder"] or rest[:2] == ["image", "build"]:
        return rest[1:]
    return rest if rest[:1] == ["build"] else None


def _builder(app: App, arguments: Sequence[str]) -> Plugin | None:
    """Return the plugin that is the builder, None where pydock builds.

    The alias "builder" of config.json names one, which has to exist. Without an alias, buildx
    builds where the user names one of its builders, and where it is installed it does all but
    build. DOCKER_BUILDKIT=0 disables plugins.
    """
    from pydock.config.buildkit_variable import buildkit_requested

    requested = buildkit_requested(app.environ)
    aliases = app.config.table("aliases")
    for alias in aliases:
        if alias != "builder":
            raise ConfigError(f'not allowed to alias "{alias}": "builder" alone may be one')
    name = aliases.get("builder", _BUILDX)
    if not name or catalog.is_builtin(name):
        raise ConfigError(f'not allowed to alias with builtin "{name}" as target')
    builds = list(arguments[:1]) == ["build"]
    needed = bool(aliases) or (builds and _names_other_builder(app, arguments))
    if requested is False or (builds and not needed):
        return None
    plugin = find(app, name)
    if plugin is None and needed:
        raise PydockError(
            "ERROR: BuildKit is enabled but the buildx component is missing or broken.\n"
            "       Install the buildx component to build images with BuildKit:\n"
            "       https://docs.docker.com/go/buildx/"
        )
    return plugin


def _names_other_builder(app: App, arguments: Sequence[str]) -> bool:
    """Return whether the user names a builder of buildx other than the engine in use."""
    own = ("", "default", app.endpoint_resolver.context_name)
    named = _named_builder(arguments)
    return (app.environ.get(_BUILDER_VARIABLE, "") if named is None else named) not in own


def _named_builder(arguments: Sequence[str]) -> str | None:
    """Return the value of `--builder`; None when it is not among the arguments."""
    for number, word in enumerate(arguments, 1):
        if word == "--builder":
            return arguments[number] if number < len(arguments) else ""
        if word.startswith("--builder="):
            return word.partition("=")[2]
    return None


def _builder_variable(app: App, arguments: Sequence[str]) -> dict[str, str]:
    """Return the variable that selects the engine for buildx, unless a builder is chosen."""
    if (
        _named_builder(arguments) is not None
        or app.environ.get(_BUILDER_VARIABLE)
        or app.config.table("aliases")
    ):
        return {}
    return {_BUILDER_VARIABLE: app.endpoint_resolver.context_name}


def _run(
    app: App,
    plugin: Plugin,
    global_arguments: Sequence[str],
    arguments: Sequence[str],
    variables: Mapping[str, str],
) -> int:
    """Run the plugin with more `variables`, in place of this process on a terminal."""
    app.stdout.flush()
    app.stderr.flush()
    environ = {**environment(app), **variables}
    if context := app.endpoint_resolver.directory_context:  # which plugins do not look for
        environ["DOCKER_CONTEXT"] = context
    argv = [plugin.path, *global_arguments, *arguments]
    try:
        if app.is_terminal("stdout") and not hooks_enabled(app):
            _exec(argv, environ)
        from pydock.cli.plugin_process import run

        return run(app, argv, environ)
    except OSError as error:
        raise PydockError(_exec_error(plugin, error)) from None


def _exec(argv: Sequence[str], environ: Mapping[str, str]) -> NoReturn:
    import signal

    for ignored in (signal.SIGPIPE, signal.SIGXFSZ):  # by Python; programs inherit that
        signal.signal(ignored, signal.SIG_DFL)
    os.execve(argv[0], list(argv), environ)


def _exec_error(plugin: Plugin, error: OSError) -> str:
    return f"fork/exec {plugin.path}: {os_reason(error)}"


def environment(app: App) -> dict[str, str]:
    """Return the environment of a plugin, with the program that it may call back."""
    return {**app.environ, "DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND": sys.argv[0]}


def start(app: App, path: str, *arguments: str) -> Popen[bytes]:
    """Start a plugin that answers on its standard output alone. Raises OSError."""
    from subprocess import DEVNULL, PIPE, Popen

    return Popen(
        [path, *arguments], stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, env=environment(app)
    )


def _is_valid_name(name: str) -> bool:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return name[:1] in letters and not name.strip(f"{letters}0123456789") and bool(name)


def _read_metadata(app: App, plugins: Iterable[Plugin]) -> None:
    """Run the plugins in parallel for their metadata."""
    from pydock.config.child_output import ChildOutputError, exit_text, read_output

    children: list[tuple[Plugin, Popen[bytes]]] = []
    for plugin in plugins:
        if not _is_valid_name(plugin.name):
            plugin.error = f'plugin candidate "{plugin.name}" did not match "^[a-z][a-z0-9]*$"'
        elif catalog.is_builtin(plugin.name):
            plugin.error = f'plugin "{plugin.name}" duplicates builtin command'
        else:
            try:
                children.append((plugin, start(app, plugin.path, METADATA_COMMAND)))
            except OSError as error:
                plugin.error = f"failed to fetch metadata: {_exec_error(plugin, error)}"
    deadline = time.monotonic() + METADATA_TIMEOUT_SECONDS
    for plugin, child in children:
        try:
            answer = read_output(child, timeout_seconds=max(deadline - time.monotonic(), 0))
        except ChildOutputError as error:
            plugin.error = f"failed to fetch metadata: {error}"
            continue
        if child.returncode:
            plugin.error = f"failed to fetch metadata: {exit_text(child.returncode)}"
        else:
            plugin.accept(answer)
