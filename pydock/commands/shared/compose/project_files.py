"""Finds the files of a project: options, variables, and names that are looked for."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from pydock.cli.app import App
from pydock.commands.shared.compose.project_options import ProjectOptions
from pydock.compose import MAX_BYTES
from pydock.compose.errors import ComposeError
from pydock.compose.project.paths import joined
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

    def current_directory(self) -> str:
        return os.getcwd()  # noqa: PTH109 (pathlib loads slowly)

    def exists(self, path: str) -> bool:
        return os.path.exists(path)  # noqa: PTH110

    def is_file(self, path: str) -> bool:
        os.stat(path)  # noqa: PTH116
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
    return _Finder(options, environ, files, warn).project_files()


class _Finder:
    def __init__(
        self,
        options: ProjectOptions,
        environ: Mapping[str, str],
        files: LocalFiles,
        warn: Callable[[str], None],
    ) -> None:
        self.files = files
        self.warn = warn
        self.current = files.current_directory()
        self.environ = {"PWD": self.current, **environ}
        self.given_directory = options["project_directory"]
        names = options["env_file"] or [
            name for name in environ.get("COMPOSE_ENV_FILES", "").split(",") if name
        ]
        self.env_files = [self.absolute(name) for name in names]
        self.config_files = [self.absolute(path) for path in options["file"]]

    def absolute(self, path: str) -> str:
        return path if path == "-" else joined("" if path.startswith("/") else self.current, path)

    def project_files(self) -> ProjectFiles:
        self.add_variables()
        if not self.config_files and "COMPOSE_FILE" in self.environ:
            separator = self.environ.get("COMPOSE_PATH_SEPARATOR") or ":"
            for path in self.environ["COMPOSE_FILE"].split(separator):
                self.config_files.append(self.existing(self.absolute(path)))
        if not self.config_files:
            self.config_files = self.default_files(self.directory())
        self.add_variables()
        return ProjectFiles(
            self.directory(), tuple(self.config_files), self.environ, tuple(self.env_files)
        )

    def directory(self) -> str:
        """Return the project directory: that given, of the first file, or the current one."""
        if self.given_directory:
            return self.absolute(self.given_directory)
        first = next((path for path in self.config_files if path != "-"), None)
        return self.current if first is None else posixpath.dirname(first)

    def existing(self, path: str) -> str:
        """Return the path of a file that exists. Raises ComposeError."""
        if path != "-":
            try:
                self.files.is_file(path)
            except OSError as error:
                raise ComposeError(f"stat {path}: {os_reason(error)}") from None
        return path

    def default_files(self, directory: str) -> list[str]:
        """Return the file with a default name in the directory or above it, and its override."""
        while not (found := self.existing_of(_NAMES, directory)):
            parent = posixpath.dirname(directory)
            if parent == directory:
                return []
            directory = parent
        overrides = self.existing_of(_OVERRIDES, directory)
        for kind, paths in (("config", found), ("override", overrides)):
            if len(paths) > 1:
                self.warn(f"Found multiple {kind} files with supported names: {', '.join(paths)}")
                self.warn(f"Using {paths[0]}")
        return [found[0], *overrides[:1]]

    def existing_of(self, names: Sequence[str], directory: str) -> list[str]:
        paths = [joined(directory, name) for name in names]
        return [path for path in paths if self.files.exists(path)]

    def add_variables(self) -> None:
        """Add the variables of env files, or of .env in the directory, that are not set."""
        from pydock.compose.project.variable_files import read_variables

        paths = self.env_files
        for path in paths:
            if not self.files.exists(path):
                raise ComposeError(f"couldn't find env file: {path}")
            if not self.files.is_file(path):
                raise ComposeError(f"{path} is a directory")
        if not paths and not _disabled(self.environ):
            default = joined(self.directory(), ".env")
            paths = [default] if self.files.exists(default) and self.files.is_file(default) else []
        found = read_variables(paths, self.files.read, self.environ, self.warn)
        self.environ = {**found, **self.environ}


def _disabled(environ: Mapping[str, str]) -> bool:
    value = environ.get("COMPOSE_DISABLE_ENV_FILE")
    if value is None:
        return False
    try:
        return parse_bool(value)
    except ValueError as error:
        raise ComposeError(str(error)) from None
