"""A whole build with an engine that is played by the test."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from pydock.api.build import BuildKitEndpoints
from pydock.api.engine import Engine
from pydock.archive.tar_headers import END
from pydock.build.buildkit.grpc import CallFailed, Client, Code, Handler, Server, ServerCall
from pydock.build.buildkit.http2 import StreamBroken
from pydock.build.buildkit.messages.control import (
    BytesMessage,
    Empty,
    SolveRequest,
    SolveResponse,
    StatusRequest,
    StatusResponse,
    Vertex,
    VertexLog,
)
from pydock.build.buildkit.messages.files import Packet, PacketType, Stat
from pydock.build.buildkit.messages.gateway import AskRequest, AskResponse, Result, ReturnRequest
from pydock.build.buildkit.messages.session import (
    GetSecretRequest,
    GetSecretResponse,
    HealthCheckRequest,
    HealthCheckResponse,
)
from pydock.build.buildkit.protobuf import Message
from pydock.build.buildkit.result import BuildCancelled, BuildFailed, BuildResult
from pydock.build.buildkit.run import build
from pydock.commands.shared.output_file import output_file
from pydock.errors import ConnectionLost, NotSupported, PydockError
from pydock.options.build.outputs import Export
from pydock.options.build.secrets import Secret
from pydock.spec.build_request import BuildRequest, Remote
from pydock.transport import Response
from pydock.transport.hijack import RawWire
from tests.build.buildkit.wires import LIMIT_SECONDS, ask, pipes, status_of

CONTROL = "/moby.buildkit.v1.Control/"
BRIDGE = "/moby.buildkit.v1.frontend.LLBBridge/"
SECRETS = "/moby.buildkit.secrets.v1.Secrets/GetSecret"
FILE_SEND = "/moby.filesync.v1.FileSend/DiffCopy"
HEALTH = "/grpc.health.v1.Health/Check"

REQUEST = BuildRequest(
    Remote("git://x"),
    secrets=(Secret("it", variable="TOKEN"),),
    exports=(Export("moby", {"name": "a"}),),
)
NEWS = StatusResponse(
    [Vertex("sha256:1", name="[1/1] FROM x", started=1)], logs=[VertexLog("sha256:1", 2, 1, b"hi")]
)


class PlayedPipe(RawWire):
    """Our end of a connection, as the hijacked answer of an engine."""

    status, reason = 101, "Switching Protocols"

    def read_error(self) -> bytes:
        return b""


class PlayedEngine:
    """An engine as a transport: what it has is what the test gives to it."""

    def __init__(self, *ways: str) -> None:
        self.ways = ways
        self.api_version = "1.41"
        self.handlers: dict[str, Handler] = {
            f"{CONTROL}Solve": self.solve,
            f"{CONTROL}Status": self.status,
            f"{CONTROL}Session": self.session_inside,
        }
        #: called while the build goes on
        self.work: Callable[[Client], None] = lambda client: None
        self.response = {"containerimage.digest": "sha256:2"}
        self.solved: SolveRequest | None = None
        self.is_called = threading.Event()
        self.headers: dict[str, Any] = {}
        self.stream_lines: list[dict[str, Any]] = []
        self.request_lines: list[str] = []
        self._session: list[Client] = []
        self._has_session = threading.Event()
        self._done = threading.Event()
        self._open: list[Server | Client] = []

    def close(self) -> None:
        self._done.set()
        for opened in self._open:
            opened.close()

    def cut(self) -> None:
        for opened in self._open:
            opened.connection._pipe.abort()

    def hijack(
        self, _method: str, target: str, headers: dict[str, Any], _body: bytes
    ) -> PlayedPipe | Any:
        path = target.removeprefix("/v1.41")
        self.request_lines.append(path)
        return self._open_way(path, headers) if path in self.ways else Refusal()

    def connect_http2(self) -> PlayedPipe | None:
        """A connection that takes HTTP/2 at once, with BuildKit's own API."""
        self.request_lines.append("h2")
        return self._open_way("h2", {}) if "h2" in self.ways else None

    def _open_way(self, path: str, headers: dict[str, Any]) -> PlayedPipe:
        ours, theirs = pipes()
        opened: Server | Client
        if path in ("/grpc", "h2"):
            opened = Server(theirs, self.handlers)
        else:
            self.headers = dict(headers)
            opened = Client(theirs)
        opened.start()
        self._open.append(opened)
        if isinstance(opened, Client):
            self._take_session(opened)
        return PlayedPipe(ours._wire)

    def _take_session(self, client: Client) -> None:
        self._session.append(client)
        self._has_session.set()

    def solve(self, call: ServerCall) -> None:
        request = call.receive(SolveRequest)
        assert request
        self.solved = request
        self.is_called.set()
        if request.frontend:
            assert self._has_session.wait(LIMIT_SECONDS)
            try:
                self.work(self._session[0])
            finally:
                self._done.set()
        call.send(SolveResponse(self.response))

    def status(self, call: ServerCall) -> None:
        assert call.receive(StatusRequest)
        call.send(NEWS)
        self._done.wait(LIMIT_SECONDS)
        call.send(StatusResponse([Vertex("sha256:1", completed=3)]))

    def session_inside(self, call: ServerCall) -> None:
        """A session within the control's connection."""
        ours, theirs = pipes()
        self.headers = {
            name: values for name, values in call.metadata.items() if "-expose-" in name
        }
        client = Client(theirs)

        def back() -> None:
            buffer = bytearray(65536)
            with suppress(ConnectionLost):  # pydock has ended
                while count := ours.recv_into(buffer):
                    call.send(BytesMessage(bytes(buffer[:count])))

        thread = threading.Thread(target=back, daemon=True)
        call.begin()
        thread.start()
        client.start()
        self._open.append(client)
        self._take_session(client)
        while message := call.receive(BytesMessage):
            ours.sendall(message.data)
        ours.abort()

    def stream(self, _method: str, target: str, *_: object) -> Any:
        self.request_lines.append(target)
        assert self._has_session.wait(LIMIT_SECONDS)
        self.work(self._session[0])
        return Answer(self.stream_lines)

    def request(self, method: str, target: str, *_: object) -> Response:
        self.request_lines.append(f"{method} {target}")
        return Response(200, "OK", {"api-version": self.api_version}, b"")


class Refusal:
    status, reason = 404, "Not Found"
    headers: dict[str, str] = {}  # noqa: RUF012

    def read_error(self) -> bytes:
        return b'{"message": "page not found"}'

    def close(self) -> None:
        pass


class Answer:
    """The progress of POST /build."""

    status, reason = 200, "OK"

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        self._messages = messages

    def lines(self) -> Iterator[bytes]:
        for message in self._messages:
            yield json.dumps(message).encode()

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture
def played() -> Iterator[PlayedEngine]:
    engine = PlayedEngine("/grpc", "/session")
    before = threading.active_count()
    yield engine
    engine.close()
    for _ in range(100):
        if threading.active_count() <= before:
            return
        time.sleep(0.02)
    raise AssertionError(f"threads are left: {threading.enumerate()}")


def run(
    played: PlayedEngine, request: BuildRequest = REQUEST, **environ: str
) -> tuple[BuildResult, list[StatusResponse]]:
    news: list[StatusResponse] = []
    result = build(
        BuildKitEndpoints(Engine(cast(Any, played), "1.41")), request, environ, news.append
    )
    return result, news


@pytest.mark.parametrize("ways", [("/grpc", "/session"), ("/grpc",)])
def test_a_build(played: PlayedEngine, ways: tuple[str, ...]) -> None:
    secrets = []

    def work(client: Client) -> None:
        secrets.append(ask(client, SECRETS, GetSecretRequest("it"), GetSecretResponse).data)
        assert ask(client, HEALTH, HealthCheckRequest(), HealthCheckResponse).status == 1

    played.ways, played.work = ways, work
    result, news = run(played, TOKEN="secret")
    assert result.image_id == "sha256:2"
    assert news == [NEWS, StatusResponse([Vertex("sha256:1", completed=3)])]
    assert secrets == [b"secret"]
    assert played.solved and played.solved.exporter == "moby"
    (uuid,) = (value for name, value in played.headers.items() if name.lower().endswith("uuid"))
    assert played.solved.session in uuid


def test_what_is_not_allowed_is_refused(played: PlayedEngine) -> None:
    found: list[tuple[int, str]] = []

    def work(client: Client) -> None:
        for method in (
            "/moby.filesync.v1.FileSync/DiffCopy",
            "/moby.filesync.v1.FileSend/DiffCopy",
            "/moby.filesync.v1.Auth/Credentials",
            "/moby.sshforward.v1.SSH/ForwardAgent",
            "/moby.upload.v1.Upload/Pull",
        ):
            found.append(status_of(client.call(method, BytesMessage, BytesMessage(b"/etc"))))
        found.append(status_of(client.call(SECRETS, GetSecretResponse, GetSecretRequest("other"))))

    played.work = work
    run(played, TOKEN="secret")
    assert [code for code, _ in found] == [Code.UNIMPLEMENTED] * 5 + [Code.NOT_FOUND]


def test_a_build_that_fails(played: PlayedEngine) -> None:
    def work(client: Client) -> None:
        raise CallFailed(Code.UNKNOWN, "it broke")

    played.work = work
    with pytest.raises(BuildFailed, match=r"^failed to solve: it broke$"):
        run(played)


FILE = Stat("a", 0o644, size=3)
TAR = b"a".ljust(512, b"\0") + END

#: what the engine sends of a result, and why that is an error though the build succeeds
INCOMPLETE: dict[str, tuple[str, list[Message] | None, str]] = {
    "a directory never sent": ("local", None, "the engine sent no result"),
    "a tar never sent": ("tar", None, "the engine sent no result"),
    "a directory that ends before its files": (
        "local",
        [Packet(PacketType.STAT, FILE)],
        "the engine cancelled before it had sent all files",
    ),
    "a file shorter than its stat": (
        "local",
        [
            Packet(PacketType.STAT, FILE),
            Packet(PacketType.DATA, id=0, data=b"ab"),
            Packet(PacketType.DATA, id=0),
        ],
        "a: unexpected EOF after 2 of 3 bytes",
    ),
    "an error of the sender": (
        "local", [Packet(PacketType.ERROR, data=b"gone")], "error from sender: gone"
    ),
    "a tar without its end": (
        "tar", [BytesMessage(TAR[:700])], "unexpected EOF: archive truncated after 700 bytes"
    ),
    "an empty tar": ("tar", [], "unexpected EOF: archive truncated after 0 bytes"),
}  # fmt: skip


@pytest.mark.parametrize("name", INCOMPLETE)
def test_an_incomplete_result_is_an_error_though_the_engine_reports_success(
    played: PlayedEngine, tmp_path: Path, name: str
) -> None:
    kind, messages, reason = INCOMPLETE[name]

    def work(client: Client) -> None:
        if messages is None:
            return
        call = client.call(FILE_SEND, BytesMessage)
        with suppress(StreamBroken):  # refused before all was sent
            for message in messages:
                call.send(message)
            call.stream.send(b"", end=True)
            status_of(call)

    out = tmp_path / "out"
    export = Export(kind, destination=str(out))
    if kind == "tar":
        export = replace(export, open_file=lambda: cast(Any, output_file(str(out), "failed")))
    played.work = work
    with pytest.raises(PydockError) as raised:
        run(played, replace(REQUEST, exports=(export,)))
    assert raised.value.message.startswith(f"failed to export {kind}: ")
    assert raised.value.message.endswith(reason)
    assert not out.exists() or list(out.iterdir()) == []


@pytest.mark.parametrize("fails", [True, False], ids=["the build fails", "the build succeeds"])
def test_a_full_disk_is_named(played: PlayedEngine, fails: bool) -> None:
    def work(client: Client) -> None:
        status_of(client.call(FILE_SEND, BytesMessage, BytesMessage(bytes(1 << 20))))
        if fails:
            raise CallFailed(Code.UNKNOWN, "exporter failed")

    export = Export(
        "tar",
        destination="/dev/full",
        open_file=lambda: open("/dev/full", "wb"),  # noqa: PTH123, SIM115
    )
    played.work = work
    with pytest.raises(PydockError, match="no space left on device"):
        run(played, replace(REQUEST, exports=(export,)))


def test_an_engine_that_goes_away(played: PlayedEngine) -> None:
    played.work = lambda client: played.cut()
    with pytest.raises(ConnectionLost, match=r"the engine closed the connection|Broken pipe"):
        run(played)


def test_an_interrupt_cancels(played: PlayedEngine) -> None:
    cancelled = threading.Event()

    def solve(call: ServerCall) -> None:
        assert call.receive(SolveRequest)
        try:
            while True:
                if call.stream.failure():
                    cancelled.set()
                    return
                time.sleep(0.01)
        finally:
            played._done.set()

    news: list[StatusResponse] = []

    def on_status(status: StatusResponse) -> None:
        news.append(status)
        if len(news) == 1:
            raise KeyboardInterrupt

    played.handlers[f"{CONTROL}Solve"] = solve
    with pytest.raises(BuildCancelled) as raised:
        build(BuildKitEndpoints(Engine(cast(Any, played), "1.41")), REQUEST, {}, on_status)
    assert raised.value.exit_status == 130
    assert cancelled.wait(LIMIT_SECONDS)
    assert news[1:] == [StatusResponse([Vertex("sha256:1", completed=3)])]


def test_a_display_that_fails_ends_it(played: PlayedEngine) -> None:
    def on_status(_news: StatusResponse) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        build(BuildKitEndpoints(Engine(cast(Any, played), "1.41")), REQUEST, {}, on_status)


def test_a_question_to_the_frontend(played: PlayedEngine) -> None:
    returned: list[ReturnRequest | None] = []

    def bridge(call: ServerCall) -> None:
        assert played.is_called.wait(LIMIT_SECONDS)
        assert call.metadata["buildkit-controlapi-buildid"] == [cast(Any, played.solved).ref]
        request = call.receive(AskRequest)
        assert request and request.attrs["requestid"] == "frontend.targets"
        call.send(AskResponse(Result({"result.txt": b"answer"})))

    def end(call: ServerCall) -> None:
        returned.append(call.receive(ReturnRequest))
        played._done.set()
        call.send(Empty())

    played.handlers |= {f"{BRIDGE}Solve": bridge, f"{BRIDGE}Return": end}
    result, _ = run(played, BuildRequest(Remote("git://x"), call="targets"))
    assert result.answers == {"result.txt": b"answer"}
    assert returned == [ReturnRequest(Result({"result.txt": b"answer"}))]
    assert played.solved and (played.solved.frontend, played.solved.internal) == ("", True)


def trace(news: StatusResponse) -> dict[str, Any]:
    return {"id": "moby.buildkit.trace", "aux": base64.b64encode(news.encode()).decode()}


def test_an_engine_without_grpc(played: PlayedEngine) -> None:
    played.ways = ("/session",)
    played.stream_lines = [trace(NEWS), {"id": "moby.image.id", "aux": {"ID": "sha256:3"}}]
    result, news = run(played)
    assert result.image_id == "sha256:3"
    assert news == [NEWS]
    assert "remote=git%3A%2F%2Fx" in played.request_lines[-1]
    assert "version=2" in played.request_lines[-1]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            {"errorDetail": {"message": "it broke"}, "error": "it broke"},
            "failed to solve: it broke",
        ),
        ({"error": "it broke"}, "failed to solve: it broke"),
        ({"id": "moby.buildkit.trace", "aux": "!"}, "base64"),
        ({"id": "moby.buildkit.trace", "aux": "CgU="}, "malformed message"),
    ],
)
def test_how_it_ends_without_grpc(played: PlayedEngine, line: dict[str, Any], words: str) -> None:
    played.ways = ("/session",)
    played.stream_lines = [line]
    with pytest.raises(PydockError, match=words):
        run(played)


def test_an_interrupt_without_grpc(played: PlayedEngine) -> None:
    def interrupt(_news: StatusResponse) -> None:
        raise KeyboardInterrupt

    played.ways = ("/session",)
    played.stream_lines = [trace(NEWS)]
    with pytest.raises(BuildCancelled):
        build(BuildKitEndpoints(Engine(cast(Any, played), "1.41")), REQUEST, {}, interrupt)
    assert played.request_lines[-1].startswith("POST /v1.41/build/cancel?id=")


@pytest.mark.parametrize("ways", [("h2",), ("h2", "/session")])
def test_an_engine_without_the_deprecated_endpoints(
    played: PlayedEngine, ways: tuple[str, ...]
) -> None:
    """Without POST /grpc since API 1.53, and maybe without POST /session: over HTTP/2 itself."""
    played.ways, played.api_version = ways, "1.55"
    result, news = run(played)
    assert result.image_id == "sha256:2"
    assert NEWS in news
    assert [way for way in played.request_lines if not way.startswith("HEAD")] == [
        "/grpc", "h2", "/session",
    ]  # fmt: skip


def test_an_engine_that_takes_http1_only(played: PlayedEngine) -> None:
    """As docker 29.7 does over TLS: it builds with the session alone, POST /build version 2."""
    played.ways, played.api_version = ("/session",), "1.55"
    played.stream_lines = [trace(NEWS)]
    run(played)
    found = [line.partition("?")[0] for line in played.request_lines if "HEAD" not in line]
    assert found == ["/grpc", "h2", "/session", "/v1.41/build"]


@pytest.mark.parametrize("ways", [(), ("/nothing",)])
def test_an_engine_without_buildkit(played: PlayedEngine, ways: tuple[str, ...]) -> None:
    played.ways = ways
    with pytest.raises(NotSupported, match="the engine has no BuildKit"):
        run(played)
