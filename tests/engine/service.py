"""What every engine of this directory has in common: start, ready, stop, in one directory."""

from __future__ import annotations

import contextlib
import os
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path

from tests.engine.busybox import ensure_busybox
from tests.engine.debian import SYSTEM_PATH
from tests.engine.http import Client, EngineError
from tests.engine.machine import end_all_in
from tests.engine.process import Process

READY_SECONDS = 60.0


class Service(ABC):
    """A server in the background that keeps all it has in `directory`.

    `dies_with_parent` ends it with the Python that started it, however that ends; without
    it the server stays until `stop`, which any later Python may call.
    """

    def __init__(self, directory: Path, *, dies_with_parent: bool) -> None:
        self.directory = directory
        self._dies_with_parent = dies_with_parent
        self.process = Process(directory / "server.process", directory / "log")

    @abstractmethod
    def command(self) -> list[str]:
        """Prepare the directory and return the command line of the server.

        Raises Unavailable when a program it needs cannot be had.
        """

    @abstractmethod
    def answers(self) -> bool:
        """Is it ready to serve?"""

    def environ(self) -> Mapping[str, str]:
        """The environment of the server."""
        return {**os.environ, "PATH": f"{os.environ.get('PATH', '')}:{SYSTEM_PATH}"}

    def start(self) -> None:
        """Start it and wait until it is ready; nothing happens when it runs already."""
        if self.process.pid is not None and self.answers():
            return
        self.directory.mkdir(parents=True, exist_ok=True)
        self.process.start(self.command(), self.environ(), dies_with_parent=self._dies_with_parent)
        self.process.wait_until(self.answers, READY_SECONDS)

    def stop(self) -> None:
        """Stop it and all that it has running; its data stay in the directory."""
        self.process.stop()
        end_all_in(self.directory)


class EngineService(Service):
    """An engine on a Unix socket in its directory."""

    @property
    def host(self) -> str:
        """Its address, as DOCKER_HOST wants it."""
        return f"unix://{self.directory / 'engine.sock'}"

    @property
    def client(self) -> Client:
        """A client of its API."""
        return Client(self.host)

    def answers(self) -> bool:
        return self.client.answers()

    def start(self) -> None:
        """Start it, with the image busybox:latest in it."""
        super().start()
        ensure_busybox(self.client)

    def stop(self) -> None:
        """Remove its running containers, which would hold up its end, and stop it."""
        if self.process.pid is not None and self.answers():
            for container in self.client.get("/containers/json"):
                with contextlib.suppress(EngineError):
                    self.client.remove_container(container["Id"])
        super().stop()
