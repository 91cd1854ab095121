from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.errors import ConnectionLost, ProtocolError, PydockError
from pydock.transport.demultiplexer import Demultiplexer, whole_frames


class Streams:
    def __init__(self) -> None:
        self.stdout = b""
        self.stderr = b""
        self.calls = 0
        self.demultiplexer = Demultiplexer(self._out, self._err)

    def _out(self, data: memoryview) -> None:
        self.stdout += data
        self.calls += 1

    def _err(self, data: memoryview) -> None:
        self.stderr += data
        self.calls += 1


def frame(kind: int, data: bytes) -> bytes:
    return bytes([kind, 0, 0, 0]) + len(data).to_bytes(4, "big") + data


def split(data: bytes, sizes: list[int]) -> list[bytes]:
    parts = []
    for size in sizes:
        parts.append(data[:size])
        data = data[size:]
    return [*parts, data]


@given(st.lists(st.tuples(st.integers(0, 2), st.binary(max_size=30))), st.lists(st.integers(0, 50)))
def test_streams_come_apart_however_the_bytes_are_split(
    frames: list[tuple[int, bytes]], sizes: list[int]
) -> None:
    streams = Streams()
    for part in split(b"".join(frame(*one) for one in frames), sizes):
        streams.demultiplexer.feed(part)
    streams.demultiplexer.end()
    assert streams.stdout == b"".join(data for kind, data in frames if kind < 2)
    assert streams.stderr == b"".join(data for kind, data in frames if kind == 2)


def test_frames_of_one_stream_are_handed_on_together() -> None:
    streams = Streams()
    streams.demultiplexer.feed(frame(1, b"a") * 1000 + frame(2, b"b"))
    assert (streams.stdout, streams.stderr, streams.calls) == (b"a" * 1000, b"b", 2)


@given(st.lists(st.integers(0, 50)), st.sampled_from([b"", frame(1, b"later")]))
def test_an_error_of_the_engine_is_raised_with_its_words(sizes: list[int], behind: bytes) -> None:
    streams = Streams()
    with pytest.raises(PydockError, match=r"^error from daemon in stream: out of logs$"):
        for part in split(frame(1, b"before") + frame(3, b"out of logs\n") + behind, sizes):
            streams.demultiplexer.feed(part)
    assert streams.stdout == b"before"


@pytest.mark.parametrize("data", [frame(4, b""), frame(255, b"x"), frame(4, b"x") + frame(1, b"")])
def test_unknown_kind(data: bytes) -> None:
    with pytest.raises(ProtocolError, match="unrecognized stream"):
        Streams().demultiplexer.feed(data)


@pytest.mark.parametrize("length", range(1, 11))
def test_end_in_the_middle_of_a_frame(length: int) -> None:
    streams = Streams()
    streams.demultiplexer.feed(frame(1, b"abc")[:length])
    with pytest.raises(ConnectionLost):
        streams.demultiplexer.end()


def test_an_endless_error_of_the_engine_is_not_kept() -> None:
    streams = Streams()
    streams.demultiplexer.feed(b"\3\0\0\0\xff\xff\xff\xff")
    for _ in range(100):
        streams.demultiplexer.feed(b"x" * 65536)
    with pytest.raises(PydockError) as caught:
        streams.demultiplexer.end()
    assert len(caught.value.message) < 100_000


@given(st.lists(st.tuples(st.integers(0, 2), st.binary(max_size=20))), st.lists(st.integers(0, 50)))
def test_whole_frames_stay_whole(frames: list[tuple[int, bytes]], sizes: list[int]) -> None:
    pieces = split(b"".join(frame(kind, data) for kind, data in frames), sizes)
    assert list(whole_frames(pieces)) == frames


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (frame(3, b"node is down\n"), PydockError, "error from daemon in stream: node is down$"),
        (frame(4, b"x"), ProtocolError, "unrecognized stream: 4"),
        (b"\1\0\0\0\xff\xff\xff\xff", ProtocolError, "unrecognized stream"),
        (frame(1, b"abc")[:-1], ConnectionLost, "in the middle of a frame"),
    ],
)
def test_whole_frames_of_a_broken_stream(data: bytes, error: type[Exception], words: str) -> None:
    found = whole_frames([frame(1, b"first"), data])
    assert next(found) == (1, b"first")
    with pytest.raises(error, match=words):
        next(found)
