"""Substitutes the variables of a document, and converts texts where other types are expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydock.compose.casts import boolean, integer
from pydock.compose.errors import ComposeError
from pydock.compose.locations import LocationTable, each
from pydock.golang.strconv.floats import float32
from pydock.golang.strconv.numbers import parse_float, parse_int

Cast = Callable[[str], Any]

#: keys below which values may be secrets, which messages do not show
_SECRET = frozenset(("environment", "args", "content"))


def unset_reporter(warn: Callable[[str], None]) -> Callable[[str], None]:
    """Return what warns of a variable, by its name, that is not set and has no default."""

    def report(name: str) -> None:
        warn(f'The "{name}" variable is not set. Defaulting to a blank string.')

    return report


class Interpolation:
    """Substitutes variables of an environment; warns of those that are not set."""

    def __init__(self, environ: Mapping[str, str], warn: Callable[[str], None]) -> None:
        self._environ = environ
        self._warn = warn
        self._report = unset_reporter(warn)

    def document(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return the document with values for variables. Raises ComposeError."""
        return {key: self._value(item, (key,), _CASTS.below(key)) for key, item in document.items()}

    def _value(
        self, value: Any, location: tuple[str, ...], casts: LocationTable[Cast] | None
    ) -> Any:
        if type(value) is str:
            if "$" in value:
                value = self.substituted(value, location)
            if casts is None or casts.value is None:
                return value
            return self._cast(value, location, casts.value)
        if isinstance(value, dict):
            return {
                key: self._value(item, (*location, key), casts.below(key) if casts else None)
                for key, item in value.items()
            }
        if isinstance(value, list):
            below = casts.below("[]") if casts else None
            return [self._value(item, (*location, "[]"), below) for item in value]
        return value

    def substituted(self, text: str, location: tuple[str, ...]) -> str:
        """Return the text at a location with values for variables. Raises ComposeError."""
        from pydock.options.interpolation import InvalidTemplate, substitute

        try:
            return substitute(text, self._environ.get, self._report)
        except InvalidTemplate as error:
            shown = "" if _SECRET & set(location) else f"\n{error.template}"
            raise ComposeError(
                f"invalid interpolation format for {'.'.join(location)}.\n"
                f"You may need to escape any $ with another $.{shown}"
            ) from None
        except ValueError as error:
            raise ComposeError(f"error while interpolating {'.'.join(location)}: {error}") from None

    def _cast(self, text: str, location: tuple[str, ...], cast: Cast) -> Any:
        try:
            found = cast(text)
        except ValueError as error:
            raise ComposeError(
                f"error while interpolating {'.'.join(location)}:"
                f" failed to cast to expected type: {error}"
            ) from None
        if cast is boolean and text.lower() not in ("true", "false"):
            better = "true" if found else "false"
            self._warn(f'"{text}" for boolean is not supported by YAML 1.2, please use `{better}`')
        return found


_SERVICE_CASTS: dict[str, Cast] = {
    **each(
        "services.*",
        "cpu_count cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares oom_score_adj"
        " pids_limit",
        lambda text: parse_int(text, any_base=False),
    ),
    **each(
        "services.*",
        "cpu_percent deploy.update_config.max_failure_ratio"
        " deploy.rollback_config.max_failure_ratio",
        parse_float,
    ),
    "services.*.cpus": lambda text: float32(parse_float(text)),
    **each(
        "services.*",
        "deploy.replicas deploy.update_config.parallelism deploy.rollback_config.parallelism"
        " deploy.restart_policy.max_attempts deploy.placement.max_replicas_per_node"
        " healthcheck.retries ports.*.target scale ulimits.* ulimits.*.hard ulimits.*.soft",
        integer,
    ),
    **each(
        "services.*",
        "init healthcheck.disable oom_kill_disable privileged read_only stdin_open tty"
        " volumes.*.read_only volumes.*.volume.nocopy",
        boolean,
    ),
}
_CASTS: LocationTable[Cast] = LocationTable(
    {
        **_SERVICE_CASTS,
        **each("networks.*", "external internal attachable enable_ipv4 enable_ipv6", boolean),
        **each("volumes.*", "external", boolean),
        **each("secrets.*", "external", boolean),
        **each("configs.*", "external", boolean),
    }
)
