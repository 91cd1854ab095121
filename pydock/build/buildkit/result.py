"""The result of a build, or its errors."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydock.build.buildkit.grpc import CallFailed
from pydock.build.buildkit.messages.errors import FailedSource, FailedVertex
from pydock.build.buildkit.messages.solver import Position, Range, SourceInfo
from pydock.build.buildkit.protobuf import Malformed
from pydock.errors import ExitStatus, PydockError
from pydock.golang.unmarshal import load

_VERTEX = "github.com/moby/buildkit/errdefs.Vertex"
_SOURCE = "github.com/moby/buildkit/errdefs.Source"


@dataclass(frozen=True)
class BuildResult:
    """A build's result: exporters' `response`, frontend's `answers`, the build's `ref`."""

    response: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, bytes] = field(default_factory=dict)
    ref: str = ""

    @property
    def image_id(self) -> str:
        """ID of the image in the engine; "" when it has none."""
        found = self.response.get("containerimage.config.digest", "")
        return self.response.get("containerimage.digest", "") or found


class BuildFailed(PydockError):
    """The build failed: the engine's message, the step that failed, and its source positions."""

    def __init__(
        self, message: str, vertex: str = "", sources: tuple[FailedSource, ...] = ()
    ) -> None:
        super().__init__(message)
        self.vertex = vertex
        self.sources = sources


class BuildCancelled(PydockError):
    """The user cancelled the build, and the engine was notified."""

    exit_status = ExitStatus.INTERRUPTED

    def __init__(self) -> None:
        super().__init__("failed to solve: Canceled: context canceled")


def failure(error: CallFailed) -> BuildFailed:
    """Return the error of a build whose call failed."""
    vertex = ""
    sources: list[FailedSource] = []
    for detail in error.status.details if error.status else ():
        try:
            if detail.type_url.startswith(_VERTEX):
                vertex = _vertex(detail.value)
            elif detail.type_url.startswith(_SOURCE):
                sources.append(_source(detail.value))
        except (Malformed, ValueError, KeyError, TypeError, AttributeError):
            continue  # the message remains
    return BuildFailed(f"failed to solve: {error.message}", vertex, tuple(sources))


def _vertex(value: bytes) -> str:
    if not _is_json(value):
        return FailedVertex.decode(value).digest
    return str(load(value)["digest"])


def _source(value: bytes) -> FailedSource:
    if not _is_json(value):
        return FailedSource.decode(value)
    found = load(value)
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
    """Return whether details are JSON, which engines send instead of messages."""
    return value.startswith(b"{")
