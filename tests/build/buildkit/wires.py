"""The engine's end of a session, in this process: a gRPC client over a pair of sockets."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TypeVar

from pydock.build.buildkit.grpc import Call, CallFailed, Client, ClientCall, Handler, Server
from pydock.build.buildkit.http2 import StreamBroken
from pydock.build.buildkit.messages.control import BytesMessage
from pydock.build.buildkit.messages.files import Packet
from pydock.build.buildkit.protobuf import Message
from pydock.transport.hijack import RawWire
from pydock.transport.wire import SocketWire

SomeMessage = TypeVar("SomeMessage", bound=Message)

LIMIT_SECONDS = 60.0
"""No answer takes longer, unless something hangs."""


def pipes() -> tuple[RawWire, RawWire]:
    """Both ends of a connection, as transports make them."""
    ours, theirs = socket.socketpair()
    return RawWire(SocketWire(ours)), RawWire(SocketWire(theirs))


@contextmanager
def serving(handlers: Mapping[str, Handler]) -> Iterator[Client]:
    """An engine that calls these handlers."""
    ours, theirs = pipes()
    server, client = Server(ours, handlers), Client(theirs)
    server.start()
    client.start()
    try:
        yield client
    finally:
        client.close()
        server.close()


def ask(client: Client, method: str, request: Message, kind: type[SomeMessage]) -> SomeMessage:
    """One request and its answer."""
    return client.call(method, kind, request).only_answer()


def offer(call: Call, message: Message) -> None:
    """Send a message of a call that may have been refused already: its status says why."""
    with suppress(StreamBroken):
        call.send(message)


def status_of(call: ClientCall[SomeMessage]) -> tuple[int, str]:
    """How a call ended; its answers are dropped."""
    try:
        while call.answer(LIMIT_SECONDS):
            pass
    except CallFailed as failed:
        return failed.code, failed.message
    assert call.is_over(), "the call does not end"
    return 0, ""


def next_packet(call: ClientCall[Packet]) -> Packet:
    packet = call.answer(LIMIT_SECONDS)
    assert packet, "there is no further packet"
    return packet


def all_bytes(call: ClientCall[BytesMessage]) -> bytes:
    """What the answers of a call are together."""
    data = b""
    while message := call.answer(LIMIT_SECONDS):
        data += message.data
    return data
