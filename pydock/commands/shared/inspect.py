"""Options and output of the `inspect` commands."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from pydock.cli.app import App
from pydock.cli.command import option
from pydock.errors import ExitStatus, PydockError
from pydock.options.value_types import SWITCH
from pydock.views.inspection import Inspection

#: looks an object up by name; returns its kind and its JSON
Find = Callable[[str], tuple[str, Mapping[str, Any]]]


inspect_format_option = option(
    "format", "f", help="Output format: 'json' or a Go template", complete="choices:json+fields"
)
pretty_option = option("pretty", kind=SWITCH, help="Human-readable output")


def of_kind(app: App, kind: str) -> Find:
    """Return the function that looks an object of one kind up by name."""
    from pydock.api import inspect_any

    return lambda name: (kind, inspect_any.inspect(app.engine, kind, name))


def inspect_each(
    app: App,
    names: Sequence[str],
    find: Find,
    format: str,
    announce: Callable[[Sequence[str]], None] | None = None,
    *,
    invalid_template: ExitStatus = ExitStatus.INVALID_TEMPLATE,
) -> int:
    """Print all objects, then all errors; status 1 if any. PydockError: invalid template.

    `announce` sends the requests for all names ahead.
    """
    inspection = Inspection(format, invalid_template)
    errors: list[str] = []
    if announce:
        with suppress(PydockError):  # which `find` raises as well
            announce(names)
    for name in names:
        try:
            inspection.add(*find(name))
        except PydockError as error:
            errors.append(error.message)
    app.write(inspection.text())
    app.warn(*errors)
    return 1 if errors else 0


def inspect_or_pretty(
    app: App,
    names: Sequence[str],
    find: Find,
    lines: Callable[[Mapping[str, Any]], Iterable[str]],
    format: str,
    pretty: bool,
) -> int:
    """As `inspect_each`, or with --pretty all objects' lines; PydockError if one is missing."""
    if not pretty and format.startswith("pretty") and format != "pretty":
        raise PydockError("cannot supply extra formatting options to the pretty template")
    if not pretty and format != "pretty":
        return inspect_each(app, names, find, format, invalid_template=ExitStatus.FAILURE)
    app.print(*(line for _, found in [find(name) for name in names] for line in lines(found)))
    return 0
