"""Variables in Compose files: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:?error}`, ..."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydock.compose.casts import boolean, integer
from pydock.compose.errors import ComposeError
from pydock.compose.locations import LocationTable, each
from pydock.golang.strconv.numbers import parse_float
from pydock.golang.strconv.quoting import quote

_NAME = r"[_a-z][_a-z0-9]*(?::?[-?][^}]*)?"
_REFERENCE = re.compile(
    rf"\$(?:(?P<escaped>\$)|(?P<named>{_NAME})|\{{(?P<braced>{_NAME})\}}|(?P<invalid>))",
    re.IGNORECASE,
)

Path = tuple[str, ...]
Casts = LocationTable[Callable[[str], Any]] | None


class _InvalidTemplate(Exception):
    """Malformed reference, or required variable without a value."""


def interpolate(document: Mapping[str, Any], environ: Mapping[str, str]) -> dict[str, Any]:
    """Substitute variables and convert numbers and booleans. Raises ComposeError."""
    return {
        key: _interpolated(value, (key,), environ, _CASTS.below(key))
        for key, value in document.items()
    }


def _interpolated(value: Any, path: Path, environ: Mapping[str, str], casts: Casts) -> Any:
    def below(key: str, item: Any) -> Any:
        return _interpolated(item, (*path, key), environ, casts and casts.below(key))

    if isinstance(value, dict):
        return {key: below(key, item) for key, item in value.items()}
    if isinstance(value, list):
        return [below("[]", item) for item in value]
    if not isinstance(value, str) or "$" not in value:
        return value
    location = ".".join(path)
    try:
        filled = substitute(value, environ)
    except _InvalidTemplate as error:
        raise ComposeError(
            f"invalid interpolation format for {location}: {quote(str(error))};"
            " you may need to escape any $ with another $",
            path,
        ) from None
    if casts is None or casts.value is None or filled == value:
        return filled
    try:
        return casts.value(filled)
    except ValueError as error:
        raise ComposeError(
            f"error while interpolating {location}: failed to cast to expected type: {error}", path
        ) from None


def substitute(template: str, environ: Mapping[str, str]) -> str:
    """Substitute the variables in a text; `$$` is a dollar sign."""

    def filled(match: re.Match[str]) -> str:
        if match["escaped"]:
            return "$"
        reference = match["named"] or match["braced"]
        if not reference:
            raise _InvalidTemplate(template)
        return _value(reference, environ)

    return _REFERENCE.sub(filled, template)


def _value(reference: str, environ: Mapping[str, str]) -> str:
    """Return the value of a reference, by the first of the four operators that occurs in it."""
    for operator in (":-", "-", ":?", "?"):
        name, found, rest = reference.partition(operator)
        if not found:
            continue
        value = environ.get(name)
        if value is not None and (value or not operator.startswith(":")):
            return value
        if operator.endswith("-"):
            return rest
        raise _InvalidTemplate(f"required variable {name} is missing a value: {rest}")
    return environ.get(reference, "")


_CASTS: LocationTable[Callable[[str], Any]] = LocationTable(
    {
        **each(
            "services.*",
            "configs.*.mode secrets.*.mode healthcheck.retries deploy.replicas"
            " deploy.update_config.parallelism deploy.rollback_config.parallelism"
            " deploy.restart_policy.max_attempts deploy.placement.max_replicas_per_node"
            " ports.*.target ports.*.published ulimits.* ulimits.*.hard ulimits.*.soft"
            " oom_score_adj",
            integer,
        ),
        **each(
            "services.*.deploy",
            "update_config.max_failure_ratio rollback_config.max_failure_ratio",
            parse_float,
        ),
        **each(
            "services.*",
            "healthcheck.disable privileged read_only stdin_open tty volumes.*.read_only"
            " volumes.*.volume.nocopy",
            boolean,
        ),
        **each("networks.*", "external internal attachable", boolean),
        **each("volumes.*", "external", boolean),
        **each("secrets.*", "external", boolean),
        **each("configs.*", "external", boolean),
    }
)
