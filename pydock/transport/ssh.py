"""An engine behind ssh: the user's `ssh` runs `docker system dial-stdio` on its machine."""

from __future__ import annotations

import shlex
import socket
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pydock.errors import ConfigError
from pydock.transport.dial import POOL_AFTER_SSH_REQUESTS, DialError

if TYPE_CHECKING:
    import ssl
    import subprocess
    import threading

CONNECT_TIMEOUT_SECONDS = 30
STDERR_LIMIT_BYTES = 8 * 1024
END_TIMEOUT_SECONDS = 2.0


def ssh_command(url: str) -> list[str]:
    """Return the command line for ssh://[user@]host[:port][/path of a socket].

    The remote command is quoted for the shell of the remote machine. Raises ConfigError.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ConfigError(f"Failed to initialize: parse {url!r}: {error}") from None
    problem = ""
    if parts.password is not None:
        problem = "plain-text password is not supported"
    elif not parts.hostname:
        problem = "hostname is empty"
    elif parts.query:
        problem = f'query parameters are not allowed: "{parts.query}"'
    elif parts.fragment:
        problem = f'fragments are not allowed: "{parts.fragment}"'
    if problem:
        raise ConfigError(
            f"Failed to initialize: ssh host connection is not valid: invalid SSH URL: {problem}"
        )
    remote = ["docker"]
    path = unquote(parts.path)
    if path not in ("", "/"):
        remote += ["--host", f"unix://{path}"]
    remote += ["system", "dial-stdio"]
    command = ["ssh", "-o", f"ConnectTimeout={CONNECT_TIMEOUT_SECONDS}", "-T"]
    if parts.username:
        command += ["-l", unquote(parts.username)]
    if port:
        command += ["-p", str(port)]
    return [*command, "--", _host(parts.netloc), *map(shlex.quote, remote)]


def _host(netloc: str) -> str:
    """Return the host in its original case, as ssh matches it with its configuration."""
    host = netloc.rpartition("@")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


class SshDialer:
    """Starts an ssh for each connection, with a socket as its standard input and output."""

    target_prefix = ""
    base_url = "http://docker.example.com"
    server_name = ""
    pool_after_requests = POOL_AFTER_SSH_REQUESTS

    def __init__(self, url: str) -> None:
        """Raises ConfigError for an invalid address."""
        self.address = url
        self.headers = {"Host": "docker.example.com"}
        self._command = ssh_command(url)
        self.dialled = f"ssh {self._command[self._command.index('--') + 1]}"
        self._children: list[_Child] = []

    def dial(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                child = _Child(self._command, theirs)
        except FileNotFoundError as error:
            ours.close()
            missing = OSError('exec: "ssh": executable file not found in $PATH')
            raise DialError(missing) from error
        except OSError as error:
            ours.close()
            raise DialError(error) from error
        self._children = [child, *(other for other in self._children if not other.has_ended())]
        return ours

    def tls_context(self) -> ssl.SSLContext | None:
        return None

    def explain_loss(self) -> str:
        if not self._children:
            return ""
        status, text = self._children[0].end()
        return (
            f"command [{' '.join(self._command)}] has exited with exit status {status}, make sure "
            "the URL is valid, and Docker 18.09 or later is installed on the remote host: "
            f"stderr={text}"
        )

    def close(self) -> None:
        """End every ssh; to be called after their connections are closed."""
        for child in self._children:
            child.end()
        self._children = []


class _Child:
    """A running ssh, and the beginning of its standard error."""

    def __init__(self, command: list[str], connection: socket.socket) -> None:
        import subprocess
        import threading

        # a session of its own: ctrl-C is for the program in the container
        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            stdin=connection.fileno(),
            stdout=connection.fileno(),
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._stderr = b""
        self._reading: threading.Thread = threading.Thread(
            target=self._read_stderr, name="pydock-ssh-stderr", daemon=True
        )
        self._reading.start()

    def _read_stderr(self) -> None:
        pipe = self._process.stderr
        assert pipe is not None
        with pipe:
            while block := pipe.read1(4096):  # type: ignore[attr-defined]
                self._stderr = (self._stderr + block)[:STDERR_LIMIT_BYTES]

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def end(self) -> tuple[int, str]:
        """Wait a limited time for its end, then kill it; return status and standard error."""
        from subprocess import TimeoutExpired

        for force in (None, self._process.terminate, self._process.kill):
            if force:
                force()
            try:
                self._process.wait(END_TIMEOUT_SECONDS)
                break
            except TimeoutExpired:
                continue
        self._reading.join(END_TIMEOUT_SECONDS)
        return self._process.returncode, self._stderr.decode("utf-8", "replace")
