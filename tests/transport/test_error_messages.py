from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pydock.errors import CannotConnect, ConfigError, PydockError
from pydock.transport import Endpoint, TlsSettings, Transport
from pydock.transport.open_transport import open_transport
from tests.transport.servers import Certificates, Serve


def ask(transport: Transport, how: str) -> None:
    if how == "request":
        transport.request("GET", "/v1.41/info")
    elif how == "stream":
        transport.stream("GET", "/v1.41/info")
    else:
        transport.hijack("GET", "/v1.41/info")


def failure(endpoint: Endpoint, how: str) -> str:
    with pytest.raises(PydockError) as caught:
        ask(open_transport(endpoint, environ={}), how)
    assert caught.value.exit_status == 1
    return caught.value.message


pytestmark = pytest.mark.usefixtures("carrier")

every_way = pytest.mark.parametrize("how", ["request", "stream", "hijack"])


@every_way
@pytest.mark.parametrize("kind", ["left behind", "no socket"])
def test_a_socket_without_a_listener(tmp_path: Path, kind: str, how: str) -> None:
    path = tmp_path / "docker.sock"
    if kind == "left behind":
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(path))
    else:
        path.write_text("")
    assert failure(Endpoint(f"unix://{path}"), how) == (
        f"Cannot connect to the Docker daemon at unix://{path}. Is the docker daemon running?"
    )


@every_way
def test_a_missing_socket(tmp_path: Path, how: str) -> None:
    path = tmp_path / "docker.sock"
    assert failure(Endpoint(f"unix://{path}"), how) == (
        f"failed to connect to the docker API at unix://{path}; check if the path is correct and "
        f"if the daemon is running: dial unix {path}: connect: no such file or directory"
    )


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Without root's right to open every file."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield
    os.seteuid(user)


@every_way
def test_socket_without_permission(serve: Serve, how: str) -> None:
    url = serve(lambda connection: None)
    path = url.removeprefix("unix://")
    Path(path).chmod(0)
    with as_nobody():
        message = failure(Endpoint(url), how)
    assert message == f"permission denied while trying to connect to the docker API at {url}"


@every_way
def test_a_closed_port(how: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    assert failure(Endpoint(url), how) == (
        f"Cannot connect to the Docker daemon at {url}. Is the docker daemon running?"
    )


def test_unknown_host() -> None:
    """One that needs no name server."""
    assert failure(Endpoint("tcp://host..invalid:2375"), "request") == (
        "failed to connect to the docker API at tcp://host..invalid:2375: "
        "lookup host..invalid: no such host"
    )


@pytest.mark.parametrize(
    "url",
    [
        "tcp://127.0.0.1:99999",
        "tcp://127.0.0.1:x",
        "npipe:////./pipe/x",
        "fd://",
        "x",
        f"unix:///{'x' * 108}",
    ],
)
def test_an_address_without_a_socket(url: str) -> None:
    with pytest.raises(CannotConnect):
        open_transport(Endpoint(url))


NOT_AN_ENGINE = (
    'Get "{base}/v1.41/info": what answers at {url} is not a Docker engine: '
    "malformed HTTP response {start}.\n"
    "* Are you trying to connect to a TLS-enabled daemon without TLS?"
)


@every_way
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", 'error during connect: Get "{base}/v1.41/info": EOF'),
        (b"SSH-2.0-x\r\n", NOT_AN_ENGINE.replace("{start}", '"SSH-2.0-x"')),
        (b"<html>\n<body>", NOT_AN_ENGINE.replace("{start}", '"<html>"')),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 50_000, None),
    ],
)
def test_addresses_without_an_engine(
    answering: Callable[..., str], data: bytes, message: str | None, how: str
) -> None:
    url = answering(data, tcp=True)
    found = failure(Endpoint(url), how)
    assert "\n" not in found.removesuffix("without TLS?").replace("\n* Are", "")
    if message is not None:
        assert found == message.format(url=url, base=url.replace("tcp:", "http:"))


@every_way
def test_head_cut_off(answering: Callable[..., str], how: str) -> None:
    url = answering(b"HTTP/1.1 200 OK\r\nA:")
    assert "unexpected EOF" in failure(Endpoint(url), how)


def test_answer_cut_off(answering: Callable[..., str]) -> None:
    url = answering(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{")
    assert "unexpected EOF" in failure(Endpoint(url), "request")


def test_silence_ends_with_the_time_given(serve: Serve) -> None:
    url = serve(lambda connection: time.sleep(2))
    with pytest.raises(CannotConnect, match="no answer in time"):
        open_transport(Endpoint(url)).request("GET", "/", timeout_seconds=0.1)


@every_way
@pytest.mark.parametrize("data", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"hello\r\n"])
def test_tls_on_a_plain_port(
    serve: Serve, certificates: Certificates, data: bytes, how: str
) -> None:
    def handler(connection: socket.socket) -> None:
        connection.recv(1)
        connection.sendall(data)
        connection.recv(65536)

    url = serve(handler, tcp=True)
    assert failure(Endpoint(url, certificates.client()), how) == (
        f'error during connect: Get "{url.replace("tcp", "https")}/v1.41/info": '
        "the engine does not speak TLS: server gave HTTP response to HTTPS client"
    )


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (lambda c: TlsSettings(c.path("nothing.pem")), "nothing.pem"),
        (lambda c: TlsSettings(c.path("client-key.pem")), "client-key.pem"),
        (
            lambda c: TlsSettings(c.path("ca.pem"), c.path("client.pem"), c.path("ca-key.pem")),
            "client.pem",
        ),
        (
            lambda c: TlsSettings(c.path("ca.pem"), c.path("client-key.pem"), c.path("client.pem")),
            "client-key.pem",
        ),
    ],
)
def test_certificates_that_cannot_be_used(
    certificates: Certificates, settings: Callable[[Certificates], TlsSettings], words: str
) -> None:
    with pytest.raises(ConfigError, match=f"^Failed to initialize: .*{words}"):
        open_transport(Endpoint("tcp://127.0.0.1:1", settings(certificates))).request("GET", "/")
