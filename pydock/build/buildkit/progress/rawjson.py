"""The updates of a build as JSON, one object per line, with buildx's keys."""

import base64
from typing import Any

from pydock.build.buildkit.messages.control import (
    StatusResponse,
    Vertex,
    VertexLog,
    VertexStatus,
    VertexWarning,
)
from pydock.build.buildkit.messages.solver import Range, SourceInfo
from pydock.build.git_url import step_name
from pydock.golang.gojson import encode
from pydock.golang.time.duration import SECOND
from pydock.golang.time.instant import Time

Json = dict[str, Any]


def line(update: StatusResponse) -> str:
    """Return an update as JSON, without the line's end; "" for an empty one."""
    found = {
        "vertexes": [_vertex(vertex) for vertex in update.vertexes],
        "statuses": [_status(status) for status in update.statuses],
        "logs": [_log(log) for log in update.logs],
        "warnings": [_warning(warning) for warning in update.warnings],
    }
    found = {key: values for key, values in found.items() if values}
    return encode(found, html=True, sort_keys=False) if found else ""


def _vertex(vertex: Vertex) -> Json:
    group = vertex.progress_group
    return _filled(
        {
            "digest": vertex.digest,
            "inputs": vertex.inputs,
            "name": step_name(vertex.name),
            "started": _time(vertex.started),
            "completed": _time(vertex.completed),
            "cached": vertex.cached,
            "error": vertex.error,
            "progressGroup": group
            and _filled({"id": group.id, "name": group.name, "weak": group.weak}),
        }
    )


def _status(status: VertexStatus) -> Json:
    return {
        "id": status.id,
        **_filled({"vertex": status.vertex, "name": status.name, "total": status.total}),
        "current": status.current,
        "timestamp": _time(status.timestamp or 0),
        **_filled({"started": _time(status.started), "completed": _time(status.completed)}),
    }


def _log(log: VertexLog) -> Json:
    return {
        **_filled({"vertex": log.vertex, "stream": log.stream}),
        "data": _base64(log.message),
        "timestamp": _time(log.timestamp or 0),
    }


def _warning(warning: VertexWarning) -> Json:
    return _filled(
        {
            "vertex": warning.vertex,
            "level": warning.level,
            "short": _base64(warning.short),
            "detail": [_base64(text) for text in warning.detail],
            "url": warning.url,
            "sourceInfo": warning.info and _source(warning.info),
            "range": [_range(one) for one in warning.ranges],
        }
    )


def _source(info: SourceInfo) -> Json:
    return _filled(
        {"filename": info.filename, "data": _base64(info.data), "language": info.language}
    )


def _range(one: Range) -> Json:
    ends = {"start": one.start, "end": one.end}
    return {
        name: _filled({"line": position.line, "character": position.character})
        for name, position in ends.items()
        if position
    }


def _filled(values: Json) -> Json:
    return {key: value for key, value in values.items() if value}


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _time(nanoseconds: int | None) -> str | None:
    return None if nanoseconds is None else Time(*divmod(nanoseconds, SECOND)).rfc3339()
