from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pydock.errors import CannotConnect, ConfigError, ConnectionLost
from pydock.transport import Endpoint, Transport
from pydock.transport.open_transport import open_transport
from pydock.transport.ssh import ssh_command
from tests.transport.servers import Serve, read_request

START = "ssh -o ConnectTimeout=30 -T"


@pytest.mark.parametrize(
    ("url", "command"),
    [
        ("ssh://h", "-- h docker system dial-stdio"),
        ("ssh://h/", "-- h docker system dial-stdio"),
        ("ssh://me@Host", "-l me -- Host docker system dial-stdio"),
        ("ssh://me@h:23", "-l me -p 23 -- h docker system dial-stdio"),
        ("ssh://[::1]:23", "-p 23 -- ::1 docker system dial-stdio"),
        ("ssh://h/run/x.sock", "-- h docker --host unix:///run/x.sock system dial-stdio"),
        ("ssh://-oX", "-- -oX docker system dial-stdio"),
    ],
)
def test_command(url: str, command: str) -> None:
    assert " ".join(ssh_command(url)) == f"{START} {command}"


@pytest.mark.parametrize("path", ["/a;touch x", "/a%20b", "/$(x)", "/a'b"])
def test_path_is_quoted_for_the_far_shell(path: str) -> None:
    words = ssh_command(f"ssh://h{path}")
    assert words[-3].startswith("'unix:///a") or words[-3].startswith("'unix:///$")
    assert words[-3].endswith("'")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ssh://u:p@h", "plain-text password is not supported"),
        ("ssh://h?x=1", 'query parameters are not allowed: "x=1"'),
        ("ssh://h#f", 'fragments are not allowed: "f"'),
        ("ssh://", "hostname is empty"),
        ("ssh:///path", "hostname is empty"),
        ("ssh://h:abc", "h:abc"),
    ],
)
def test_an_invalid_address(url: str, words: str) -> None:
    with pytest.raises(ConfigError, match=r"^Failed to initialize: ") as caught:
        open_transport(Endpoint(url))
    assert words in caught.value.message


RELAY = """\
import socket, sys, threading, os
far = socket.socket(socket.AF_UNIX)
far.connect(sys.argv[1])
def back():
    while data := far.recv(65536):
        os.write(1, data)
    os._exit(0)
threading.Thread(target=back).start()
while data := os.read(0, 65536):
    far.sendall(data)
far.shutdown(socket.SHUT_WR)
"""


@pytest.fixture
def fake_ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory in PATH; what is written to `ssh` in it runs as ssh, its pid is in `pid`."""
    directory = tmp_path / "bin"
    directory.mkdir()
    monkeypatch.setenv("PATH", f"{directory}:{os.environ['PATH']}")
    return directory


def write_ssh(directory: Path, script: str) -> None:
    program = directory / "ssh"
    program.write_text(f"#!/bin/sh\necho $$ >>{directory}/pids\n{script}\n")
    program.chmod(0o755)


def pids(directory: Path) -> list[int]:
    return [int(line) for line in (directory / "pids").read_text().split()]


def no_children_left(directory: Path) -> bool:
    """Whether all have ended and have been waited for."""
    return not any(Path(f"/proc/{pid}").exists() for pid in pids(directory))


def relayed(serve: Serve, directory: Path) -> Transport:
    def handler(connection) -> None:  # type: ignore[no-untyped-def]
        while request := read_request(connection):
            if b"Upgrade: tcp" not in request:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
                continue
            connection.sendall(b"HTTP/1.1 101 UPGRADED\r\n\r\nearly ")
            data = b""
            while part := connection.recv(65536):
                data += part
            connection.sendall(data.upper())
            return

    path = serve(handler).removeprefix("unix://")
    (directory / "relay.py").write_text(RELAY)
    write_ssh(directory, f"exec {sys.executable} -S {directory}/relay.py {path}")
    return open_transport(Endpoint("ssh://me@far"))


def test_requests_share_a_connection_and_children_end(serve: Serve, fake_ssh: Path) -> None:
    transport = relayed(serve, fake_ssh)
    for target in ("/_ping", "/info", "/containers/json"):
        assert transport.request("GET", target).body == b"hi"
    assert len(pids(fake_ssh)) == 1
    with transport.stream("GET", "/events") as answer:
        assert answer.read(10) == b"hi"
    assert len(pids(fake_ssh)) == 2
    transport.close()
    assert no_children_left(fake_ssh)


def test_half_close(serve: Serve, fake_ssh: Path) -> None:
    transport = relayed(serve, fake_ssh)
    with transport.hijack("POST", "/attach") as stream:
        stream.sendall(b"x" * 300_000)
        stream.close_write()
        found, buffer = b"", bytearray(65536)
        while count := stream.recv_into(buffer):
            found += buffer[:count]
    assert found == b"early " + b"X" * 300_000
    transport.close()
    assert no_children_left(fake_ssh)


@pytest.mark.parametrize("how", ["request", "stream", "hijack"])
def test_ssh_that_fails(fake_ssh: Path, how: str) -> None:
    write_ssh(fake_ssh, "echo 'Host key verification failed.' >&2; exit 255")
    transport = open_transport(Endpoint("ssh://far"))
    with pytest.raises(ConnectionLost) as caught:
        getattr(transport, how)("GET", "/info")
    assert caught.value.message == (
        'error during connect: Get "http://docker.example.com/info": '
        "command [ssh -o ConnectTimeout=30 -T -- far docker system dial-stdio] has exited with "
        "exit status 255, make sure the URL is valid, and Docker 18.09 or later is installed on "
        "the remote host: stderr=Host key verification failed.\n"
    )


def test_long_output_of_ssh_neither_blocks_nor_is_kept(fake_ssh: Path) -> None:
    write_ssh(fake_ssh, "head -c 1000000 /dev/zero | tr '\\0' x >&2; exit 1")
    with pytest.raises(ConnectionLost) as caught:
        open_transport(Endpoint("ssh://far")).request("GET", "/info")
    assert 1000 < caught.value.message.count("x") < 10_000


def test_ssh_that_does_not_want_to_end(fake_ssh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pydock.transport.ssh.END_TIMEOUT_SECONDS", 0.2)
    write_ssh(fake_ssh, "trap '' TERM; printf 'nonsense\\r\\n'; while true; do sleep 0.1; done")
    transport = open_transport(Endpoint("ssh://far"))
    with pytest.raises(Exception, match="nonsense"):
        transport.request("GET", "/info")
    transport.close()
    assert no_children_left(fake_ssh)


def test_ctrl_c_spares_the_connection(serve: Serve, fake_ssh: Path) -> None:
    transport = relayed(serve, fake_ssh)
    transport.request("GET", "/_ping")
    assert os.getsid(pids(fake_ssh)[0]) != os.getsid(0)
    transport.close()


def test_no_ssh_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotConnect, match="ssh"):
        open_transport(Endpoint("ssh://far")).request("GET", "/info")
