from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.errors import ConnectionLost, ProtocolError, PydockError
from pydock.progress.json_stream import Message, Progress, StreamError, decode


def test_one_message_with_everything() -> None:
    document = {
        "id": "aaa",
        "status": "Downloading",
        "stream": "s",
        "from": "busybox",
        "progress": "[=>]",
        "progressDetail": {"current": 1, "total": 2, "units": "layers", "hidecounts": True},
        "time": 5,
        "timeNano": 5_000_000_001,
        "aux": {"ID": "x"},
        "unknown": [1],
    }
    assert list(decode([json.dumps(document).encode()])) == [
        Message(
            id="aaa",
            status="Downloading",
            stream="s",
            source="busybox",
            progress=Progress(1, 2, "layers", True),
            progress_text="[=>]",
            time_nanoseconds=5_000_000_001,
            aux={"ID": "x"},
        )
    ]


def test_a_time_may_be_in_seconds_alone() -> None:
    assert next(decode([b'{"time": 5}'])).time_nanoseconds == 5_000_000_000


def test_an_empty_detail_is_not_the_same_as_none() -> None:
    with_detail, without = decode([b'{"progressDetail": {}}{"progressDetail": null}'])
    assert with_detail.progress == Progress()
    assert without.progress is None


def test_fields_of_other_types_are_taken_as_absent() -> None:
    assert list(decode([b'{"status": 3, "id": null, "time": "x", "progressDetail": 7}'])) == [
        Message()
    ]


STATUSES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(
    st.lists(STATUSES, max_size=8),
    st.sampled_from(["", "\n", "\r\n", " \t\r\n"]),
    st.booleans(),
    st.lists(st.integers(0, 400), max_size=12),
)
def test_messages_are_read_however_they_are_cut(
    statuses: list[str], between: str, escaped: bool, cuts: list[int]
) -> None:
    text = "".join(
        json.dumps({"status": status}, ensure_ascii=escaped) + between for status in statuses
    )
    data = text.encode()
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    chunks = [data[start:end] for start, end in itertools.pairwise(edges)]
    assert [message.status for message in decode(chunks)] == statuses


@pytest.mark.parametrize("end", [[], [b"\n"], [b"\n", b" "]])
def test_the_last_message_is_read_without_its_end_of_line(end: list[bytes]) -> None:
    data = b'{"status": "one"}\n{"status": "two"}'
    assert [message.status for message in decode([data, *end])] == ["one", "two"]


def test_a_message_is_given_out_before_the_next_one_comes() -> None:
    def chunks() -> Iterator[bytes]:
        yield b'{"status": "one"}\r\n{"sta'
        raise AssertionError("the first message was not given out in time")

    assert next(decode(chunks())).status == "one"


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ('{"errorDetail": {"message": "no space left"}, "error": "other"}', "no space left"),
        ('{"errorDetail": {"code": 401, "message": "denied"}}', "denied"),
        ('{"errorDetail": {}, "error": "only here"}', "only here"),
        ('{"error": "of an old engine"}', "of an old engine"),
        ('{"errorDetail": {}}', "the engine reported an error without a message"),
    ],
)
def test_an_error_ends_the_stream_with_the_engine_s_words(document: str, words: str) -> None:
    messages = decode([b'{"status": "before"}', document.encode(), b'{"status": "after"}'])
    assert next(messages).status == "before"
    with pytest.raises(StreamError) as error:
        next(messages)
    assert (error.value.message, error.value.exit_status) == (words, 1)
    assert list(messages) == []


def test_a_stream_that_breaks_off_is_an_error() -> None:
    messages = decode([b'{"status": "a"}{"sta'])
    assert next(messages).status == "a"
    with pytest.raises(ConnectionLost, match="unexpected EOF"):
        next(messages)


@pytest.mark.parametrize(
    "data",
    [b"<html>", b"[1]", b"3 ", b'"text"', b'{"status": "a"} garbage', b'{"a": NaN}',
     b'{"a": %s}' % (b"1" * 5000), b'{"a": %s}' % (b"[" * 100_000)],
)  # fmt: skip
def test_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(ProtocolError):
        list(decode([data]))


def test_a_message_without_end_is_refused_before_memory_is() -> None:
    def endless() -> Iterator[bytes]:
        yield b'{"status": "'
        for _ in range(1000):
            yield b"x" * (1 << 20)
        raise AssertionError("it was all read")

    with pytest.raises(ProtocolError):
        list(decode(endless()))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(ProtocolError, StreamError, ConnectionLost):
        list(decode([data]))


@pytest.mark.parametrize(
    "behind", ["no JSON", '{"a": NaN}', "[]", "{} {}", '{"status": "\\ud800"}\nno JSON', "{]"]
)
def test_messages_before_something_else_are_given_out(behind: str) -> None:
    messages = decode([f'{{"status": "1"}}\n{{"status": "2"}}\n{behind}\n]\n'.encode()])
    assert [next(messages).status, next(messages).status] == ["1", "2"]
    with pytest.raises(PydockError):
        list(messages)
