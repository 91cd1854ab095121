"""Redirects and broken responses of an engine end every command with an error."""

import base64
import json
import re
import socket
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pydock.__main__ import main
from pydock.cli.app import App
from tests.support.engine import Done
from tests.transport.servers import Serve, read_request

PASSWORD = "hushhush"
AUTH = base64.b64encode(f"ann:{PASSWORD}".encode()).decode()
SERVERS = ("h:1", "https://index.docker.io/v1/")
CONTAINER = {"Id": "4f", "State": {"Running": True}, "Config": {"Tty": False}, "Name": "/x"}
UPGRADED = b"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
#: what is answered, so that the command gets to that request
ANSWERS = {
    "GET /containers/x/json": CONTAINER,
    "POST /containers/create": {"Id": "4f"},
    "POST /containers/x/exec": {"Id": "e"},
    "GET /images/x/json": {"Id": "sha256:4f"},
    "GET /info": {"OSType": "linux"},
}

#: a command line, and the request whose response is broken
COMMANDS = {
    "logs -f x": "GET /containers/4f/logs",
    "attach --no-stdin --sig-proxy=false x": "POST /containers/x/attach",
    "exec x true": "POST /exec/e/start",
    "exec -d x true": "POST /exec/e/start",
    "run x": "POST /containers/4f/attach",
    "run --rm x": "POST /containers/4f/attach",
    "run --rm y": "POST /containers/4f/start",
    "start -a x": "POST /containers/4f/attach",
    "create x": "POST /containers/create",
    "build .": "POST /build",
    "pull x": "POST /images/create",
    "push h:1/x": "POST /images/h:1/x/push",
    "load": "POST /images/load",
    "import -": "POST /images/create",
    "save -o out x": "GET /images/get",
    "export -o out x": "GET /containers/x/export",
    "events": "GET /events",
    "stats x": "GET /containers/x/stats",
    "stats --no-stream": "GET /containers/json",
    "wait x": "POST /containers/x/wait",
    "cp x:/a b": "GET /containers/x/archive",
    "cp - x:/a": "HEAD /containers/x/archive",
    "login -u ann -p hushhush h:1": "POST /auth",
    "search x": "GET /images/search",
    "plugin install --grant-all-permissions h:1/x": "GET /plugins/privileges",
    "service create -d x": "POST /services/create",
    "service logs x": "GET /services/x",
    "kill /x/": "POST /containers/x/kill",
    "rm x": "DELETE /containers/x",
    "rmi x": "DELETE /images/x",
    "volume rm x": "DELETE /volumes/x",
    "info": "GET /info",
    "version": "GET /version",
    "ps": "GET /containers/json",
}


class BrokenEngine:
    """Gives one request this response and closes the connection, and answers the others."""

    def __init__(self, request: str, response: bytes) -> None:
        self.request = request
        self.response = response
        self.requests: list[str] = []

    def __call__(self, connection: socket.socket) -> None:
        while request := read_request(connection):
            method, path = request.decode("latin-1").split()[:2]
            name = f"{method} {re.sub('^/v[0-9.]+', '', path).partition('?')[0]}"
            self.requests.append(name)
            if name == "POST /containers/4f/attach" and name != self.request:
                connection.sendall(UPGRADED)
                return
            if name == self.request:
                connection.sendall(self.response)
                return
            head = "HTTP/1.1 200 OK\r\nApi-Version: 1.50\r\nContent-Type: application/json\r\n"
            body = b"" if method == "HEAD" else json.dumps(ANSWERS.get(name, {})).encode()
            connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)


@pytest.fixture
def run(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Run a line on an engine that gives its request this response."""

    def run(line: str, response: bytes) -> Done:
        monkeypatch.chdir(tmp_path)
        engine = BrokenEngine(COMMANDS[line], response)
        logins = {server: {"auth": AUTH} for server in SERVERS}
        (tmp_path / "config.json").write_text(json.dumps({"auths": logins}))
        (tmp_path / "Dockerfile").write_text("FROM h:1/x\n")
        streams = tmp_path / "streams"
        streams.mkdir(exist_ok=True)
        (streams / "stdin").touch()
        environ = {
            "HOME": str(tmp_path), "DOCKER_CONFIG": str(tmp_path), "DOCKER_HOST": serve(engine),
        }  # fmt: skip
        with (
            (streams / "stdin").open() as stdin,
            (streams / "stdout").open("w") as out,
            (streams / "stderr").open("w") as err,
        ):
            status = main(line.split(), App("docker", environ, stdin, out, err))
        if line.startswith("run --rm"):
            assert "DELETE /containers/4f" in engine.requests
        ended = Done(status, (streams / "stdout").read_text(), (streams / "stderr").read_text())
        assert COMMANDS[line] in engine.requests, ended
        assert ended.status != 0
        assert ended.err.strip()
        assert "Traceback" not in ended.err and "a bug" not in ended.err
        assert PASSWORD not in ended.err + ended.out and AUTH not in ended.err + ended.out
        assert not (tmp_path / "out").exists() and not (tmp_path / "b").exists()
        return ended

    return run


@pytest.mark.parametrize("status", [301, 307])
@pytest.mark.parametrize("line", COMMANDS)
def test_a_redirect_is_not_followed(
    line: str, status: int, run: Callable[..., Done], serve: Serve
) -> None:
    elsewhere: list[bytes] = []
    target = serve(lambda connection: elsewhere.append(read_request(connection)), tcp=True)
    location = target.replace("tcp", "http")
    head = f"HTTP/1.1 {status} Moved\r\nLocation: {location}/taken\r\nContent-Length: 5\r\n\r\n"
    body = b"" if COMMANDS[line].startswith("HEAD") else b"moved"
    ended = run(line, head.encode() + body)
    assert "unexpected redirect in response" in ended.err
    assert elsewhere == []


@pytest.mark.parametrize(
    "response",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200\xff\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"",
    ],
)
@pytest.mark.parametrize("line", COMMANDS)
def test_a_malformed_head(line: str, response: bytes, run: Callable[..., Done]) -> None:
    run(line, response)


@pytest.mark.parametrize(
    "response",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n{}",
        UPGRADED,
    ],
)
@pytest.mark.parametrize(
    "line",
    [line for line, request in COMMANDS.items()
     if not request.startswith("HEAD") and not request.endswith(("/attach", "/exec/e/start"))],
)  # fmt: skip
def test_a_truncated_body(line: str, response: bytes, run: Callable[..., Done]) -> None:
    run(line, response)


@pytest.mark.parametrize("line", ["ps", "info", "search x", "stats --no-stream", "create x"])
def test_a_compressed_response_is_not_unpacked(line: str, run: Callable[..., Done]) -> None:
    """A megabyte may unpack to a gigabyte; the client never requests it."""
    packer = zlib.compressobj(9, wbits=31)
    zeros = bytes(1 << 20)
    packed = b"".join(packer.compress(zeros) for _ in range(50)) + packer.flush()
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    assert "unsupported content encoding" in run(line, head.encode() + packed).err


@pytest.mark.parametrize("line", ["attach --no-stdin --sig-proxy=false x", "exec x true"])
@pytest.mark.parametrize("frame", [b"\1\0\0\0\0\0\0\7cut", b"\1\0\0", b"\7\0\0\0\0\0\0\1x"])
def test_a_truncated_or_malformed_frame(line: str, frame: bytes, run: Callable[..., Done]) -> None:
    run(line, UPGRADED + frame)


@pytest.mark.parametrize("line", ["run --rm x", "run --rm y"])
def test_a_refused_container_with_rm(line: str, run: Callable[..., Done]) -> None:
    ended = run(line, b"HTTP/1.1 409 Conflict\r\nContent-Length: 7\r\n\r\nnot now")
    assert "not now" in ended.err
