"""moby.sshforward.v1.SSH: steps of the build use the ssh agents that the command line names.

A step may request an agent's list of keys and signatures. Every other request, such as adding or
removing keys, is refused here and never reaches the agent.
"""

# ruff: noqa: PTH116, PTH118 (names of any bytes)

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from pydock.build.buildkit.grpc import CallFailed, Code, ServerCall
from pydock.build.buildkit.messages.control import BytesMessage, Empty
from pydock.build.buildkit.messages.session import CheckAgentRequest
from pydock.config.small_file import read_small_file
from pydock.errors import PydockError
from pydock.options.build.secrets import SshAgent

if TYPE_CHECKING:
    import subprocess

CHECK_METHOD = "/moby.sshforward.v1.SSH/CheckAgent"
FORWARD_METHOD = "/moby.sshforward.v1.SSH/ForwardAgent"

DEFAULT_ID = "default"
_ID_KEY = "buildkit.ssh.id"

_LIST_KEYS, _SIGN = 11, 13
_REFUSAL = b"\0\0\0\x01\x05"
_LIMIT_BYTES = 256 << 10
_KEY_LIMIT_BYTES = 100 << 10
_CONNECT_TIMEOUT_SECONDS = 2.0
_START_TIMEOUT_SECONDS = 5.0


class SshAgents:
    """The sockets of agents by ID; agents started for key files end with `close`."""

    def __init__(self, agents: Iterable[SshAgent], environ: Mapping[str, str]) -> None:
        """Raises PydockError for a path that is neither an agent's socket nor a key."""
        self._sockets: dict[str, str] = {}
        self._own: list[_KeyAgent] = []
        try:
            for agent in agents:
                self._sockets[agent.id or DEFAULT_ID] = self._socket(agent, environ)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        for agent in self._own:
            agent.close()
        self._own.clear()

    def check(self, call: ServerCall) -> None:
        request = call.receive(CheckAgentRequest) or CheckAgentRequest()
        self._find(request.id)
        call.send(Empty())

    def forward(self, call: ServerCall) -> None:
        path = self._find(call.metadata.get(_ID_KEY, [""])[0])
        with _connect(path) as agent, suppress(EOFError):
            request = bytearray()
            while (message := call.receive(BytesMessage)) is not None:
                request += message.data
                while (size := _whole_message(request)) is not None:
                    answer = _answer(agent, bytes(request[:size]))
                    del request[:size]
                    call.send(BytesMessage(answer))

    def _find(self, agent_id: str) -> str:
        path = self._sockets.get(agent_id or DEFAULT_ID)
        if path is None:
            raise CallFailed(Code.NOT_FOUND, f"unset ssh forward key {agent_id or DEFAULT_ID}")
        return path

    def _socket(self, agent: SshAgent, environ: Mapping[str, str]) -> str:
        paths = agent.paths or (environ.get("SSH_AUTH_SOCK", ""),)
        if not paths[0]:
            raise PydockError("invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set")
        keys = []
        for path in paths:
            try:
                if not stat.S_ISSOCK(os.stat(path).st_mode):
                    keys.append((path, read_small_file(path, _KEY_LIMIT_BYTES)))
            except OSError as error:
                reason = os.strerror(error.errno or 0).lower()
                raise PydockError(f"failed to open {path}: {reason}") from None
        if not keys:
            if len(paths) > 1:
                raise PydockError("only single socket allowed")
            return paths[0]
        if len(keys) < len(paths):
            raise PydockError("invalid combination of keys and sockets")
        own = _KeyAgent()
        self._own.append(own)
        for path, key in keys:
            own.add(path, key)
        return own.path


def _connect(path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(_CONNECT_TIMEOUT_SECONDS)
        connection.connect(path)
        connection.settimeout(None)
    except OSError as error:
        connection.close()
        raise PydockError(f"failed to connect to the ssh agent: {error.strerror}") from None
    return connection


def _whole_message(data: bytes | bytearray) -> int | None:
    """Return the length of the first message with its length prefix; None if incomplete."""
    if len(data) < 4:
        return None
    size = 4 + int.from_bytes(data[:4], "big")
    if size > _LIMIT_BYTES:
        raise PydockError("invalid message of the ssh agent protocol")
    return size if len(data) >= size else None


def _answer(agent: socket.socket, request: bytes) -> bytes:
    """Return the agent's response to an allowed request; EOFError when it has ended."""
    if request[4:5] not in (bytes([_LIST_KEYS]), bytes([_SIGN])):
        return _REFUSAL
    agent.sendall(request)
    answer = bytearray()
    while (size := _whole_message(answer)) is None:
        data = agent.recv(_LIMIT_BYTES)
        if not data:
            raise EOFError
        answer += data
    return bytes(answer[:size])


class _KeyAgent:
    """An ssh-agent for the keys of a build, which are passed to it without a file."""

    def __init__(self) -> None:
        """Raises PydockError where ssh-agent is missing or does not start."""
        import subprocess
        import tempfile

        self._directory = tempfile.TemporaryDirectory(prefix="pydock-ssh-")
        self.path = os.path.join(self._directory.name, "agent")
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._process = subprocess.Popen(
                ["ssh-agent", "-D", "-a", self.path],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            self._wait_for_socket()
        except FileNotFoundError:
            self.close()
            raise PydockError("ssh key files require ssh-agent, which is not installed") from None
        except BaseException:
            self.close()
            raise

    def _wait_for_socket(self) -> None:
        import time

        assert self._process is not None
        deadline = time.monotonic() + _START_TIMEOUT_SECONDS
        while True:
            # the file is there before the agent listens
            with suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
                connection.connect(self.path)
                return
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise PydockError("ssh-agent, which ssh key files require, did not start")
            time.sleep(0.01)

    def add(self, path: str, key: bytes) -> None:
        """Add a key; PydockError for an invalid one, or one with a passphrase."""
        import subprocess

        done = subprocess.run(
            ["ssh-add", "-q", "-"],
            input=key,
            env={**os.environ, "SSH_AUTH_SOCK": self.path, "SSH_ASKPASS_REQUIRE": "never"},
            capture_output=True,
            start_new_session=True,
            check=False,
        )
        if done.returncode:
            raise PydockError(f"failed to parse {path}: not a private key without passphrase")

    def close(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
        self._directory.cleanup()
