"""Builds as the engine told of them, recorded with `--progress=rawjson`: one message a line."""

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


def message(told: dict[str, Any]) -> StatusResponse:
    return StatusResponse(
        vertexes=[_vertex(one) for one in told.get("vertexes", [])],
        statuses=[_status(one) for one in told.get("statuses", [])],
        logs=[_log(one) for one in told.get("logs", [])],
        warnings=[_warning(one) for one in told.get("warnings", [])],
    )


def _vertex(told: dict[str, Any]) -> Vertex:
    group = told.get("progressGroup")
    return Vertex(
        digest=told["digest"],
        inputs=told.get("inputs", []),
        name=told["name"],
        cached=told.get("cached", False),
        started=_time(told, "started"),
        completed=_time(told, "completed"),
        error=told.get("error", ""),
        progress_group=group and ProgressGroup(**group),
    )


def _status(told: dict[str, Any]) -> VertexStatus:
    return VertexStatus(
        id=told["id"],
        vertex=told["vertex"],
        name=told.get("name", ""),
        current=told["current"],
        total=told.get("total", 0),
        timestamp=_time(told, "timestamp"),
        started=_time(told, "started"),
        completed=_time(told, "completed"),
    )


def _log(told: dict[str, Any]) -> VertexLog:
    return VertexLog(
        vertex=told["vertex"],
        timestamp=_time(told, "timestamp"),
        stream=told["stream"],
        message=base64.b64decode(told["data"]),
    )


def _warning(told: dict[str, Any]) -> VertexWarning:
    info = told.get("sourceInfo")
    return VertexWarning(
        vertex=told["vertex"],
        level=told["level"],
        short=base64.b64decode(told["short"]),
        detail=[base64.b64decode(text) for text in told.get("detail", [])],
        url=told.get("url", ""),
        info=info
        and SourceInfo(
            filename=info["filename"],
            data=base64.b64decode(info["data"]),
            language=info.get("language", ""),
        ),
        ranges=[
            Range(Position(**one["start"]), Position(**one["end"])) for one in told.get("range", [])
        ],
    )


def _time(told: dict[str, Any], key: str) -> int | None:
    if key not in told:
        return None
    time = Time.parse(told[key])
    return time.seconds * SECOND + time.nanoseconds
