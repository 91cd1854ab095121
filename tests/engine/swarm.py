"""Two real engines that can be one swarm: each in a network of its own, joined by a veth pair.

Where the kernel lacks ip_vs, virtual addresses and the routing mesh take no traffic: tests use
`--endpoint-mode dnsrr` and `--publish mode=host`.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.engine.debian import program
from tests.engine.http import Client, EngineError
from tests.engine.machine import in_network_of
from tests.engine.process import NotReady
from tests.engine.service import EngineService

LINK = "swarm0"
#: of the first and the second engine, on the link between them
ADDRESSES = ("10.213.97.1", "10.213.97.2")
PORT = 2377
READY_SECONDS = 30.0
#: how often nodes report to managers: often, so that one that is cut off is missed soon
HEARTBEAT_NANOSECONDS = 1_000_000_000


class Pair:
    """Two engines that reach each other; `engines[0]` is the manager when they are a swarm."""

    def __init__(self, directory: Path, make: Callable[..., EngineService]) -> None:
        self.engines = [make(directory / name, dies_with_parent=True) for name in ("one", "two")]

    @property
    def clients(self) -> list[Client]:
        return [engine.client for engine in self.engines]

    def start(self) -> None:
        """Start both and join their networks; Unavailable or NotReady when that fails."""
        for engine in self.engines:
            engine.start()
        self._link()

    def stop(self) -> None:
        for engine in self.engines:
            if engine.process.pid is not None:
                leave(engine.client)
            engine.stop()

    def restart_manager(self) -> None:
        """Start the first engine anew. Its network is a new one too, so it is joined again."""
        self.engines[0].process.stop()
        self.engines[0].start()
        self._link()

    def form(self) -> None:
        """Make them a swarm of a manager and a worker, both active; nothing if they are already."""
        manager, worker = self.clients
        if len(_nodes(manager)) != len(self.engines) or not is_in_swarm(worker):
            self.disband()
            own = [{"ListenAddr": f"{one}:{PORT}", "AdvertiseAddr": one} for one in ADDRESSES]
            spec = {"Dispatcher": {"HeartbeatPeriod": HEARTBEAT_NANOSECONDS}}
            manager.post("/swarm/init", {**own[0], "Spec": spec})
            token = manager.get("/swarm")["JoinTokens"]["Worker"]
            remote = [f"{ADDRESSES[0]}:{PORT}"]
            worker.post("/swarm/join", {**own[1], "RemoteAddrs": remote, "JoinToken": token})
        for node in _nodes(manager):
            role = "manager" if node["ID"] == node_id(manager) else "worker"
            if node["Spec"] != (wanted := {"Labels": {}, "Role": role, "Availability": "active"}):
                version = str(node["Version"]["Index"])
                manager.post(f"/nodes/{node['ID']}/update", wanted, version=version)
        wait_for(lambda: [n["Status"]["State"] for n in _nodes(manager)] == ["ready"] * 2)

    def disband(self) -> None:
        """Let both leave whatever swarm they are in."""
        for client in reversed(self.clients):
            leave(client)

    def cut(self) -> None:
        """Take the link away from under the second engine."""
        self._ip(1, "link", "set", LINK, "down")

    def mend(self) -> None:
        """Undo `cut`."""
        self._ip(1, "link", "set", LINK, "up")

    def _link(self) -> None:
        other = self.engines[1].process.pid
        self._ip(0, "link", "add", LINK, "type", "veth", "peer", "name", LINK, "netns", str(other))
        for index, address in enumerate(ADDRESSES):
            self._ip(index, "address", "add", f"{address}/24", "dev", LINK)
            self._ip(index, "link", "set", LINK, "up")

    def _ip(self, index: int, *words: str) -> None:
        pid = self.engines[index].process.pid
        if pid is None:
            raise NotReady("the engine has ended")
        argv = in_network_of(pid, [program("ip", "iproute2"), *words])
        subprocess.run(argv, check=True, capture_output=True)


def is_in_swarm(client: Client) -> bool:
    return bool(client.get("/info")["Swarm"]["LocalNodeState"] == "active")


def node_id(client: Client) -> str:
    """The id of the engine's own node."""
    return str(client.get("/info")["Swarm"]["NodeID"])


def leave(client: Client) -> None:
    """Leave the swarm, whatever the engine is in it; nothing where there is none."""
    try:
        client.post("/swarm/leave", force="1")
    except EngineError as error:
        if error.status != 503:
            raise


def clean(client: Client) -> None:
    """Remove everything from the swarm that a test may have put there, its tasks too.

    Swarms keep the finished tasks of a job.
    """
    for kind in ("services", "secrets", "configs"):
        for found in client.get(f"/{kind}"):
            client.delete(f"/{kind}/{found['ID']}")
    wait_for(lambda: all(one["Status"]["State"] == "complete" for one in client.get("/tasks")))


def wait_for(is_so: Callable[[], Any], seconds: float = READY_SECONDS) -> None:
    """Wait until it is so; NotReady when it never is."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise NotReady(f"not so after {seconds:.0f} s")
        time.sleep(0.1)


def _nodes(client: Client) -> list[Any]:
    """The nodes of the swarm that it manages; none where it is no manager."""
    if not client.get("/info")["Swarm"]["ControlAvailable"]:
        return []
    found: list[Any] = client.get("/nodes")
    return found
