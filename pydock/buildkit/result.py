"""How a build ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydock.buildkit.grpc import CallFailed
from pydock.buildkit.messages.errors import FailedSource, FailedVertex
from pydock.buildkit.protobuf import Malformed
from pydock.errors import PydockError


@dataclass(frozen=True)
class BuildResult:
    """`response` is what the exporters say, such as `containerimage.digest`; `answers` are those
    of a question to the frontend (`result.txt`, `result.json`)."""

    response: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, bytes] = field(default_factory=dict)

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

    exit_status = 130

    def __init__(self) -> None:
        super().__init__("the build was cancelled")


def failure(error: CallFailed) -> BuildFailed:
    """The error of a build whose call failed."""
    vertex = ""
    sources: list[FailedSource] = []
    for detail in error.status.details if error.status else ():
        try:
            if "errdefs.Vertex" in detail.type_url:
                vertex = FailedVertex.decode(detail.value).digest or vertex
            elif "errdefs.Source" in detail.type_url:
                sources.append(FailedSource.decode(detail.value))
        except Malformed:
            continue
    return BuildFailed(f"failed to solve: {error.message}", vertex, tuple(sources))
