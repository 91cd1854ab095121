"""What all `inspect` commands do with the objects that were asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from pydock.cli.app import App
from pydock.cli.command import Body, option
from pydock.errors import PydockError
from pydock.format.inspection import Inspection

B = TypeVar("B", bound=Body)

#: finds an object by name: its kind and the engine's JSON of it
Find = Callable[[str], tuple[str, Mapping[str, Any]]]


def inspect_format_option(body: B) -> B:
    text = "How to show it: 'json', or a Go template"
    return option("format", "f", help=text, complete="choices:json,{{.")(body)


def inspect_each(app: App, names: Iterable[str], find: Find, format: str) -> int:
    """Print all objects together, then all errors; the status is 1 if there was one.

    `format` is a template, "json" or nothing. PydockError with status 64 for a wrong template.
    """
    inspection = Inspection(format)
    errors: list[str] = []
    for name in names:
        try:
            inspection.add(*find(name))
        except PydockError as error:
            errors.append(error.message)
    app.stdout.write(inspection.text())
    if errors:
        app.warn(*errors)
    return 1 if errors else 0
