"""Run the health checks of containers that Podman leaves to systemd, where there is none."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from pydock.api import containers
from pydock.golang.time.duration import SECOND

if TYPE_CHECKING:
    from pydock.api.engine import Engine
    from pydock.api.types.containers import ContainerInspect

_DEFAULT_INTERVAL = 30 * SECOND
#: how much later than its interval a check of systemd's may be
_GRACE_SECONDS = 1.0


class _Next(NamedTuple):
    """A container's next check: when it is due, and the last one that was not by pydock."""

    due: float
    last: str | None


class HealthChecks:
    """The checks of containers that wait for one, where no systemd runs them."""

    def __init__(self) -> None:
        self._next: dict[str, _Next] = {}

    def inspect(self, engine: Engine, container: str) -> ContainerInspect:
        """Inspect a container, after its check if that is due. Raises ApiError."""
        found = containers.inspect(engine, container)
        if not (engine.ping.is_podman and self._is_due(found)):
            return found
        containers.run_health_check(engine, found["Id"])
        return containers.inspect(engine, found["Id"])

    def _is_due(self, found: ContainerInspect) -> bool:
        """Return whether a check is due: there was none for an interval."""
        state = found.get("State") or {}
        health = state.get("Health") or {}
        if not state.get("Running") or health.get("Status") != "starting":
            return False
        check = (found.get("Config") or {}).get("Healthcheck") or {}
        seconds = (check.get("Interval") or _DEFAULT_INTERVAL) / SECOND
        log = health.get("Log") or []
        last = log[-1].get("Start", "") if log else ""
        now = time.monotonic()
        known = self._next.get(found["Id"])
        if known is None or (known.last is not None and known.last != last):
            self._next[found["Id"]] = _Next(now + seconds + _GRACE_SECONDS, last)
            return False
        if now < known.due:
            return False
        self._next[found["Id"]] = _Next(now + seconds, None)
        return True
