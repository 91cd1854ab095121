"""Merges files into one model: variables, extends, include, long forms, defaults, paths."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, Protocol

from pydock.compose.errors import ComposeError
from pydock.compose.project import checks
from pydock.compose.project.canonical import Canonical, mappings, set_defaults
from pydock.compose.project.documents import Document
from pydock.compose.project.extending import Extension
from pydock.compose.project.including import Include, add_included, cycle, includes
from pydock.compose.project.interpolation import Interpolation
from pydock.compose.project.merging import merged
from pydock.compose.project.paths import PathResolver, joined
from pydock.compose.project.schema import DOCUMENT
from pydock.compose.project.sources import Sources
from pydock.compose.project.uniqueness import unique
from pydock.compose.project.variable_files import read_variables
from pydock.errors import without_password
from pydock.golang.os_errors import os_reason

Json = dict[str, Any]

#: where the content of a secret stands, which is never shown
SECRET_CONTENT = "x-#value"

_REMOTE = ("oci://", "git@", "git://", "ssh://", "https://", "http://", "github.com/")


class Files(Protocol):
    """The file system, and standard input as "-"."""

    def read(self, path: str) -> bytes:
        """Return the content of a file. Raises OSError."""

    def is_file(self, path: str) -> bool:
        """Return whether a path is one of a file. Raises OSError where there is nothing."""

    def real_path(self, path: str) -> str:
        """Return the path with the first symbolic link in it resolved."""


class Scope(NamedTuple):
    """Where files are loaded: directories, variables, and what is done with them."""

    sources: Sources
    files: Files
    environ: Mapping[str, str]
    #: what paths in the model become relative to
    directory: str
    #: what paths of other files are relative to
    root: str
    warn: Callable[[str], None]
    interpolate: bool = True
    resolve_paths: bool = True


class ModelLoader:
    """Loads the files of one scope."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._interpolation = Interpolation(scope.environ, scope.warn)
        self._canonical = Canonical(scope.warn, lenient=not scope.interpolate)

    def model(self, paths: Sequence[str], included: Sequence[str] = ()) -> Json:
        """Return the model of files, later ones merged over earlier ones. Raises ComposeError."""
        scope = self._scope
        found: Json = {}
        for path in paths:
            for document in self._scope.sources.documents(path):
                found = self._with_document(found, document, path, (*included, path))
        set_defaults(found)
        checks.check(found)
        if scope.resolve_paths:
            PathResolver(scope.directory, scope.environ, scope.files.real_path).resolve(found)
        _resolve_variables(found, scope.environ)
        return found

    def _with_document(
        self, found: Json, document: Document, path: str, included: Sequence[str]
    ) -> Json:
        value = self._interpolated(document.value)
        Extension(document, value, path, self._base_file).apply()
        document.remove_from(found)
        self._include(value, included)
        found = unique(merged(found, value))
        DOCUMENT.validate(found, path)
        if found.pop("version", None) is not None:
            self._scope.warn(
                f"{path}: the attribute `version` is obsolete, it will be ignored, please remove it"
                " to avoid potential confusion"
            )
        unified: Json = unique(self._canonical.document(found))
        return unified

    def _interpolated(self, value: Json) -> Json:
        return self._interpolation.document(value) if self._scope.interpolate else value

    def _absolute(self, path: str) -> str:
        if path.startswith(_REMOTE):
            shown = without_password(path) if "://" in path else path
            raise ComposeError(f"{shown}: Compose files of other machines are not supported")
        return path if path.startswith("/") else joined(self._scope.root, path)

    def _relative(self, directory: str) -> str:
        """Return a directory relative to that of the scope's files."""
        return posixpath.relpath(self._absolute(directory), self._scope.root)

    def _directory_of(self, path: str) -> str:
        """Return a directory, or that of a file or of nothing, relative to the scope's files."""
        absolute = self._absolute(path)
        with suppress(OSError):
            if not self._scope.files.is_file(absolute):
                return self._relative(absolute)
        return self._relative(posixpath.dirname(path) or ".")

    def _base_file(self, file: str) -> tuple[str, Json, Document | None]:
        """Load a file whose services are extended: long forms, paths relative to ours."""
        path = self._absolute(file)
        found: Json = {}
        last = None
        for document in self._scope.sources.documents(path):
            found = unique(merged(found, self._interpolated(document.value)))
            found = unique(self._canonical.document(found))
            last = document
        directory = self._directory_of(file)
        PathResolver(directory, self._scope.environ, self._scope.files.real_path).resolve(found)
        return path, found, last

    def _include(self, value: Json, included: Sequence[str]) -> None:
        """Add the models of the included files to a document."""
        for entry in includes(value.get("include")):
            scope = self._include_scope(entry)._replace(resolve_paths=True)
            paths = [self._absolute(path) for path in entry.paths]
            if paths and paths[0] in included:
                raise cycle(included, paths[0])
            add_included(ModelLoader(scope).model(paths, included), value)
        value.pop("include", None)

    def _include_scope(self, entry: Include) -> Scope:
        """Return the directories and variables of an included file."""
        scope = self._scope
        main = self._absolute(entry.paths[0]) if entry.paths else scope.root
        given = entry.project_directory
        if not given:
            root = posixpath.dirname(main)
            directory = self._relative(root)
        elif given.startswith("/"):
            root = directory = given
        else:
            root, directory = joined(scope.directory, given), self._directory_of(given)
        environ = dict(scope.environ)
        for name, word in self._include_variables(entry, root).items():
            environ.setdefault(name, word)
        return scope._replace(root=root, directory=directory, environ=environ)

    def _include_variables(self, entry: Include, root: str) -> dict[str, str]:
        scope = self._scope
        paths = []
        for file in entry.env_files:
            path = file if file.startswith("/") else joined(scope.directory, file)
            try:
                if not scope.files.is_file(path):
                    raise ComposeError(f"{path} is not a file")
            except OSError as error:
                raise ComposeError(f"stat {path}: {os_reason(error)}") from None
            paths.append(path)
        if not paths:
            default = joined(root, ".env")
            with suppress(OSError):
                paths = [default] if scope.files.is_file(default) else []
        return read_variables(paths, scope.files.read, scope.environ, scope.warn)


def _resolve_variables(model: Json, environ: Mapping[str, str]) -> None:
    """Set what is named alone: variables in lists, contents of secrets and configs."""
    for service in mappings(model.get("services")):
        variables = service.get("environment")
        if isinstance(variables, list):
            service["environment"] = [
                f"{name}={environ[name]}" if name in environ else name for name in variables
            ]
    for section, key in (("secrets", SECRET_CONTENT), ("configs", "content")):
        for item in mappings(model.get(section)):
            if item.get("environment") in environ:
                item[key] = environ[item["environment"]]
