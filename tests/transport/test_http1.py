from __future__ import annotations

import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.errors import ConnectionLost, ProtocolError
from pydock.transport.http1 import (
    BUFFER_BYTES,
    CHUNK_LINE_LIMIT_BYTES,
    HEAD_LIMIT_BYTES,
    Head,
    Reader,
    body_of,
    read_head,
    request_head,
)

pieces_of_network = st.lists(st.integers(1, 40), max_size=30)


class FedWire:
    """A wire that gives the data in pieces of the given sizes, what is left at once."""

    def __init__(self, data: bytes, sizes: list[int] | None = None) -> None:
        self._data = data
        self._sizes = list(sizes or [])

    def recv_into(self, buffer: memoryview) -> int:
        size = self._sizes.pop(0) if self._sizes else len(self._data)
        part = self._data[: min(size, len(buffer))]
        self._data = self._data[len(part) :]
        buffer[: len(part)] = part
        return len(part)

    def pending(self) -> int:
        return 0

    def send(self, data: bytes | memoryview) -> int:
        raise NotImplementedError

    def send_file(self, descriptor: int, limit_bytes: int) -> int | None:
        raise NotImplementedError

    def sendall(self, data: bytes | memoryview) -> None:
        raise NotImplementedError

    def close_write(self) -> None: ...

    def fileno(self) -> int:
        return -1

    def abort(self) -> None: ...

    def close(self) -> None: ...


def read_answer(
    data: bytes, sizes: list[int] | None = None, method: str = "GET", size: int = 7
) -> tuple[Head, bytes]:
    """Head and body of an answer, read with buffers of `size` bytes."""
    reader = Reader(FedWire(data, sizes))
    head = read_head(reader)
    body = body_of(method, head, reader)
    found, buffer = b"", bytearray(size)
    while count := body.readinto(memoryview(buffer)):
        found += buffer[:count]
    assert read_views(data, sizes, method) == found
    return head, found


def read_views(data: bytes, sizes: list[int] | None, method: str) -> bytes:
    """The body of an answer, read where it was received."""
    reader = Reader(FedWire(data, sizes))
    body = body_of(method, read_head(reader), reader)
    found = b""
    while views := body.views():
        assert all(views)
        found += b"".join(views)
    return found


def chunked(parts: list[bytes], trailer: bytes = b"", extension: bytes = b"") -> bytes:
    heads = [b"%X%b" % (len(part), extension) for part in parts]
    coded = b"".join(b"%b\r\n%b\r\n" % pair for pair in zip(heads, parts, strict=True) if pair[1])
    return (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + coded
        + b"0\r\n"
        + trailer
        + b"\r\n"
    )


def test_head() -> None:
    head, body = read_answer(
        b"HTTP/1.1 404 Not Found\r\nA-b:  1 \r\na-B: 2\r\nContent-Length: 2\r\n\r\nhi.."
    )
    assert head == Head(404, "Not Found", {"a-b": "1, 2", "content-length": "2"})
    assert body == b"hi"


def test_interim_answers_are_passed_over() -> None:
    head, body = read_answer(
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx"
    )
    assert (head.status, head.headers, body) == (200, {}, b"x")


@pytest.mark.parametrize(
    ("method", "data"),
    [
        ("HEAD", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"),
        ("GET", b"HTTP/1.1 204 No Content\r\n\r\nnot ours"),
        ("POST", b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"),
        ("GET", b"HTTP/1.0 200\r\nContent-Length: 0\r\n\r\nnot ours"),
    ],
)
def test_answers_without_a_body(method: str, data: bytes) -> None:
    assert read_answer(data, method=method)[1] == b""


@given(st.binary(max_size=300), pieces_of_network, st.integers(1, 400))
def test_body_of_known_length(body: bytes, sizes: list[int], size: int) -> None:
    data = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    assert read_answer(data + b"beyond", sizes, size=size)[1] == body


@given(st.binary(max_size=300), pieces_of_network, st.integers(1, 400))
def test_body_until_the_connection_closes(body: bytes, sizes: list[int], size: int) -> None:
    assert read_answer(b"HTTP/1.1 200 OK\r\n\r\n" + body, sizes, size=size)[1] == body


# Some look like what is between chunks.
parts_of_a_body = st.lists(
    st.binary(max_size=40)
    | st.lists(st.sampled_from([b"\r\n", b"\r", b"3\r\n", b"0\r\n\r\n", b"line\n"])).map(b"".join)
)


@given(parts_of_a_body, pieces_of_network, st.integers(1, 400), st.sampled_from([b"", b";x=y"]))
def test_body_in_chunks(parts: list[bytes], sizes: list[int], size: int, extension: bytes) -> None:
    data = chunked(parts, b"Checksum: 1\r\n", extension)
    assert read_answer(data, sizes, size=size)[1] == b"".join(parts)


@given(st.lists(st.binary(min_size=1, max_size=20), min_size=1), st.data())
def test_cut_off_chunks_are_never_a_short_read(parts: list[bytes], data: st.DataObject) -> None:
    whole = chunked(parts)
    cut = data.draw(st.integers(0, len(whole) - 1))
    for read in (read_answer, read_views):
        with pytest.raises((ConnectionLost, ProtocolError)):
            read(whole[:cut], None, "GET")


def test_cut_off_body_of_known_length() -> None:
    with pytest.raises(ConnectionLost, match="unexpected EOF"):
        read_answer(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi")


@pytest.mark.parametrize(
    "data",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"<html>hello</html>",
        b"\x15\x03\x01\x00\x02\x02\x16",
        b"HTTP/2 200\r\n\r\n",
        b"HTTP/1.1 20 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n : x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nhello\r\n",
        *(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n" + rest
            for rest in (b"+1\r\nc\r\n0\r\n\r\n", b"1_0\r\nc\r\n", b"\r\n\r\n")
        ),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"1" * (CHUNK_LINE_LIMIT_BYTES + 9),
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * HEAD_LIMIT_BYTES,
        b"x" * (HEAD_LIMIT_BYTES + 9),
    ],
    ids=lambda data: data[-24:].decode("latin-1"),
)
def test_another_protocol_than_http_is_reported(data: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_answer(data)


@given(st.binary(max_size=200))
def test_any_garbage_is_an_error_of_ours(data: bytes) -> None:
    with pytest.raises((ProtocolError, ConnectionLost)):
        read_answer(data)


@given(
    st.lists(st.integers(1, 70_000), max_size=8),
    st.lists(st.integers(1, 100_000), max_size=20),
    st.sampled_from([1000, 65536, BUFFER_BYTES]),
)
def test_a_buffer_that_grows(lengths: list[int], sizes: list[int], size: int) -> None:
    parts = [random.Random(length).randbytes(length) for length in lengths]
    assert read_answer(chunked(parts), sizes, size=size)[1] == b"".join(parts)


def test_a_line_that_is_longer_than_the_first_buffer() -> None:
    value = "v" * (BUFFER_BYTES - 100)
    head, body = read_answer(f"HTTP/1.1 200 OK\r\nA: {value}\r\n\r\nx".encode(), [5, 9000])
    assert (head.headers["a"], body) == (value, b"x")


def test_hundreds_of_streams_that_wait_take_little_memory() -> None:
    answer = chunked([b'{"read": 1}\n'])[: -len(b"0\r\n\r\n")]
    tracemalloc.start()
    try:
        readers = [Reader(FedWire(answer)) for _ in range(200)]
        for reader in readers:
            assert body_of("GET", read_head(reader), reader).views()
        assert tracemalloc.get_traced_memory()[0] < 200 * 16_384
    finally:
        tracemalloc.stop()


def test_bytes_behind_the_head_stay_in_the_reader() -> None:
    reader = Reader(FedWire(b"HTTP/1.1 101 UPGRADED\r\n\r\nstream"))
    assert read_head(reader).status == 101
    assert reader.rest() == b"stream"


def test_request_head() -> None:
    assert (
        request_head("GET", "/v1.41/info?a=%20", {"Host": "h", "X": "é"})
        == "GET /v1.41/info?a=%20 HTTP/1.1\r\nHost: h\r\nX: é\r\n\r\n".encode()
    )


@pytest.mark.parametrize(
    ("target", "headers"),
    [
        ("/a b", {}),
        ("/a\r\nX: y", {}),
        ("no-slash", {}),
        ("/ü", {}),
        ("/", {"X": "a\r\nY: b"}),
        ("/", {"X\nY": "a"}),
        ("/", {"X Y": "a"}),
        ("/", {"X:": "a"}),
        ("/", {"": "a"}),
    ],
)
def test_nothing_can_be_smuggled_into_a_request(target: str, headers: dict[str, str]) -> None:
    with pytest.raises(ProtocolError):
        request_head("GET", target, headers)
