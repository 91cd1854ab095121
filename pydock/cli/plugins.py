"""docker's command-line plugins: programs called docker-NAME that add a command NAME.

They are found, asked what they are, listed, and run in place of pydock, so that they have its
terminal, signals and exit status for themselves.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from pydock import catalog
from pydock.cli.plugin_paths import SYSTEM_FOLDERS, candidates
from pydock.errors import ConfigError, PydockError
from pydock.golang.os_errors import os_reason

if TYPE_CHECKING:
    from pydock.cli.app import App

METADATA_COMMAND = "docker-cli-plugin-metadata"
METADATA_TIMEOUT_SECONDS = 10.0

_BUILDX = "buildx"
_BUILDER_VARIABLE = "BUILDX_BUILDER"
_NAME = re.compile("[a-z][a-z0-9]*")
_FIELDS = ("SchemaVersion", "Vendor", "Version", "ShortDescription", "URL")


class Plugin:
    """A program found as docker-NAME; `error` says why it is no usable plugin, if it is none."""

    def __init__(self, name: str, paths: Sequence[str]) -> None:
        """`paths` are all places where it was found: the first one counts."""
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
        """What `info --format '{{json .ClientInfo.Plugins}}'` shows of it."""
        found: dict[str, Any] = {**self.metadata, "Name": self.name, "Path": self.path}
        if self.error:
            found["Err"] = self.error
        if self.shadowed_paths:
            found["ShadowedPaths"] = self.shadowed_paths
        return found

    def accept(self, answer: bytes) -> None:
        """Takes over what the plugin says of itself, or notes what is wrong with that."""
        try:
            metadata = json.loads(answer)
        except ValueError as error:
            self.error = f"invalid metadata: {error}"
            return
        if not isinstance(metadata, dict):
            self.error = "invalid metadata: not an object"
            return
        found = {key: metadata.get(key) or "" for key in _FIELDS}
        if not all(isinstance(value, str) for value in found.values()):
            self.error = "invalid metadata: a field is not a text"
            return
        self.metadata = {key: value for key, value in found.items() if value}
        version = found["SchemaVersion"]
        if not version.startswith("0."):
            self.error = f'plugin SchemaVersion "{version}" is not valid, must be 0.1.0'
        elif not self.vendor:
            self.error = "plugin metadata does not define a vendor"


def help_lines(plugins: Iterable[Plugin]) -> tuple[dict[str, str], dict[str, str]]:
    """For the help page: usable plugins with their descriptions, others with what is wrong."""
    usable: dict[str, str] = {}
    others: dict[str, str] = {}
    for plugin in plugins:
        if plugin.error:
            others[plugin.name] = plugin.error
        else:
            usable[f"{plugin.name}*"] = plugin.description
    return usable, others


def folders(app: App) -> list[str]:
    """Where plugins may be, the most important place first."""
    own = app.config.path.parent / "cli-plugins"
    return [*app.config.texts("cliPluginsExtraDirs"), str(own), *SYSTEM_FOLDERS]


def all_plugins(app: App) -> list[Plugin]:
    """Every plugin, usable or not, by name; each one is asked what it is, all at once."""
    found = [Plugin(name, paths) for name, paths in sorted(candidates(folders(app)).items())]
    _ask(app, found)
    return found


def find(app: App, name: str) -> Plugin | None:
    """The usable plugin of a name."""
    paths = candidates(folders(app)).get(name) if _NAME.fullmatch(name) else None
    if not paths:
        return None
    plugin = Plugin(name, paths)
    _ask(app, [plugin])
    return None if plugin.error else plugin


def divert(app: App, words: Sequence[str], rest: Sequence[str]) -> None:
    """Runs the plugin that a command line means, and then does not return; returns for others.

    `words` is the command line, `rest` what is left of it behind the options of the program. It
    means a plugin when its first word, or the one behind "help", is a plugin's name, or when
    it builds and a plugin is to build. Raises ConfigError for an alias that cannot be, and
    PydockError for a plugin that is missing or cannot be started.
    """
    arguments = _builder_arguments(rest)
    if arguments is not None:
        builder = _builder(app, arguments)
        if builder:
            leading = words[: len(words) - len(rest)]
            chosen = _builder_variable(app, arguments)
            _become(app, builder, [*leading, builder.name, *arguments], chosen)
        return
    name = next((word for word in rest[:2] if word != "help"), "")
    plugin = None if catalog.is_builtin(name) else find(app, name)
    if plugin:
        _become(app, plugin, words)


def _builder_arguments(rest: Sequence[str]) -> Sequence[str] | None:
    """What the plugin that builds gets of a command line; None for one that does not build."""
    if rest[:2] == ["builder", "context"]:
        return None  # pydock's own, which no plugin has
    if rest[:1] == ["builder"] or rest[:2] == ["image", "build"]:
        return rest[1:]
    return rest if rest[:1] == ["build"] else None


def _builder(app: App, arguments: Sequence[str]) -> Plugin | None:
    """The plugin that is to build, or to do what else builders do; None for pydock itself.

    The alias "builder" of config.json names one, and has to be there then. Without an alias,
    buildx builds where the person names one of its builders, and does all but build where it
    is installed. DOCKER_BUILDKIT=0 keeps plugins out of it.
    """
    from pydock.config.buildkit_variable import buildkit_requested

    wanted = buildkit_requested(app.environ)
    aliases = app.config.table("aliases")
    for alias in aliases:
        if alias != "builder":
            raise ConfigError(f'not allowed to alias "{alias}": "builder" alone may be one')
    name = aliases.get("builder", _BUILDX)
    if not name or catalog.is_builtin(name):
        raise ConfigError(f'not allowed to alias with builtin "{name}" as target')
    builds = list(arguments[:1]) == ["build"]
    needed = bool(aliases) or (builds and _names_other_builder(app, arguments))
    if wanted is False or (builds and not needed):
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
    """Does the person name a builder of buildx other than the engine in use?"""
    own = ("", "default", app.endpoint_resolver.context_name)
    named = _named_builder(arguments)
    return (app.environ.get(_BUILDER_VARIABLE, "") if named is None else named) not in own


def _named_builder(arguments: Sequence[str]) -> str | None:
    """The value of `--builder`; None when it is not among the arguments."""
    for number, word in enumerate(arguments, 1):
        if word == "--builder":
            return arguments[number] if number < len(arguments) else ""
        if word.startswith("--builder="):
            return word.partition("=")[2]
    return None


def _builder_variable(app: App, arguments: Sequence[str]) -> dict[str, str]:
    """Makes buildx work with the engine in use, not with the builder that `buildx use` has chosen.

    Unless the person names another builder, by an alias too.
    """
    if (
        _named_builder(arguments) is not None
        or app.environ.get(_BUILDER_VARIABLE)
        or app.config.table("aliases")
    ):
        return {}
    return {_BUILDER_VARIABLE: app.endpoint_resolver.context_name}


def _become(
    app: App, plugin: Plugin, arguments: Sequence[str], variables: Mapping[str, str] | None = None
) -> NoReturn:
    """Puts the plugin in the place of this process, with more variables in its environment."""
    app.stdout.flush()
    app.stderr.flush()
    for ignored in (signal.SIGPIPE, signal.SIGXFSZ):  # by Python, and a program inherits that
        signal.signal(ignored, signal.SIG_DFL)
    try:
        environ = {**_environ(app), **(variables or {})}
        os.execve(plugin.path, [plugin.path, *arguments], environ)
    except OSError as error:
        words = os_reason(error)
        raise PydockError(f"fork/exec {plugin.path}: {words}") from None


def _environ(app: App) -> dict[str, str]:
    """The environment of a plugin: it may want to run the program that it belongs to."""
    return {**app.environ, "DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND": sys.argv[0]}


def _ask(app: App, plugins: Iterable[Plugin]) -> None:
    """Runs the plugins, side by side, for their metadata."""
    import subprocess

    children: list[tuple[Plugin, subprocess.Popen[bytes]]] = []
    for plugin in plugins:
        if not _NAME.fullmatch(plugin.name):
            plugin.error = f'plugin candidate "{plugin.name}" did not match "^[a-z][a-z0-9]*$"'
        elif catalog.is_builtin(plugin.name):
            plugin.error = f'plugin "{plugin.name}" duplicates builtin command'
        else:
            try:
                child = subprocess.Popen(
                    [plugin.path, METADATA_COMMAND],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=_environ(app),
                )
            except OSError as error:
                words = os_reason(error)
                plugin.error = f"failed to fetch metadata: fork/exec {plugin.path}: {words}"
            else:
                children.append((plugin, child))
    for plugin, child in children:
        try:
            answer, _ = child.communicate(timeout=METADATA_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            plugin.error = "failed to fetch metadata: no answer in time"
            continue
        if child.returncode:
            plugin.error = f"failed to fetch metadata: exit status {child.returncode}"
        else:
            plugin.accept(answer)
