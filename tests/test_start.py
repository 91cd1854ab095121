"""What each kind of command loads before it does its work: the start must stay light."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer

import pytest

PROBE = """
import os, sys

def leave(status):
    with open(report, "w") as file:
        file.write(" ".join(sys.modules))
    really_leave(status)

really_leave, os._exit = os._exit, leave
report, *words = sys.argv[1:]
sys.argv = ["pydock", *words]
from pydock.__main__ import console
console()
"""
"""Runs pydock, which ends with os._exit, and writes the names of all modules then loaded."""

BARE = ("__future__", "collections.abc", "gc", "os", "sys")
CLICK = (*BARE, "click")
JSON = (*CLICK, "json", "urllib.parse")
REQUESTS = (*JSON, "selectors", "requests", "requests_unixsocket")

QUICK = ("pydock.__main__", "pydock.catalog", "pydock.cli.help", "pydock.cli.plugin_files")
PARSING = (
    *QUICK,
    *("pydock.cli.app", "pydock.cli.command", "pydock.cli.pflag", "pydock.cli.root"),
    *("pydock.cli.suggest", "pydock.errors", "pydock.options"),
)
LISTING = (*PARSING, "pydock.api", "pydock.cli.listing_options", "pydock.format")
ASKING = ("pydock.config", "pydock.transport")

KINDS = {
    "--version": ("pydock.__main__", QUICK, BARE),
    "--help": ("pydock.cli.help", QUICK, BARE),
    "container --help": ("pydock.cli.root", PARSING, CLICK),
    "ps --no-such-flag": ("pydock.cli.container.ls", LISTING, JSON),
    "ps": ("pydock.cli.container.ls", (*LISTING, *ASKING), REQUESTS),
    "version": (
        "pydock.cli.system.version",
        (*LISTING, *ASKING, "pydock.cli.system.client"),
        REQUESTS,
    ),
}
"""Command line -> the module that it must get to, what else of pydock it may load (a package
stands for all in it), and the libraries that it may load with all that these load."""


@pytest.mark.parametrize("words", KINDS)
def test_a_command_loads_no_more_than_it_needs(
    words: str, empty_engine: str, tmp_path: Path
) -> None:
    command, own, libraries = KINDS[words]
    loaded = modules_loaded_by(words.split(), empty_engine, tmp_path / "modules")
    assert command in loaded
    unwanted = loaded - modules_with(libraries)
    assert sorted(name for name in unwanted if not may_load(name, (command, *own))) == []


def modules_loaded_by(words: list[str], host: str, report: Path) -> set[str]:
    """The names of all modules that are loaded when pydock ends."""
    subprocess.run(
        [sys.executable, "-c", PROBE, str(report), *words],
        env={"DOCKER_HOST": host, "HOME": str(report.parent)},
        capture_output=True,
        check=False,
        timeout=30,
    )
    return set(report.read_text().split())


@cache
def modules_with(libraries: tuple[str, ...]) -> frozenset[str]:
    """The names of all modules that are loaded after importing these."""
    code = f"import sys, {', '.join(libraries)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return frozenset(done.stdout.split())


def may_load(name: str, allowed: tuple[str, ...]) -> bool:
    """Is the module one of the allowed ones, inside one, or a package around one?"""
    return any(
        f"{name}.".startswith(f"{other}.") or other.startswith(f"{name}.") for other in allowed
    )


class EmptyEngine(BaseHTTPRequestHandler):
    """Answers every question as an engine without any containers would."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer(b"")

    def do_GET(self) -> None:
        self._answer(b"[]" if "/containers/" in self.path else b"{}")

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Api-Version", "1.41")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def address_string(self) -> str:
        return "a Unix socket"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' output is for the tests."""


class UnixServer(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True


@pytest.fixture
def empty_engine(tmp_path: Path) -> Iterator[str]:
    """The address of an engine that has nothing in it."""
    with UnixServer(str(tmp_path / "engine.sock"), EmptyEngine) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"unix://{tmp_path}/engine.sock"
        server.shutdown()
