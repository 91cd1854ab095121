"""A redirect of an engine ends every command with an error, and nothing goes to its target."""

import base64
import io
import json
import re
import socket
from pathlib import Path
from typing import cast

import pytest

from pydock.__main__ import main
from pydock.cli.app import App
from tests.transport.servers import Serve, read_request

PASSWORD = "hushhush"
SERVERS = ("h:1", "https://index.docker.io/v1/")
CONTAINER = {"Id": "4f", "State": {"Running": True}, "Config": {"Tty": False}, "Name": "/x"}
#: what is answered, so that the command gets to the request that is redirected
ANSWERS = {
    "GET /containers/x/json": CONTAINER,
    "POST /containers/create": {"Id": "4f"},
    "POST /containers/x/exec": {"Id": "e"},
    "GET /images/x/json": {"Id": "sha256:4f"},
    "GET /info": {"OSType": "linux"},
}

#: a command line, and the request that is redirected
COMMANDS = {
    "logs -f x": "GET /containers/4f/logs",
    "attach --no-stdin --sig-proxy=false x": "POST /containers/x/attach",
    "exec x true": "POST /exec/e/start",
    "exec -d x true": "POST /exec/e/start",
    "run x": "POST /containers/4f/attach",
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


class RedirectingEngine:
    """Redirects one request to `target` and answers the others."""

    def __init__(self, redirected: str, status: int, target: str) -> None:
        self.redirected = redirected
        self.status = status
        self.target = target
        self.requests: list[str] = []

    def __call__(self, connection: socket.socket) -> None:
        while request := read_request(connection):
            method, path = request.decode("latin-1").split()[:2]
            name = f"{method} {re.sub('^/v[0-9.]+', '', path).partition('?')[0]}"
            self.requests.append(name)
            head = "HTTP/1.1 200 OK\r\nApi-Version: 1.50\r\nContent-Type: application/json\r\n"
            body = json.dumps(ANSWERS.get(name, {})).encode()
            if name == self.redirected:
                head = f"HTTP/1.1 {self.status} Moved\r\nLocation: {self.target}\r\n"
                body = b"<a href='elsewhere'>moved</a>"
            if method == "HEAD":
                body = b""
            connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            if name == self.redirected:
                return


@pytest.mark.parametrize("status", [301, 307])
@pytest.mark.parametrize("line", COMMANDS)
def test_a_redirect_is_an_error(
    line: str, status: int, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    elsewhere: list[bytes] = []
    target = serve(lambda connection: elsewhere.append(read_request(connection)), tcp=True)
    engine = RedirectingEngine(COMMANDS[line], status, target.replace("tcp", "http") + "/taken")
    auth = base64.b64encode(f"ann:{PASSWORD}".encode()).decode()
    (tmp_path / "config.json").write_text(
        json.dumps({"auths": {server: {"auth": auth} for server in SERVERS}})
    )
    (tmp_path / "Dockerfile").write_text("FROM h:1/x\n")
    out, err = (io.TextIOWrapper(io.BytesIO(), write_through=True) for _ in range(2))
    stdin = io.TextIOWrapper(io.BufferedReader(cast(io.RawIOBase, io.BytesIO())))
    environ = {
        "HOME": str(tmp_path), "DOCKER_CONFIG": str(tmp_path), "DOCKER_HOST": serve(engine),
    }  # fmt: skip
    ended = main(line.split(), App("docker", environ, stdin, out, err))
    errors = err.buffer.getvalue().decode()
    assert COMMANDS[line] in engine.requests, errors
    assert ended != 0
    assert "unexpected redirect in response" in errors
    assert PASSWORD not in errors + out.buffer.getvalue().decode() and auth not in errors
    assert "moved" not in errors and "Traceback" not in errors
    assert elsewhere == []
    assert not (tmp_path / "out").exists() and not (tmp_path / "b").exists()
