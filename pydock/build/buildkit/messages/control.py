"""moby.buildkit.v1.Control: requests of a build, and its progress.

Times are nanoseconds since 1970. A vertex is a step of the build; statuses, logs and warnings
name theirs by its digest.
"""

from dataclasses import dataclass

from pydock.build.buildkit.messages.solver import ProgressGroup, Range, SourceInfo
from pydock.build.buildkit.protobuf import (
    Message,
    blob,
    blobs,
    boolean,
    child,
    children,
    integer,
    moment,
    text,
    text_map,
    texts,
)


@dataclass
class TypedEntry(Message):
    """An exporter of a build's result, or a cache: a type such as `image` or `local`."""

    type: str = text(1)
    attrs: dict[str, str] = text_map(2)


@dataclass
class CacheOptions(Message):
    exports: list[TypedEntry] = children(4, TypedEntry)
    imports: list[TypedEntry] = children(5, TypedEntry)


@dataclass
class SolveRequest(Message):
    """`ref` is the build's ID; BuildKit before 0.13 has one exporter, in fields 3 and 4."""

    ref: str = text(1)
    exporter: str = text(3)
    exporter_attrs: dict[str, str] = text_map(4)
    session: str = text(5)
    frontend: str = text(6)
    frontend_attrs: dict[str, str] = text_map(7)
    cache: CacheOptions | None = child(8, CacheOptions)
    entitlements: list[str] = texts(9)
    internal: bool = boolean(11)
    exporters: list[TypedEntry] = children(13, TypedEntry)


@dataclass
class SolveResponse(Message):
    exporter_response: dict[str, str] = text_map(1)


@dataclass
class StatusRequest(Message):
    ref: str = text(1)


@dataclass
class Vertex(Message):
    """A step, sent again whenever something of it changes."""

    digest: str = text(1)
    inputs: list[str] = texts(2)
    name: str = text(3)
    cached: bool = boolean(4)
    started: int | None = moment(5)
    completed: int | None = moment(6)
    error: str = text(7)
    progress_group: ProgressGroup | None = child(8, ProgressGroup)


@dataclass
class VertexStatus(Message):
    """A counter of a step: the bytes of a download, or only its start and end."""

    id: str = text(1)
    vertex: str = text(2)
    name: str = text(3)
    current: int = integer(4)
    total: int = integer(5)
    timestamp: int | None = moment(6)
    started: int | None = moment(7)
    completed: int | None = moment(8)


@dataclass
class VertexLog(Message):
    """Output of a step on its standard output (`stream` 1) or error (2)."""

    vertex: str = text(1)
    timestamp: int | None = moment(2)
    stream: int = integer(3)
    message: bytes = blob(4)


@dataclass
class VertexWarning(Message):
    vertex: str = text(1)
    level: int = integer(2)
    short: bytes = blob(3)
    detail: list[bytes] = blobs(4)
    url: str = text(5)
    info: SourceInfo | None = child(6, SourceInfo)
    ranges: list[Range] = children(7, Range)


@dataclass
class StatusResponse(Message):
    """An update on the progress of a build."""

    vertexes: list[Vertex] = children(1, Vertex)
    statuses: list[VertexStatus] = children(2, VertexStatus)
    logs: list[VertexLog] = children(3, VertexLog)
    warnings: list[VertexWarning] = children(4, VertexWarning)


@dataclass
class WorkerRecord(Message):
    """A worker, with its labels."""

    labels: dict[str, str] = text_map(2)


@dataclass
class ListWorkersResponse(Message):
    records: list[WorkerRecord] = children(1, WorkerRecord)


@dataclass
class Empty(Message):
    """A request or response without fields, of all services alike."""


@dataclass
class BytesMessage(Message):
    """A piece of a stream of bytes, of Control/Session, FileSend, Upload and SSH alike."""

    data: bytes = blob(1)
