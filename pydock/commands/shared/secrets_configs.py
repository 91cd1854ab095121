"""Helpers of the commands on secrets and configs."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from pydock.api.engine import Engine
from pydock.api.secrets import Json
from pydock.cli.app import App
from pydock.commands.shared.input_file import input_file
from pydock.commands.shared.listing import list_format
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason
from pydock.options.filters import Filters
from pydock.spec.secret_config import MAX_READ_BYTES
from pydock.views.listing import Listing
from pydock.views.natural_order import natural_key
from pydock.views.stored import ConfigView


def read_data(app: App, kind: str, path: str) -> bytes:
    """Read a file, or standard input for "-", up to the size limit.

    PydockError for empty data, or data over the limit of engines for this `kind`.
    """
    if not path:
        raise PydockError(f"{kind} file is required")
    source = "STDIN" if path == "-" else path
    try:
        if path == "-":
            return _checked(kind, app.stdin.buffer)
        with input_file(path) as file:
            return _checked(kind, file)
    except OSError as error:
        reason = os_reason(error)
        raise PydockError(f"error reading from {source}: {reason}") from None
    except PydockError as error:
        raise PydockError(f"error reading from {source}: {error.message}") from None


def _checked(kind: str, file: BinaryIO) -> bytes:
    data = file.read(MAX_READ_BYTES + 1)
    if not data:
        raise PydockError("data is empty")
    if len(data) > MAX_READ_BYTES:
        raise PydockError(f"{kind} data exceeds the limit of {MAX_READ_BYTES} bytes")
    return data


def show_list(
    app: App,
    view: type[ConfigView],
    ls: Callable[[Engine, Filters], list[Json]],
    filters: Filters,
    format: str,
    setting: str,
    *,
    quiet: bool,
) -> None:
    """List the results of `ls` by name; `setting` is the format setting of config.json."""
    listing = Listing(view, list_format(app, format, setting, quiet=quiet), quiet=quiet)
    rows = [view(item) for item in ls(app.engine, filters)]
    rows.sort(key=lambda row: natural_key(row.Name()))
    app.stdout.write(listing.text(rows))
