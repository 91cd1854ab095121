"""Finds the files of a project: options, variables, and names that are looked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from pydock.cli.app import App
from pydock.commands.shared.compose.project_options import ProjectOptions
from pydock.compose import MAX_BYTES
from pydock.compose.errors import ComposeError
from pydock.config.small_file import read_small_file
from pydock.golang.os_errors import os_reason
from pydock.golang.strconv.numbers import parse_bool

_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
_OVERRIDES = (
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)


class LocalFiles:
    """Files of this machine, and standard input, each read once."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._read: dict[str, bytes] = {}

    def read(self, path: str) -> bytes:
        if path not in self._read:
            self._read[path] = (
                self._app.stdin.buffer.read(MAX_BYTES + 1) if path == "-" else read_small_file(path)
            )
        return self._read[path]

    def is_file(self, path: str) -> bool:
        os.stat(path)  # noqa: PTH116 (pathlib loads slowly)
        return not os.path.isdir(path)  # noqa: PTH112

    def real_path(self, path: str) -> str:
        """Resolve the first symbolic link of a path."""
        parts = path.split("/")
        for number in range(2, len(parts) + 1):
            parent = "/".join(parts[:number])
            if os.path.islink(parent):  # noqa: PTH114
                with suppress(OSError):
                    return path.replace(parent, os.path.realpath(parent, strict=True), 1)
        return path


class ProjectFiles(NamedTuple):
    """What a project is loaded from."""

    directory: str
    config_files: tuple[str, ...]
    environ: dict[str, str]
    #: absolute paths of the files of --env-file
    env_files: tuple[str, ...]


def find_files(
    options: ProjectOptions,
    environ: Mapping[str, str],
    files: LocalFiles,
    warn: Callable[[str], None],
) -> ProjectFiles:
    """Return the files and variables of a project. Raises ComposeError.

    The variables of .env beside the first file count too, below those of the process.
    """
    known = {"PWD": os.getcwd(), **environ}  # noqa: PTH109
    directory = options["project_directory"] and os.path.abspath(options["project_directory"])  # noqa: PTH100
    given = options["env_file"] or [
        name for name in environ.get("COMPOSE_ENV_FILES", "").split(",") if name
    ]
    env_files = tuple(os.path.abspath(path) for path in given)  # noqa: PTH100
    config_files = list(options["file"])
    _add_variables(known, env_files, _directory(directory, config_files), files, warn)
    if not config_files and "COMPOSE_FILE" in known:
        separator = known.get("COMPOSE_PATH_SEPARATOR") or ":"
        config_files = [_existing(path) for path in known["COMPOSE_FILE"].split(separator)]
    if not config_files:
        config_files = _default_files(_directory(directory, config_files), warn)
    directory = _directory(directory, config_files)
    _add_variables(known, env_files, directory, files, warn)
    paths = tuple(path if path == "-" else os.path.abspath(path) for path in config_files)  # noqa: PTH100
    return ProjectFiles(directory, paths, known, env_files)


def _directory(given: str, config_files: Sequence[str]) -> str:
    """Return the project directory: that given, of the first file, or the current one."""
    first = next((path for path in config_files if path != "-"), None)
    if given or first is None:
        return given or os.getcwd()  # noqa: PTH109
    return os.path.dirname(os.path.abspath(first))  # noqa: PTH100, PTH120


def _existing(path: str) -> str:
    """Return the absolute path of a file that exists. Raises ComposeError."""
    if path == "-":
        return path
    absolute = os.path.abspath(path)  # noqa: PTH100
    try:
        os.stat(absolute)  # noqa: PTH116
    except OSError as error:
        raise ComposeError(f"stat {absolute}: {os_reason(error)}") from None
    return absolute


def _default_files(directory: str, warn: Callable[[str], None]) -> list[str]:
    """Return the file with a default name in the directory or above it, and its override."""
    while True:
        found = [f"{directory.rstrip('/')}/{name}" for name in _NAMES]
        found = [path for path in found if os.path.exists(path)]  # noqa: PTH110
        if found:
            break
        parent = os.path.dirname(directory)  # noqa: PTH120
        if parent == directory:
            return []
        directory = parent
    overrides = [f"{directory.rstrip('/')}/{name}" for name in _OVERRIDES]
    overrides = [path for path in overrides if os.path.exists(path)]  # noqa: PTH110
    for kind, paths in (("config", found), ("override", overrides)):
        if len(paths) > 1:
            warn(f"Found multiple {kind} files with supported names: {', '.join(paths)}")
            warn(f"Using {paths[0]}")
    return [found[0], *overrides[:1]]


def _add_variables(
    environ: dict[str, str],
    env_files: Sequence[str],
    directory: str,
    files: LocalFiles,
    warn: Callable[[str], None],
) -> None:
    """Add the variables of env files, or of .env in the directory, that are not set."""
    from pydock.compose.project.variable_files import read_variables

    for path in env_files:
        if not os.path.exists(path):  # noqa: PTH110
            raise ComposeError(f"couldn't find env file: {path}")
        if os.path.isdir(path):  # noqa: PTH112
            raise ComposeError(f"{path} is a directory")
    paths = list(env_files)
    default = f"{directory.rstrip('/')}/.env"
    if not paths and not _disabled(environ) and os.path.isfile(default):  # noqa: PTH113
        paths = [default]
    for name, value in read_variables(paths, files.read, environ, warn).items():
        environ.setdefault(name, value)


def _disabled(environ: Mapping[str, str]) -> bool:
    value = environ.get("COMPOSE_DISABLE_ENV_FILE")
    if value is None:
        return False
    try:
        return parse_bool(value)
    except ValueError as error:
        raise ComposeError(str(error)) from None
