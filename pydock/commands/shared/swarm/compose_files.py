"""Read the Compose files of a command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

from pydock.cli.app import App
from pydock.cli.command import Body, option
from pydock.compose import MAX_BYTES
from pydock.config.small_file import read_small_file
from pydock.errors import PydockError
from pydock.golang.os_errors import path_error
from pydock.options.value_types import STRINGS

if TYPE_CHECKING:
    from pydock.compose.stack.loading import Source
    from pydock.compose.stack.project import Project

B = TypeVar("B", bound=Body)

STANDARD_INPUT = "-"


def compose_file_option(body: B) -> B:
    return option(
        "compose-file",
        "c",
        STRINGS,
        "Compose file, or - for standard input (later files override)",
        complete="files",
    )(body)


def read_sources(app: App, paths: list[str]) -> list[Source]:
    """The documents of the files; PydockError names an invalid file."""
    from pydock.compose.stack.loading import parse

    if not paths:
        raise PydockError("specify a Compose file (with --compose-file)")
    return [parse(path, _data(app, path)) for path in paths]


def load_project(
    app: App, paths: list[str], sources: list[Source], *, interpolate: bool = True
) -> Project:
    """Load the files' project and print warnings. PydockError names file and position."""
    from pydock.compose.stack.loading import ConfigDetails, load

    directory = os.getcwd()  # noqa: PTH109 (pathlib takes too long to load)
    if paths != [STANDARD_INPUT]:
        directory = os.path.dirname(os.path.abspath(paths[0]))  # noqa: PTH100, PTH120
    project = load(sources, ConfigDetails(directory, app.environ, read_small_file, interpolate))
    app.warn(*(f"WARNING: {text}" for text in project.warnings))
    return project


def _data(app: App, path: str) -> bytes:
    try:
        if path == STANDARD_INPUT:
            return app.stdin.buffer.read(MAX_BYTES + 1)
        return read_small_file(path)
    except OSError as error:
        raise PydockError(path_error(error, path)) from None
