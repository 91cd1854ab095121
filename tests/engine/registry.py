"""A real image registry, Debian's docker-registry, which requires a login."""

from __future__ import annotations

import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.engine.debian import program
from tests.engine.machine import in_network_of
from tests.engine.service import Service

USER = "pydock"
PASSWORD = "secret"
# What `htpasswd -Bbn pydock secret` prints: bcrypt, the only kind that the registry reads.
_PASSWORDS = "pydock:$2y$05$DPYDQvxl1gqZXIgQNF88kuDz9TODQTFX.fTmX8hWUCA7CWj1zoPYS\n"


class PythonServer(Service):
    """A server of this directory, `python -m MODULE PORT ARGUMENTS`, beside a process or not."""

    def __init__(
        self, directory: Path, module: str, port: int, beside: int | None, *arguments: str
    ) -> None:
        super().__init__(directory, dies_with_parent=True)
        self._argv = [sys.executable, "-m", f"tests.engine.{module}", str(port), *arguments]
        self._port = port
        self._beside = beside

    def command(self) -> list[str]:
        return self._argv if self._beside is None else in_network_of(self._beside, self._argv)

    def environ(self) -> Mapping[str, str]:
        return {**super().environ(), "PYTHONPATH": str(Path(__file__).parents[2])}

    def answers(self) -> bool:
        pid = self.process.pid
        return pid is not None and listens(pid, self._port)


class Registry(Service):
    """A registry on loopback.

    Pull and push happen in the engine, so the loopback must be the engine's: `beside` is the
    process id of an engine with a network namespace of its own, None for the machine's. An `open`
    one wants no login.
    """

    def __init__(
        self,
        directory: Path,
        *,
        port: int = 5000,
        beside: int | None = None,
        dies_with_parent: bool = False,
        open: bool = False,
    ) -> None:
        super().__init__(directory, dies_with_parent=dies_with_parent)
        self._open = open
        self._port = port
        self._beside = beside

    @property
    def address(self) -> str:
        """Its address as image names have it: `127.0.0.1:5000`."""
        return f"127.0.0.1:{self._port}"

    def command(self) -> list[str]:
        server = program("docker-registry", "docker-registry")
        passwords, settings = self.directory / "htpasswd", self.directory / "settings.yml"
        passwords.write_text(_PASSWORDS)
        login = (
            "" if self._open else f"auth: {{htpasswd: {{realm: pydock, path: '{passwords}'}}}}\n"
        )
        settings.write_text(
            "version: 0.1\n"
            "storage:\n"
            f"  filesystem: {{rootdirectory: '{self.directory / 'data'}'}}\n"
            "  delete: {enabled: true}\n"
            f"http: {{addr: '{self.address}'}}\n{login}"
        )
        argv = [server, "serve", str(settings)]
        return argv if self._beside is None else in_network_of(self._beside, argv)

    def answers(self) -> bool:
        pid = self.process.pid
        return pid is not None and listens(pid, self._port)


def listens(pid: int, port: int) -> bool:
    """Does anybody listen on 127.0.0.1:port in the network of this process?"""
    try:
        sockets = Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]
    except OSError:
        return False
    wanted, listening = f"0100007F:{port:04X}", "0A"
    return any(line.split()[1] == wanted and line.split()[3] == listening for line in sockets)


def free_port() -> int:
    """A port of the machine's loopback that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
