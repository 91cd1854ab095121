"""ssh agents: those that were given, for keys and signatures alone."""

from __future__ import annotations

import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from pydock.build.buildkit.grpc import CallFailed, Client, Code
from pydock.build.buildkit.messages.control import BytesMessage, Empty
from pydock.build.buildkit.messages.session import CheckAgentRequest
from pydock.build.buildkit.services.ssh import CHECK_METHOD, FORWARD_METHOD, SshAgents
from pydock.errors import PydockError
from pydock.options.build.secrets import SshAgent
from tests.build.buildkit.wires import LIMIT_SECONDS, ask, offer, serving, status_of
from tests.support.packages import need_program

FAILURE = b"\0\0\0\x01\x05"


def message(kind: int, rest: bytes = b"") -> bytes:
    return (len(rest) + 1).to_bytes(4, "big") + bytes([kind]) + rest


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[str]:
    """An agent that answers each request with its own bytes backwards."""
    path = str(tmp_path / "agent")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    while request := connection.recv(65536):
                        connection.sendall(message(12, request[::-1]))

        threading.Thread(target=answer, daemon=True).start()
        yield path
        server.shutdown(socket.SHUT_RDWR)


@contextmanager
def agents(*given: SshAgent, environ: Mapping[str, str] | None = None) -> Iterator[Client]:
    found = SshAgents(given, environ or {})
    try:
        with serving({CHECK_METHOD: found.check, FORWARD_METHOD: found.forward}) as client:
            yield client
    finally:
        found.close()


def answers(client: Client, *requests: bytes, agent_id: str = "") -> list[bytes]:
    """What comes for each request in turn."""
    metadata = [(b"buildkit.ssh.id", agent_id.encode())] if agent_id else []
    call = client.call(FORWARD_METHOD, BytesMessage, metadata=metadata)
    found = []
    for request in requests:
        offer(call, BytesMessage(request))
        answer = call.answer(LIMIT_SECONDS)
        assert answer
        found.append(answer.data)
    call.stream.send(b"", end=True)
    assert status_of(call) == (0, "")
    return found


def test_keys_and_signatures_reach_the_agent(agent: str) -> None:
    listing, signing = message(11), message(13, b"sign this")
    with agents(SshAgent("default", (agent,))) as client:
        assert answers(client, listing, signing) == [
            message(12, listing[::-1]),
            message(12, signing[::-1]),
        ]


@pytest.mark.parametrize("kind", [1, 17, 18, 19, 20, 22, 23, 25, 26, 27, 255])
def test_everything_else_is_refused(agent: str, kind: int) -> None:
    with agents(SshAgent("default", (agent,))) as client:
        assert answers(client, message(kind, b"x"), message(11))[0] == FAILURE


def test_a_request_in_pieces_and_two_at_once(agent: str) -> None:
    with agents(SshAgent("a", (agent,))) as client:
        metadata = [(b"buildkit.ssh.id", b"a")]
        call = client.call(FORWARD_METHOD, BytesMessage, metadata=metadata)
        data = message(11) + message(13, b"xy")
        for piece in (data[:2], data[2:5], data[5:]):
            call.send(BytesMessage(piece))
        first, second = call.answer(LIMIT_SECONDS), call.answer(LIMIT_SECONDS)
        assert first and second
        assert first.data + second.data == message(12, message(11)[::-1]) + message(
            12, message(13, b"xy")[::-1]
        )


def test_an_absurd_request_ends_it(agent: str) -> None:
    with agents(SshAgent("default", (agent,))) as client:
        call = client.call(FORWARD_METHOD, BytesMessage)
        call.send(BytesMessage(b"\x7f\xff\xff\xff\x0b"))
        code, words = status_of(call)
        assert code == Code.UNKNOWN
        assert "protocol" in words


@pytest.mark.parametrize("agent_id", ["other", "Default", "/etc/passwd"])
def test_an_agent_that_was_not_given(agent: str, agent_id: str) -> None:
    with agents(SshAgent("default", (agent,))) as client:
        with pytest.raises(CallFailed) as raised:
            ask(client, CHECK_METHOD, CheckAgentRequest(agent_id), Empty)
        assert raised.value.code == Code.NOT_FOUND
        metadata = [(b"buildkit.ssh.id", agent_id.encode())]
        call = client.call(FORWARD_METHOD, BytesMessage, metadata=metadata)
        assert status_of(call) == (Code.NOT_FOUND, f"unset ssh forward key {agent_id}")


def test_the_agent_of_the_environment(agent: str) -> None:
    with agents(SshAgent("default"), environ={"SSH_AUTH_SOCK": agent}) as client:
        ask(client, CHECK_METHOD, CheckAgentRequest(""), Empty)
        assert answers(client, message(11)) == [message(12, message(11)[::-1])]


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        ((), "make sure SSH_AUTH_SOCK is set"),
        (("/no/such/file",), "failed to open /no/such/file: no such file or directory"),
        (("AGENT", "AGENT"), "only single socket allowed"),
        (("AGENT", "KEY"), "invalid combination of keys and sockets"),
    ],
)
def test_what_cannot_be_used(
    agent: str, tmp_path: Path, paths: tuple[str, ...], words: str
) -> None:
    (tmp_path / "key").write_text("x")
    known = {"AGENT": agent, "KEY": str(tmp_path / "key")}
    with pytest.raises(PydockError, match=words):
        SshAgents([SshAgent("a", tuple(known.get(path, path) for path in paths))], {})


@pytest.fixture(scope="module")
def programs_of_ssh() -> None:
    need_program("ssh-agent", "openssh-client")


@pytest.mark.usefixtures("programs_of_ssh")
class TestKeys:
    @pytest.fixture
    def key(self, tmp_path: Path) -> Path:
        path = tmp_path / "id"
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "me", "-f", path], check=True
        )
        path.chmod(0o644)  # no reason to refuse it here
        return path

    def test_a_key_is_offered(self, key: Path) -> None:
        with agents(SshAgent("a", (str(key),))) as client:
            (listing,) = answers(client, message(11), agent_id="a")
        assert listing[4:9] == b"\x0c\0\0\0\1"
        assert listing.endswith(b"\0\0\0\2me")

    @pytest.fixture
    def temporary(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
        """The directory for temporary files, which is short enough for a socket's name."""
        with tempfile.TemporaryDirectory(prefix="t") as directory:
            monkeypatch.setattr(tempfile, "tempdir", directory)
            yield Path(directory)

    def test_nothing_is_left(self, key: Path, temporary: Path) -> None:
        found = SshAgents([SshAgent("a", (str(key),))], {})
        assert list(temporary.iterdir())
        found.close()
        assert not list(temporary.iterdir())

    def test_invalid_keys(self, tmp_path: Path, temporary: Path) -> None:
        path = tmp_path / "text"
        path.write_text("no key")
        with pytest.raises(PydockError, match=f"failed to parse {path}"):
            SshAgents([SshAgent("a", (str(path),))], {})
        assert not list(temporary.iterdir())
