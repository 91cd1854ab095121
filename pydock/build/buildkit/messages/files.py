"""fsutil: how a directory is compared and copied between a client and BuildKit."""

from dataclasses import dataclass
from enum import IntEnum

from pydock.build.buildkit.protobuf import (
    Message,
    blob,
    blob_map,
    child,
    integer,
    text,
    write_varint,
)


class PacketType(IntEnum):
    """STAT is a file without content, REQUEST requests its content, DATA is a piece of it (empty:
    the end), FINISHED ends the transfer, ERROR cancels it."""

    STAT = 0
    REQUEST = 1
    DATA = 2
    FINISHED = 3
    ERROR = 4


@dataclass
class Stat(Message):
    """A file; `mode` is a Go FileMode, `link_name` what a symlink or a hard link refers to."""

    path: str = text(1)
    mode: int = integer(2)
    uid: int = integer(3)
    gid: int = integer(4)
    size: int = integer(5)
    mtime_ns: int = integer(6)
    link_name: str = text(7)
    device_major: int = integer(8)
    device_minor: int = integer(9)
    xattrs: dict[str, bytes] = blob_map(10)


@dataclass
class Packet(Message):
    """`id` counts the STAT packets of a stream, from 0. A STAT without a stat ends them."""

    type: int = integer(1)
    stat: Stat | None = child(2, Stat)
    id: int = integer(3)
    data: bytes = blob(4)


def data_packet_head(id: int, size_bytes: int) -> bytearray:
    """Encoded `Packet(PacketType.DATA, id=id)` up to its data, which need not be copied into it."""
    head = bytearray(b"\x08\x02\x18")
    write_varint(head, id)
    head.append(0x22)
    write_varint(head, size_bytes)
    return head
