"""Messages as bytes and back, and malformed bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.build.buildkit.messages.control import (
    SolveRequest,
    StatusResponse,
    Vertex,
    VertexLog,
    VertexWarning,
)
from pydock.build.buildkit.messages.files import Packet, Stat
from pydock.build.buildkit.messages.session import CredentialsResponse, GetSecretResponse
from pydock.build.buildkit.messages.solver import Position, Range, SourceInfo
from pydock.build.buildkit.protobuf import VALUES_LIMIT, Malformed, Message

NUMBERS = st.integers(-(2**63), 2**63 - 1)
NAMES = st.binary(max_size=20).map(lambda name: name.decode("utf-8", "surrogateescape"))
STATS = st.builds(
    Stat,
    path=NAMES,
    mode=st.integers(0, 2**32 - 1),
    size=NUMBERS,
    mtime_ns=NUMBERS,
    xattrs=st.dictionaries(NAMES, st.binary(max_size=9)),
)
VERTEXES = st.builds(
    Vertex,
    digest=NAMES,
    inputs=st.lists(NAMES),
    cached=st.booleans(),
    started=st.none() | st.integers(-(10**18), 10**19),
)
WARNINGS = st.builds(
    VertexWarning,
    level=NUMBERS,
    detail=st.lists(st.binary(max_size=9)),
    info=st.none() | st.builds(SourceInfo, filename=NAMES, data=st.binary(max_size=9)),
    ranges=st.lists(st.builds(Range, start=st.none() | st.builds(Position, line=NUMBERS))),
)
MESSAGES = st.one_of(
    st.builds(Packet, type=st.integers(0, 4), stat=st.none() | STATS, data=st.binary(max_size=9)),
    st.builds(StatusResponse, vertexes=st.lists(VERTEXES), warnings=st.lists(WARNINGS)),
)


@given(MESSAGES)
def test_a_message_survives_the_round_trip(message: Message) -> None:
    assert type(message).decode(message.encode()) == message


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (Stat(), ""),
        (Stat(path="a", mode=0o644), "0a0161 10a403"),
        (Stat(path="\udcff"), "0a01ff"),
        (Stat(size=-1), "28ffffffffffffffffff01"),
        (Stat(xattrs={"k": b"v", "": b""}), "5206 0a016b 120176 5204 0a00 1200"),
        (Vertex(started=1_500_000_000), "2a08 0801 1080cab5ee01"),
        (Vertex(started=0), "2a00"),
        (Vertex(inputs=["", "b"]), "1200 120162"),
        (Packet(type=2, id=300, data=b"xy"), "0802 18ac02 22027879"),
        (SolveRequest(internal=True, frontend_attrs={"a": "b"}), "3a06 0a0161 120162 5801"),
    ],
)
def test_the_bytes_of_a_message(message: Message, expected: str) -> None:
    assert message.encode().hex() == expected.replace(" ", "")
    assert type(message).decode(bytes.fromhex(expected)) == message


@pytest.mark.parametrize(
    "unknown",
    ["f80601", "f90601020304050607 08", "fa060161", "fd0601020304", "0d01020304", "8080808008 00"],
)
def test_an_unknown_field_is_skipped(unknown: str) -> None:
    data = bytes.fromhex(unknown) + VertexLog(stream=2).encode()
    assert VertexLog.decode(data) == VertexLog(stream=2)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("0a", "truncated"),
        ("0a05 61", "truncated"),
        ("18", "truncated"),
        ("18ff", "truncated"),
        ("09 01", "truncated"),
        ("0affffffffffffffffff01", "truncated"),
        ("18ffffffffffffffffffff01", "more than 64 bits"),
        ("0b", "unknown wire type 3"),
        ("0f", "unknown wire type 7"),
    ],
)
def test_bytes_that_are_no_message(data: str, words: str) -> None:
    with pytest.raises(Malformed, match=words):
        VertexLog.decode(bytes.fromhex(data))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_malformed(data: bytes) -> None:
    try:
        StatusResponse.decode(data)
    except Malformed as error:
        assert error.message.startswith("the engine sent a malformed message: ")


def test_a_message_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(Malformed, match="more than"):
        StatusResponse.decode(b"\x0a\x00" * (VALUES_LIMIT + 1))


@pytest.mark.parametrize(
    "message", [CredentialsResponse("me", "hidden"), GetSecretResponse(b"hidden")]
)
def test_a_secret_is_not_printed(message: Message) -> None:
    assert "hidden" not in f"{message} {message!r}"
    assert b"hidden" in message.encode()
