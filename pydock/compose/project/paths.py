"""Makes the paths of a document absolute, or relative to the project directory."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Any

from pydock.compose.errors import ComposeError
from pydock.compose.locations import LocationTable

Json = dict[str, Any]

#: how absolute paths of Windows begin
WINDOWS_PATH = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_REMOTE_CONTEXTS = ("https://", "http://", "git://", "ssh://", "github.com/", "git@")


def clean(path: str) -> str:
    """Return the shortest form of a path, as Go's path.Clean does."""
    found = posixpath.normpath(path) if path else path
    return f"/{found.lstrip('/')}" if found.startswith("//") else found


def joined(directory: str, path: str) -> str:
    """Join and clean a directory and a path below it, as Go does: both may be empty."""
    return clean(f"{directory}/{path}" if directory and path else directory or path)


class PathResolver:
    """Resolves the paths of documents in one directory."""

    def __init__(
        self,
        directory: str,
        environ: Mapping[str, str],
        real_path: Callable[[str], str] = lambda path: path,
    ) -> None:
        """`real_path` resolves the first symbolic link of a path."""
        self._directory = directory
        self._home = environ.get("HOME", "")
        self._rules: LocationTable[Callable[[Any], Any]] = LocationTable(
            {
                "services.*.build.context": self._context,
                "services.*.build.additional_contexts.*": self._context,
                "services.*.build.ssh.*": self._path,
                "services.*.env_file.*.path": self.absolute,
                "services.*.label_file.*": self.absolute,
                "services.*.extends.file": self.absolute,
                "services.*.develop.watch.*.path": lambda value: real_path(self.absolute(value)),
                "services.*.volumes.*": self._mount,
                "configs.*.file": self._path,
                "secrets.*.file": self._path,
                "volumes.*": self._volume,
            }
        )

    def resolve(self, document: Json) -> None:
        """Resolve all paths of a document, which changes. Raises ComposeError."""
        self._resolved(document, self._rules)

    def _resolved(self, value: Any, rules: LocationTable[Callable[[Any], Any]]) -> Any:
        if rules.value is not None:
            return rules.value(value)
        if isinstance(value, dict):
            for key, item in value.items():
                below = rules.below(key)
                if below is not None:
                    value[key] = self._resolved(item, below)
        elif isinstance(value, list):
            below = rules.below("[]")
            if below is not None:
                value[:] = [self._resolved(item, below) for item in value]
        return value

    def expanded(self, path: str) -> str:
        """Replace a leading `~` by the user's home directory."""
        return joined(self._home, path[1:]) if path.startswith("~") and self._home else path

    def absolute(self, value: Any) -> Any:
        """Return the path relative to the directory; an empty one stays."""
        if not isinstance(value, str):
            raise ComposeError(f"{value} is not a path")
        path = self.expanded(value)
        return path if path.startswith("/") or not path else joined(self._directory, path)

    def _path(self, value: Any) -> Any:
        """Return a path as `absolute`, but one of Windows stays, and an empty one is joined."""
        if not isinstance(value, str):
            return value
        path = self.expanded(value)
        if path.startswith("/") or WINDOWS_PATH.match(path):
            return path
        return joined(self._directory, path)

    def _context(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if "://" in value or value.startswith(("service:", *_REMOTE_CONTEXTS)):
            return value
        return self.absolute(value)

    def _mount(self, value: Any) -> Any:
        if isinstance(value, dict) and value.get("type") == "bind":
            if "source" not in value:
                raise ComposeError(
                    'invalid mount config for type "bind": field Source must not be empty'
                )
            value["source"] = self._path(value["source"])
        return value

    def _volume(self, value: Any) -> Any:
        """Resolve the device of a volume that is a bind mount."""
        options = value.get("driver_opts") if isinstance(value, dict) else None
        if (
            isinstance(options, dict)
            and value.get("driver") == "local"
            and options.get("o") == "bind"
            and "device" in options
        ):
            options["device"] = self._path(options["device"])
        return value
