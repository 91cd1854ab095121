"""gRPC calls in both directions, and malformed data."""

from __future__ import annotations

import base64
import time

import pytest

from pydock.build.buildkit.grpc import CallFailed, Code, ServerCall, prefix
from pydock.build.buildkit.messages.control import BytesMessage
from pydock.build.buildkit.messages.errors import Status
from pydock.errors import ProtocolError, PydockError
from tests.build.buildkit.wires import LIMIT_SECONDS, all_bytes, ask, serving, status_of

METHOD = "/a.B/C"


def upper(call: ServerCall) -> None:
    while message := call.receive(BytesMessage):
        call.send(BytesMessage(message.data.upper()))


def test_messages_go_both_ways() -> None:
    with serving({METHOD: upper}) as client:
        call = client.call(METHOD, BytesMessage)
        for data in (b"a", b"b" * 3_000_000, b""):
            call.send(BytesMessage(data))
            answer = call.answer(LIMIT_SECONDS)
            assert answer and answer.data == data.upper()
        assert not call.is_over()
        call.cancel()


def test_many_messages_in_one_frame() -> None:
    def echo(call: ServerCall) -> None:
        call.send_framed(b"".join(prefix(3) + b"\x0a\x01%c" % n for n in b"hello"))

    with serving({METHOD: echo}) as client:
        assert all_bytes(client.call(METHOD, BytesMessage, BytesMessage())) == b"hello"


def test_a_call_is_not_over_before_its_messages_are_read() -> None:
    def last_words(call: ServerCall) -> None:
        call.send(BytesMessage(b"last"))

    with serving({METHOD: last_words}) as client:
        call = client.call(METHOD, BytesMessage, BytesMessage())
        deadline = time.monotonic() + LIMIT_SECONDS
        while not call.stream.is_over() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not call.is_over()
        answer = call.answer(LIMIT_SECONDS)
        assert answer and answer.data == b"last"
        assert call.is_over()


def fails_with(error: Exception) -> tuple[int, str]:
    def fail(call: ServerCall) -> None:
        call.receive(BytesMessage)
        raise error

    with serving({METHOD: fail}) as client:
        return status_of(client.call(METHOD, BytesMessage, BytesMessage()))


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (CallFailed(Code.NOT_FOUND, "no such thing"), Code.NOT_FOUND, "no such thing"),
        (PydockError("50% of é\nis \udcff"), Code.UNKNOWN, "50% of é\nis \udcff"),
        (OSError(2, "No such file"), Code.UNKNOWN, "No such file"),
    ],
)
def test_the_error_of_a_handler(error: Exception, code: int, words: str) -> None:
    found, message = fails_with(error)
    assert found == code
    assert words in message


def test_an_error_after_messages() -> None:
    def fail(call: ServerCall) -> None:
        call.send(BytesMessage(b"x"))
        raise CallFailed(Code.INTERNAL, "then")

    with serving({METHOD: fail}) as client:
        call = client.call(METHOD, BytesMessage, BytesMessage())
        assert call.answer(LIMIT_SECONDS) == BytesMessage(b"x")
        assert status_of(call) == (Code.INTERNAL, "then")


@pytest.mark.parametrize("method", ["/a.B/D", "/a.B/C/", "", "/moby.buildkit.v1.Control/Solve"])
def test_what_is_not_served_is_refused(method: str) -> None:
    with serving({METHOD: upper}) as client:
        code, words = status_of(client.call(method or "/", BytesMessage, BytesMessage()))
        assert code == Code.UNIMPLEMENTED
        assert "is not served" in words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\1\0\0\0\0", "compression"),
        (b"\0\xff\xff\xff\xff", "4294967295 bytes exceeds"),
        (b"\0\0\0\0\5\x0a", "truncated"),
        (b"\0\0\0\0\1\x0a", "truncated"),
        (b"\0\0\0", "truncated"),
    ],
)
def test_bytes_that_are_no_message_end_the_call(data: bytes, words: str) -> None:
    with serving({METHOD: upper}) as client:
        call = client.call(METHOD, BytesMessage)
        call.stream.send(data, end=True)
        code, message = status_of(call)
        assert code == Code.UNKNOWN
        assert words in message
        assert ask(client, METHOD, BytesMessage(b"go on"), BytesMessage).data == b"GO ON"


def answered_with(*headers: tuple[bytes, bytes]) -> tuple[int, str]:
    """What an engine's answer of these headers alone is taken for."""

    def answer(call: ServerCall) -> None:
        call.stream.send_headers(headers, end=True)

    with serving({METHOD: answer}) as client:
        try:
            ask(client, METHOD, BytesMessage(), BytesMessage)
        except CallFailed as failed:
            return failed.code, failed.message
    raise AssertionError


@pytest.mark.parametrize(
    ("headers", "code", "message"),
    [
        ([(b":status", b"200"), (b"grpc-status", b"5")], 5, ""),
        ([(b":status", b"200"), (b"grpc-status", b"5"), (b"grpc-message", b"a%20b%")], 5, "a b%"),
        ([(b":status", b"404")], Code.UNAVAILABLE, "the engine answers with HTTP status 404"),
    ],
)
def test_how_an_engine_ends_a_call(
    headers: list[tuple[bytes, bytes]], code: int, message: str
) -> None:
    assert answered_with(*headers) == (code, message)


@pytest.mark.parametrize(
    "headers", [[(b":status", b"200")], [(b":status", b"200"), (b"grpc-status", b"x")]]
)
def test_a_call_that_ends_without_a_status(headers: list[tuple[bytes, bytes]]) -> None:
    with pytest.raises(ProtocolError, match="without a status"):
        answered_with(*headers)


@pytest.mark.parametrize("padding", [b"", b"="])
def test_the_details_of_an_error(padding: bytes) -> None:
    status = Status(2, "words")
    encoded = base64.b64encode(status.encode()).rstrip(b"=") + padding

    def answer(call: ServerCall) -> None:
        headers = [(b":status", b"200"), (b"grpc-status", b"2")]
        headers.append((b"grpc-status-details-bin", encoded))
        call.stream.send_headers(headers, end=True)

    with serving({METHOD: answer}) as client, pytest.raises(CallFailed) as raised:
        ask(client, METHOD, BytesMessage(), BytesMessage)
    assert raised.value.status == status


def test_too_long_a_message_is_refused_before_it_has_come() -> None:
    with serving({METHOD: upper}) as client:
        call = client.call(METHOD, BytesMessage)
        call.stream.send(b"\0\x7f\xff\xff\xff")
        assert status_of(call)[0] == Code.UNKNOWN
