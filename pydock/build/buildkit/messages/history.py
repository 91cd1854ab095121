"""moby.buildkit.v1.Control: the history of finished builds."""

from dataclasses import dataclass

from pydock.build.buildkit.protobuf import (
    Message,
    boolean,
    child,
    child_map,
    children,
    integer,
    text,
    text_map,
)


@dataclass
class BuildHistoryRequest(Message):
    """`early_exit` ends the response after the existing records."""

    ref: str = text(2)
    early_exit: bool = boolean(3)


@dataclass
class Descriptor(Message):
    """Something in the store, by its digest."""

    media_type: str = text(1)
    digest: str = text(2)
    size: int = integer(3)
    annotations: dict[str, str] = text_map(5)


@dataclass
class BuildResultInfo(Message):
    attestations: list[Descriptor] = children(2, Descriptor)


@dataclass
class BuildHistoryRecord(Message):
    """`result` is of a build for one platform, `results` are those of several, by platform."""

    ref: str = text(1)
    result: BuildResultInfo | None = child(10, BuildResultInfo)
    results: dict[str, BuildResultInfo] = child_map(11, BuildResultInfo)


@dataclass
class BuildHistoryEvent(Message):
    record: BuildHistoryRecord | None = child(2, BuildHistoryRecord)
