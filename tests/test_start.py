"""The modules that each kind of command loads: start-up time is a feature."""

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

BARE = ("__future__", "gc", "os", "sys")
TYPED = (*BARE, "collections.abc", "functools", "importlib", "keyword", "re", "typing")
CLICK = (*TYPED, "click", "click.shell_completion")
SESSION = ("base64", "heapq", "pathlib", "selectors", "signal", "socket", "struct", "termios")
JSON = (*TYPED, "json", "urllib.parse")
ENGINE = (*JSON, "pathlib", "selectors", "socket", "signal", "threading")
YAML = (*JSON, "yaml", "base64", "dataclasses", "datetime", "pathlib")

QUICK = (
    *("pydock.__main__", "pydock.catalog", "pydock.cli.help", "pydock.cli.plugins"),
    *("pydock.errors", "pydock.golang.os_errors", "pydock.terminal.window_size"),
)
DECLARED = (
    *QUICK,
    *("pydock.cli.app", "pydock.cli.command", "pydock.cli.dispatch", "pydock.cli.pflag"),
    *("pydock.cli.engine_requirements", "pydock.cli.suggestions"),
    *("pydock.golang.strconv", "pydock.options", "pydock.spec.version_rules"),
)
VIEWS = ("pydock.api", "pydock.commands.shared.listing", "pydock.golang", "pydock.views")
LISTING = (*DECLARED, *VIEWS)
INSPECTING = (
    *DECLARED,
    *("pydock.api", "pydock.commands.shared.inspect", "pydock.golang", "pydock.views"),
)
ASKING = (
    "pydock.config",
    "pydock.golang.unmarshal",
    "pydock.oci.registry_auth",
    "pydock.transport",
)
TALKING = (
    *(
        *ASKING,
        "pydock.api",
        "pydock.archive",
        "pydock.commands.container",
        "pydock.commands.shared.input_file",
    ),
    "pydock.terminal",
)
CREATING = (
    *("pydock.commands.shared.attach_session", "pydock.commands.shared.create_container"),
    *("pydock.commands.shared.create_options", "pydock.commands.shared.container_exit"),
    *("pydock.commands.shared.content_trust", "pydock.commands.shared.image_reference"),
    *("pydock.commands.shared.registry_credentials", "pydock.commands.shared.start_container"),
    *("pydock.golang.csv", "pydock.golang.net", "pydock.golang.units"),
    *("pydock.oci.platform", "pydock.oci.reference"),
    *("pydock.spec.container", "pydock.spec.container_versions", "pydock.spec.request_context"),
    *("pydock.spec.health_check", "pydock.spec.mount_versions"),
)
SENDING = (
    *(*DECLARED, *ASKING, "pydock.api"),
    *("pydock.commands.shared.output_file", "pydock.commands.shared.streams"),
)
BUILDING = (
    "pydock.commands.shared.content_trust",
    *(
        "pydock.api",
        "pydock.archive",
        "pydock.build",
        "pydock.commands.image",
        "pydock.cli.plugins",
    ),
    *(
        "pydock.commands.shared.build",
        "pydock.commands.shared.image_reference",
        "pydock.commands.shared.transfer_progress",
        "pydock.golang.net",
    ),
    *("pydock.oci.platform", "pydock.oci.reference", "pydock.spec.classic_build"),
    "pydock.spec.build_option_types",
    *("pydock.golang.units", "pydock.progress"),
)

KINDS = {
    "--version": ("pydock.__main__", QUICK, BARE),
    "--help": ("pydock.cli.help", QUICK, (*BARE, "enum")),
    "container --help": ("pydock.cli.dispatch", DECLARED, TYPED),
    "ps --help": (
        "pydock.commands.container.ls",
        (*DECLARED, *VIEWS),
        (*TYPED, "json", "urllib.parse"),
    ),
    "run --help": (
        "pydock.commands.shared.create_options",
        (*DECLARED, *TALKING, *CREATING),
        (*TYPED, *SESSION, "json", "urllib.parse"),
    ),
    "ps --no-such-flag": (
        "pydock.cli.click_tree",
        (*LISTING, "pydock.commands.container.ls"),
        (*JSON, *CLICK),
    ),
    "ps": ("pydock.commands.container.ls", (*LISTING, *ASKING), ENGINE),
    "images": (
        "pydock.commands.image.ls",
        (*LISTING, *ASKING, "pydock.oci.reference", "pydock.views.image_tree"),
        ENGINE,
    ),
    "inspect one": ("pydock.commands.system.inspect", (*INSPECTING, *ASKING), (*ENGINE, "base64")),
    "events": (
        "pydock.commands.system.events",
        (*LISTING, *ASKING, "pydock.progress.json_stream"),
        ENGINE,
    ),
    "save one": (
        "pydock.commands.image.save",
        (*SENDING, "pydock.commands.image", "pydock.commands.shared.image_reference", "pydock.oci"),
        (*ENGINE, "fcntl"),
    ),
    "export one": (
        "pydock.commands.container.export",
        (*SENDING, "pydock.commands.container"),
        (*ENGINE, "fcntl"),
    ),
    "logs one": (
        "pydock.commands.container.logs",
        (
            *(*DECLARED, *ASKING, "pydock.api", "pydock.golang.time"),
            *("pydock.commands.shared.logs", "pydock.commands.shared.streams"),
        ),
        ENGINE,
    ),
    "exec one true": (
        "pydock.commands.container.exec",
        (*DECLARED, *TALKING, "pydock.commands.shared.attach_session", "pydock.spec.exec"),
        (*ENGINE, "base64", "heapq", "termios"),
    ),
    "run -d one": (
        "pydock.commands.container.run",
        (*DECLARED, *TALKING, *CREATING, "pydock.commands.shared.streams", "pydock.progress"),
        (*ENGINE, "base64", "heapq", "shutil", "termios"),
    ),
    "cp one:/file -": (
        "pydock.archive.extract",
        (*DECLARED, *TALKING, "pydock.commands.shared.transfer_progress", "pydock.golang.units"),
        (*ENGINE, "base64", "resource"),
    ),
    "build -": (
        "pydock.commands.image.build",
        (*DECLARED, *ASKING, *BUILDING),
        (*ENGINE, "base64", "encodings.utf_8_sig", "shutil", "tempfile"),
    ),
    "completion bash": (
        "pydock.cli.completion.scripts",
        ("pydock",),
        (
            *JSON,
            *SESSION,
            "importlib._abc",
            "importlib.util",
            "pkgutil",
            "dataclasses",
            "hashlib",
            "ipaddress",
            "platform",
            "resource",
            "threading",
        ),
    ),
    "__complete containers": (
        "pydock.cli.completion.values",
        (*DECLARED, *ASKING, "pydock.api", "pydock.cli.completion"),
        ENGINE,
    ),
    "stack config -c /dev/null": (
        "pydock.commands.stack.config",
        (
            *(*DECLARED, *ASKING, "pydock.api", "pydock.compose", "pydock.golang", "pydock.views"),
            *("pydock.commands.stack", "pydock.commands.shared.input_file"),
            "pydock.commands.shared.compose_files",
        ),
        (*ENGINE, *YAML),
    ),
    "version": (
        "pydock.commands.system.version",
        (*LISTING, *ASKING, "pydock.commands.shared.client_info"),
        (*ENGINE, "platform"),
    ),
}
"""Command line -> the module that it must get to, what else of pydock it may load (a package
stands for all in it), and the libraries that it may load with all that these load. An engine
answers that has no container and no image."""


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
    """Answers every request as an engine without containers."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer(200, b"")

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path.endswith(("/one/json", "/one/archive")):
            self._answer(404, b'{"message": "No such container: one"}')
        else:
            self._answer(200, b"[]" if path.endswith("s/json") else b"{}")

    def do_POST(self) -> None:
        # the body of the request is not read
        self.close_connection = True
        self._answer(404, b'{"message": "not here"}')

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Api-Version", "1.41")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def address_string(self) -> str:
        return "a Unix socket"

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


class UnixServer(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True


@pytest.fixture
def empty_engine(tmp_path: Path) -> Iterator[str]:
    """The address of an engine that has nothing in it."""
    with UnixServer(str(tmp_path / "engine.sock"), EmptyEngine) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"unix://{tmp_path}/engine.sock"
        server.shutdown()
