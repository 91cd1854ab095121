"""Builds as the engine reported them, recorded with `--progress=rawjson`: one message a line."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydock.build.buildkit.messages.control import (
    StatusResponse,
    Vertex,
    VertexLog,
    VertexStatus,
    VertexWarning,
)
from pydock.build.buildkit.messages.solver import Position, ProgressGroup, Range, SourceInfo
from pydock.golang.time.duration import SECOND
from pydock.golang.time.instant import Time

DIRECTORY = Path(__file__).parent / "data"


def lines(name: str) -> list[str]:
    return (DIRECTORY / f"{name}.jsonl").read_text().splitlines()


def update(name: str) -> Iterator[StatusResponse]:
    """The messages of a recording."""
    for line in lines(name):
        yield message(json.loads(line))


def message(fields: dict[str, Any]) -> StatusResponse:
    return StatusResponse(
        vertexes=[_vertex(one) for one in fields.get("vertexes", [])],
        statuses=[_status(one) for one in fields.get("statuses", [])],
        logs=[_log(one) for one in fields.get("logs", [])],
        warnings=[_warning(one) for one in fields.get("warnings", [])],
    )


def _vertex(fields: dict[str, Any]) -> Vertex:
    group = fields.get("progressGroup")
    return Vertex(
        digest=fields["digest"],
        inputs=fields.get("inputs", []),
        name=fields["name"],
        cached=fields.get("cached", False),
        started=_time(fields, "started"),
        completed=_time(fields, "completed"),
        error=fields.get("error", ""),
        progress_group=group and ProgressGroup(**group),
    )


def _status(fields: dict[str, Any]) -> VertexStatus:
    return VertexStatus(
        id=fields["id"],
        vertex=fields["vertex"],
        name=fields.get("name", ""),
        current=fields["current"],
        total=fields.get("total", 0),
        timestamp=_time(fields, "timestamp"),
        started=_time(fields, "started"),
        completed=_time(fields, "completed"),
    )


def _log(fields: dict[str, Any]) -> VertexLog:
    return VertexLog(
        vertex=fields["vertex"],
        timestamp=_time(fields, "timestamp"),
        stream=fields["stream"],
        message=base64.b64decode(fields["data"]),
    )


def _warning(fields: dict[str, Any]) -> VertexWarning:
    info = fields.get("sourceInfo")
    return VertexWarning(
        vertex=fields["vertex"],
        level=fields["level"],
        short=base64.b64decode(fields["short"]),
        detail=[base64.b64decode(text) for text in fields.get("detail", [])],
        url=fields.get("url", ""),
        info=info
        and SourceInfo(
            filename=info["filename"],
            data=base64.b64decode(info["data"]),
            language=info.get("language", ""),
        ),
        ranges=[
            Range(Position(**one["start"]), Position(**one["end"]))
            for one in fields.get("range", [])
        ],
    )


def _time(fields: dict[str, Any], key: str) -> int | None:
    if key not in fields:
        return None
    time = Time.parse(fields[key])
    return time.seconds * SECOND + time.nanoseconds
