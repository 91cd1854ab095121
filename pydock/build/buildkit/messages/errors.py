"""google.rpc.Status and moby.buildkit's errdefs: the details of an error."""

from dataclasses import dataclass

from pydock.build.buildkit.messages.solver import Range, SourceInfo
from pydock.build.buildkit.protobuf import Message, blob, child, children, integer, text


@dataclass
class Any(Message):
    """A message of a kind that `type_url` names."""

    type_url: str = text(1)
    value: bytes = blob(2)


@dataclass
class Status(Message):
    """The status of a call, with details."""

    code: int = integer(1)
    message: str = text(2)
    details: list[Any] = children(3, Any)


@dataclass
class FailedVertex(Message):
    """errdefs.Vertex: the step that failed."""

    digest: str = text(1)


@dataclass
class FailedSource(Message):
    """errdefs.Source: where in the Dockerfile it failed."""

    info: SourceInfo | None = child(1, SourceInfo)
    ranges: list[Range] = children(2, Range)
