"""Engines by hand: `python -m tests.engine start podman`; see `--help`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tests.engine.busybox import ensure_busybox
from tests.engine.dockerd import Dockerd
from tests.engine.http import Client
from tests.engine.machine import Unavailable, cache_directory, clear
from tests.engine.names import ENGINES
from tests.engine.process import NotReady
from tests.engine.service import EngineService

TRY = "try"
"""The engine of tests/try: on the machine's network, so that it reaches registries."""


def main() -> int:
    """Run one of the verbs; what goes wrong is one sentence and status 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.engine", description=__doc__)
    parser.add_argument(
        "verb",
        choices=("start", "find", "stop", "remove"),
        help="find: start it only where no engine answers yet; remove: stop and forget its data",
    )
    parser.add_argument("name", choices=(TRY, *ENGINES))
    arguments = parser.parse_args()
    try:
        act(arguments.verb, arguments.name)
    except (Unavailable, NotReady) as error:
        print(f"{error}. DOCKER_HOST can name an engine that runs.", file=sys.stderr)
        return 1
    return 0


def act(verb: str, name: str) -> None:
    """Start or stop the engine; print the address of a running one."""
    directory = cache_directory() / "engines" / name
    engine = make(name, directory)
    if verb == "find":
        host = find()
        if host is not None:
            print(host)
            return
        if engine.process.pid is None:
            report("No engine answers here: one is installed, if missing, and started.")
    if verb in ("start", "find"):
        start(engine)
        return
    was_running = engine.process.pid is not None
    engine.stop()
    report(f"Stopped the engine at {engine.host}." if was_running else "No engine was running.")
    if verb == "remove":
        if directory.exists():
            clear(directory)
            report(f"Removed its images, containers and volumes, {directory}.")
        else:
            report("It has left nothing to remove.")


def start(engine: EngineService) -> None:
    """Start the engine and print its address."""
    was_running = engine.process.pid is not None
    engine.start()
    if not was_running:
        version = engine.client.get("/version")["Version"]
        report(f"Started Docker Engine {version} at {engine.host}.")
    print(engine.host)


def report(line: str) -> None:
    """Print a line for the user: standard output has the address alone."""
    print(line, file=sys.stderr, flush=True)


def make(name: str, directory: Path) -> EngineService:
    """The engine of that name, which outlives this Python."""
    if name == TRY:
        return Dockerd(directory, on_machine_network=True)
    return ENGINES[name](directory, dies_with_parent=False)


def find() -> str | None:
    """The address of an engine that answers: the user's own or the system's."""
    given = os.environ.get("DOCKER_HOST", "")
    if given and not given.startswith(("unix://", "tcp://")):
        return given  # over ssh, say: pydock will find out whether it answers
    user_directory = os.environ.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}")
    usual = ["unix:///var/run/docker.sock", f"unix://{user_directory}/docker.sock"]
    usual += ["unix:///run/podman/podman.sock", f"unix://{user_directory}/podman/podman.sock"]
    for host in [given] if given else usual:
        client = Client(host)
        if client.answers():
            ensure_busybox(client)
            return host
    if given:
        raise Unavailable(f"no engine answers at DOCKER_HOST, {given}")
    return None


if __name__ == "__main__":
    sys.exit(main())
