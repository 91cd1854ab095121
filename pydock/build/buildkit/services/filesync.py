"""moby.filesync.v1.FileSync/DiffCopy: the engine reads directories of the client.

The client sends the stat of every selected file. The engine compares it with what it has from an
earlier build and requests the content of those that differ.
"""

import os
from collections.abc import Mapping
from urllib.parse import unquote_plus

from pydock.archive.tar_headers import printable
from pydock.build.buildkit import file_modes
from pydock.build.buildkit.grpc import CallFailed, Code, ServerCall, prefix
from pydock.build.buildkit.local_sources import OpenSource, Patterns, Source
from pydock.build.buildkit.messages.files import Packet, PacketType, data_packet_head
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason

METHOD = "/moby.filesync.v1.FileSync/DiffCopy"

#: small packets are sent together, up to this size
_BATCH_BYTES = 256 << 10


class FileSync:
    """Sends directories by their names in the engine's requests: `context`, `dockerfile`, ..."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    def diff_copy(self, call: ServerCall) -> None:
        name = _values(call.metadata, "dir-name")[:1]
        source = self._sources.get(name[0]) if name else None
        if source is None:
            raise CallFailed(Code.NOT_FOUND, f'no access allowed to dir "{"".join(name)}"')
        patterns = Patterns(
            _values(call.metadata, "include-patterns"),
            _values(call.metadata, "exclude-patterns"),
            _values(call.metadata, "followpaths"),
        )
        try:
            with source.open() as opened:
                _Sender(call, opened).send_all(patterns)
        except OSError as error:
            reason = os_reason(error)
            path = printable(os.fsencode(error.filename or ""))
            unreadable = PydockError(f"open {path}: {reason}")
            _break_off(call, unreadable.message)
            raise unreadable from None
        except PydockError as error:
            _break_off(call, error.message)
            raise


class _Sender:
    """Sends one directory. Packets are collected, and sent when the engine has no request."""

    def __init__(self, call: ServerCall, source: OpenSource) -> None:
        self._call = call
        self._source = source
        self._waiting = bytearray()
        self._requestable: dict[int, str] = {}

    def send_all(self, patterns: Patterns) -> None:
        for number, stat in enumerate(self._source.stats(patterns)):
            if not stat.mode & file_modes.KIND:
                self._requestable[number] = stat.path
            self._add(Packet(PacketType.STAT, stat))
            if len(self._waiting) >= _BATCH_BYTES:
                self._flush()
                while (packet := self._call.receive_now(Packet)) is not None:
                    self._answer(packet)
        self._add(Packet(PacketType.STAT))
        while True:
            packet = self._call.receive_now(Packet)
            if packet is None:
                self._flush()
                packet = self._call.receive(Packet)
            if packet is None:
                raise CallFailed(
                    Code.CANCELLED, "the engine cancelled before it had received all files"
                )
            if packet.type == PacketType.FINISHED:
                self._add(Packet(PacketType.FINISHED))
                self._flush()
                return
            self._answer(packet)

    def _answer(self, packet: Packet) -> None:
        if packet.type == PacketType.ERROR:
            reason = packet.data.decode("utf-8", "replace")
            raise CallFailed(Code.UNKNOWN, f"error from receiver: {reason}")
        if packet.type != PacketType.REQUEST:
            return
        path = self._requestable.pop(packet.id, None)
        if path is None:
            raise CallFailed(Code.INVALID_ARGUMENT, f"invalid file id {packet.id}")
        for block in self._source.blocks(path):
            self._add_data(packet.id, block)
        self._add(Packet(PacketType.DATA, id=packet.id))

    def _add(self, packet: Packet) -> None:
        data = packet.encode()
        self._waiting += prefix(len(data))
        self._waiting += data

    def _add_data(self, number: int, block: bytes) -> None:
        """As `_add` of a packet with data, which is not copied one more time."""
        head = data_packet_head(number, len(block))
        self._waiting += prefix(len(head) + len(block))
        self._waiting += head
        self._waiting += block
        if len(self._waiting) >= _BATCH_BYTES:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._call.send_framed(self._waiting)
            self._waiting.clear()


def _break_off(call: ServerCall, reason: str) -> None:
    """Send the engine the reason why nothing follows, if it still receives."""
    if not call.stream.failure():
        call.send(Packet(PacketType.ERROR, data=reason.encode("utf-8", "surrogateescape")))


def _values(metadata: Mapping[str, list[str]], key: str) -> list[str]:
    """Return the values of a key; the engine encodes all of them when one is not ASCII."""
    values = metadata.get(key, [])
    if metadata.get(f"{key}-encoded", [""])[0] in ("1", "t", "T", "true", "TRUE", "True"):
        return [unquote_plus(value, errors="surrogateescape") for value in values]
    return values
