"""`extends`: services that are merged into services of the same file, or of others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.compose.errors import ComposeError
from pydock.compose.project.documents import Document
from pydock.compose.project.merging import extended

Json = dict[str, Any]
Load = Callable[[str], tuple[str, Json, "Document | None"]]
"""Returns the absolute path of a file, its services, and its last document."""

Chain = tuple[tuple[str, str], ...]


class Extension:
    """Replaces the services of one document by what they are with those that they extend."""

    def __init__(self, document: Document, value: Json, path: str, load: Load) -> None:
        """`value` is the document with its variables substituted, `path` its file."""
        self._document = document
        self._value = value
        self._path = path
        self._load = load

    def apply(self) -> None:
        """Extend all services of the document, which changes. Raises ComposeError."""
        if "services" not in self._value:
            return
        services = self._value["services"]
        if not isinstance(services, dict):
            raise ComposeError("services must be a mapping")
        for name in services:
            services[name] = self._extended(name, services, (), self._document)

    def _extended(self, name: str, services: Json, chain: Chain, document: Document | None) -> Any:
        service = services[name]
        if service is None:
            return None
        if not isinstance(service, dict):
            raise ComposeError(f"services.{name} must be a mapping")
        if "extends" not in service:
            return service
        base_name, file = _target(service["extends"], name)
        path, base_document = self._path, None
        known = services
        if file is not None:
            known, base_document = self._base_of_file(name, base_name, file)
            path = file
        elif base_name not in services:
            raise ComposeError(
                f'cannot extend service "{name}" in {path}: service "{base_name}" not found'
            )
        base = self._extended(base_name, known, _longer(chain, path, name), base_document)
        if base is None:
            return service
        from copy import deepcopy

        source = deepcopy(base)
        if document is not None:
            document.remove_from({"services": {name: source}})
        found = extended(source, service)
        found.pop("extends", None)
        services[name] = found
        return found

    def _base_of_file(self, name: str, base: str, file: str) -> tuple[Json, Document | None]:
        path, loaded, document = self._load(file)
        if "services" not in loaded:
            raise ComposeError(f'cannot extend service "{name}" in {path}: no services section')
        services = loaded["services"]
        if not isinstance(services, dict):
            raise ComposeError(
                f'cannot extend service "{name}" in {path}: services must be a mapping'
            )
        if base not in services:
            raise ComposeError(
                f'cannot extend service "{name}" in {self._path}:'
                f' service "{base}" not found in {file}'
            )
        return services, document


def _target(extends: Any, name: str) -> tuple[str, str | None]:
    """Return the name of the base service, and its file if it is another one."""
    if not isinstance(extends, dict):
        return extends if isinstance(extends, str) else "", None
    service = extends.get("service")
    if not isinstance(service, str):
        raise ComposeError(f"extends.{name}.service is required")
    file = extends.get("file")
    return service, None if file is None else str(file)


def _longer(chain: Chain, path: str, name: str) -> Chain:
    """Return the chain with one more service. Raises ComposeError for a circle."""
    link = (path, name)
    if link in chain:
        first, *rest = chain
        lines = [f"  extends {service} in {file}" for file, service in (*rest, link)]
        raise ComposeError(
            "\n".join(["Circular reference:", f"  {first[1]} in {first[0]}", *lines])
        )
    return (*chain, link)
