"""Reads files of variables and labels: .env, `env_file`, `label_file`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from pydock.compose.errors import ComposeError
from pydock.compose.project.interpolation import unset_reporter
from pydock.golang.os_errors import path_error

if TYPE_CHECKING:
    from pydock.options.interpolation import Lookup

ReadFile = Callable[[str], bytes]
Warn = Callable[[str], None]


def read_variables(
    paths: Iterable[str], read: ReadFile, environ: Mapping[str, str], warn: Warn
) -> dict[str, str]:
    """Return the variables of files; those of the environment count more in references."""
    found: dict[str, str] = {}
    for path in paths:
        try:
            found = read_file(path, read, environ.get, found, warn)
        except OSError as error:
            raise ComposeError(path_error(error, path)) from None
    return found


def read_file(
    path: str, read: ReadFile, lookup: Lookup, known: Mapping[str, str], warn: Warn
) -> dict[str, str]:
    """Return the variables of one file, added to known ones. Raises ComposeError, OSError."""
    from pydock.options.dotenv import parse_dotenv

    text = read(path).removeprefix(b"\xef\xbb\xbf").decode(errors="surrogateescape")
    try:
        return parse_dotenv(text, lookup, known, unset_reporter(warn))
    except ValueError as error:
        raise ComposeError(f"failed to read {path}: {error}") from None
