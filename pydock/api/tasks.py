"""Tasks, the parts of a swarm's services: /tasks of the Engine API (since 1.24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.api.engine import Engine, Filters, logs_query, path, require_name
from pydock.api.types.swarm import Task

if TYPE_CHECKING:
    from pydock.transport import StreamResponse


def _path(task: str, *rest: str) -> str:
    """Return the path of a task; PydockError for an invalid id."""
    return path("tasks", require_name("task", task), *rest)


def ls(engine: Engine, filters: Filters | None = None) -> list[Task]:
    """GET /tasks: the tasks, in no order."""
    query = {"filters": engine.filters(filters)}
    return engine.request_json(list[Task], "GET", "/tasks", query)


def inspect(engine: Engine, task: str) -> Task:
    """GET /tasks/ID: one task, by its whole id or the beginning of it; ApiError 404 if none."""
    return engine.request_json(Task, "GET", _path(task))


def logs(
    engine: Engine, task: str, *, follow: bool = False, since: str = "",
    timestamps: bool = False, tail: str = "", details: bool = False,
) -> StreamResponse:  # fmt: skip
    """GET /tasks/ID/logs (API 1.29): framed, or raw when the task has a terminal."""
    query = logs_query(
        follow=follow, since=since, timestamps=timestamps, tail=tail, details=details
    )
    return engine.stream("GET", _path(task, "logs"), query)
