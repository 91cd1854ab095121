"""The state of a container in GET /containers/ID/json, and conditions for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydock.golang.time.instant import Time
from pydock.views.log_lines import engine_time

State = Mapping[str, Any]

_MARGIN_NANOSECONDS = 10**9
#: a line of /proc/net/tcp: number, local address, remote address, the state TCP_LISTEN
_LISTENING = re.compile(r"^ *\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F:]+ 0A ", re.MULTILINE)


def _nanoseconds(text: str) -> int:
    """Return nanoseconds since 1970; 0 for Go's zero time, and for no time."""
    try:
        time = Time.parse(text)
    except ValueError:
        return 0
    return max(0, time.seconds * 10**9 + time.nanoseconds)


def start_of_run(state: State) -> str:
    """Return a time before the first line of the current or last run, as the log has times.

    "" for the beginning of the log. It is the end of the previous run, which is unknown once the
    container has stopped again; engines note the start of a run shortly after its first lines.
    """
    if state.get("Running"):
        time = _nanoseconds(state.get("FinishedAt") or "")
    else:
        time = _nanoseconds(state.get("StartedAt") or "") - _MARGIN_NANOSECONDS
    return engine_time(time) if time > 0 else ""


class Outcome(NamedTuple):
    """Whether a condition is reached: None while it may still be; and why it is not."""

    is_reached: bool | None
    reason: str = ""


def has_run(state: State) -> bool:
    """Return whether a container has been started at some time."""
    return _nanoseconds(state.get("StartedAt") or "") > 0


def stopped(state: State) -> str:
    """Return why a container that has run does not, and no restart is pending; "" otherwise."""
    if state.get("Running") or state.get("Restarting") or not has_run(state):
        return ""
    problem = f": {state['Error']}" if state.get("Error") else ""
    return f"it exited with status {state.get('ExitCode') or 0}{problem}"


def is_up(state: State) -> bool:
    """Return whether the container runs; one that is about to be restarted does not."""
    return bool(state.get("Running")) and not state.get("Restarting")


def running(state: State) -> Outcome:
    """Judge whether a container runs. One that has stopped may be started again."""
    if is_up(state):
        return Outcome(True)
    return Outcome(None, stopped(state) or _not_up(state))


def up(state: State) -> Outcome:
    """Judge whether a container runs, for what it does then: one that has stopped does nothing."""
    if is_up(state):
        return Outcome(True)
    reason = stopped(state)
    return Outcome(False if reason else None, reason or _not_up(state))


def _not_up(state: State) -> str:
    if state.get("Restarting"):
        return f"it exited with status {state.get('ExitCode') or 0} and is being restarted"
    problem = state.get("Error") or ""
    return f"it could not be started: {problem}" if problem else "it has not been started"


def healthy(state: State) -> Outcome:
    """Judge whether a container is healthy, by the health check of the engine (API 1.24)."""
    found = up(state)
    if not found.is_reached:
        return found
    health = state.get("Health") or {}
    status = health.get("Status") or "none"
    if status == "healthy":
        return Outcome(True)
    if status == "none":
        return Outcome(False, "it has no health check")
    last = (health.get("Log") or [{}])[-1]
    output = " ".join((last.get("Output") or "").split())
    reason = f"its health is {status}" + (f": {output}" if output else "")
    return Outcome(False if status == "unhealthy" else None, reason)


def listening_ports(tables: str) -> set[int]:
    """Return the TCP ports that are listened on, of /proc/net/tcp and /proc/net/tcp6."""
    return {int(port, 16) for port in _LISTENING.findall(tables)}
