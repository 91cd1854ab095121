"""How a build ended."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydock.build.buildkit.grpc import CallFailed
from pydock.build.buildkit.messages.errors import FailedSource, FailedVertex
from pydock.build.buildkit.messages.solver import Position, Range, SourceInfo
from pydock.build.buildkit.protobuf import Malformed
from pydock.errors import ExitStatus, PydockError

_VERTEX = "github.com/moby/buildkit/errdefs.Vertex"
_SOURCE = "github.com/moby/buildkit/errdefs.Source"


@dataclass(frozen=True)
class BuildResult:
    """`response` is what the exporters say, such as `containerimage.digest`; `answers` are those
    of a question to the frontend (`result.txt`, `result.json`); `ref` is the build's own name."""

    response: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, bytes] = field(default_factory=dict)
    ref: str = ""

    @property
    def image_id(self) -> str:
        """The id under which the engine has the image; "" when it has none."""
        found = self.response.get("containerimage.config.digest", "")
        return self.response.get("containerimage.digest", "") or found


class BuildFailed(PydockError):
    """The engine could not build: its words, the step that failed, and where that is written."""

    def __init__(
        self, message: str, vertex: str = "", sources: tuple[FailedSource, ...] = ()
    ) -> None:
        super().__init__(message)
        self.vertex = vertex
        self.sources = sources


class BuildCancelled(PydockError):
    """The person gave the build up, and the engine has been told."""

    exit_status = ExitStatus.INTERRUPTED

    def __init__(self) -> None:
        super().__init__("failed to solve: Canceled: context canceled")


def failure(error: CallFailed) -> BuildFailed:
    """The error of a build whose call failed."""
    vertex = ""
    sources: list[FailedSource] = []
    for detail in error.status.details if error.status else ():
        try:
            if detail.type_url.startswith(_VERTEX):
                vertex = _vertex(detail.value)
            elif detail.type_url.startswith(_SOURCE):
                sources.append(_source(detail.value))
        except (Malformed, ValueError, KeyError, TypeError, AttributeError):
            continue  # the words of the error are there still
    return BuildFailed(f"failed to solve: {error.message}", vertex, tuple(sources))


def _vertex(value: bytes) -> str:
    if not _is_json(value):
        return FailedVertex.decode(value).digest
    return str(json.loads(value)["digest"])


def _source(value: bytes) -> FailedSource:
    if not _is_json(value):
        return FailedSource.decode(value)
    found = json.loads(value)
    info = found["info"]
    return FailedSource(
        SourceInfo(str(info["filename"]), base64.b64decode(info.get("data") or "")),
        [
            Range(_position(place.get("start") or {}), _position(place.get("end") or {}))
            for place in found.get("ranges") or ()
        ],
    )


def _position(found: dict[str, int]) -> Position:
    return Position(int(found.get("line", 0)), int(found.get("character", 0)))


def _is_json(value: bytes) -> bool:
    """Engines write these details as JSON, though they have messages for them."""
    return value.startswith(b"{")
