"""containerd.services.content.v1.Content: blobs by their digests."""

from dataclasses import dataclass
from enum import IntEnum

from pydock.build.buildkit.protobuf import Message, blob, child, integer, moment, text


@dataclass
class Info(Message):
    digest: str = text(1)
    size: int = integer(2)
    created: int | None = moment(3)
    updated: int | None = moment(4)


@dataclass
class InfoRequest(Message):
    digest: str = text(1)


@dataclass
class InfoResponse(Message):
    info: Info | None = child(1, Info)


@dataclass
class ReadRequest(Message):
    """A part of a blob; everything from `offset` when `size` is 0."""

    digest: str = text(1)
    offset: int = integer(2)
    size: int = integer(3)


@dataclass
class ReadResponse(Message):
    offset: int = integer(1)
    data: bytes = blob(2)


class WriteAction(IntEnum):
    """STAT requests the state, COMMIT ends the blob after the data of its request."""

    STAT = 0
    WRITE = 1
    COMMIT = 2


@dataclass
class WriteRequest(Message):
    """`total` and `expected`, a digest, are checked at the end unless empty."""

    action: int = integer(1)
    ref: str = text(2)
    total: int = integer(3)
    expected: str = text(4)
    offset: int = integer(5)
    data: bytes = blob(6)


@dataclass
class WriteResponse(Message):
    """`offset` is the current size."""

    action: int = integer(1)
    started: int | None = moment(2)
    updated: int | None = moment(3)
    offset: int = integer(4)
    total: int = integer(5)
    digest: str = text(6)


@dataclass
class AbortRequest(Message):
    ref: str = text(1)
