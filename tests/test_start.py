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

pytestmark = pytest.mark.slow

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

FILE = "services: {web: {image: app, depends_on: [db]}, db: {image: app, environment: {A: b}}}\n"

BARE = ("__future__", "gc", "os", "sys")
TYPED = (*BARE, "collections.abc", "functools", "importlib", "keyword", "re", "typing")
if sys.version_info >= (3, 14):
    TYPED += ("annotationlib",)  # which NamedTuple and TypedDict load
CLICK = (*TYPED, "click", "click.shell_completion")
JSON = (*TYPED, "json")
ENGINE = (*JSON, "pathlib", "selectors", "socket", "threading", "urllib.parse")
SESSION = (*ENGINE, "heapq", "signal", "struct", "termios")
YAML = (*ENGINE, "yaml", "base64", "dataclasses", "datetime")
#: of compose, without dataclasses
PROJECT = (*ENGINE, "yaml", "queue")


def below(package: str, names: str) -> tuple[str, ...]:
    """The full names of modules in a package of pydock."""
    return tuple(f"pydock.{package}.{name}" for name in names.split())


QUICK = ("pydock.__main__", "pydock.catalog", "pydock.cli.help")
DECLARED = (
    *(*QUICK, "pydock.errors", "pydock.golang.strconv.numbers", "pydock.options.value_types"),
    *below("cli", "app command config_mentions dispatch engine_requirements pflag suggestions"),
    "pydock.terminal.window_size",
)
ASKING = (
    *(*DECLARED, "pydock.api.engine", "pydock.golang.os_errors", "pydock.golang.unmarshal"),
    *below("config", "atomic_file config_file context_store engine_endpoint host_address"),
    *below("config", "http_headers schema small_file"),
    *below("transport", "dial error_messages exchange hijack http1 http_transport"),
    *below("transport", "open_transport unix wire"),
)
LISTING = (
    *below("commands", "shared.listing"),
    *below("golang", "reflect strconv.quoting tabwriter time units unmarshal"),
    *(*below("views", "columns listing shorten"), "pydock.options.filters"),
)
CONTAINERS = (
    *("pydock.api.containers", "pydock.api.engine", "pydock.api.types.containers"),
    *below("views", "container ports"),
)
COMPOSE = (
    *(*ASKING, *CONTAINERS, *below("cli", "aliases plugins")),
    *below("commands.shared.compose", "command_options containers opening podman_health"),
    *below("commands.shared.compose", "project_files project_loading project_options"),
    *below("commands.shared.compose", "scope workers"),
    *below("compose", "errors locations observed project.paths requests.labels"),
    *("pydock.golang.strconv.quoting", "pydock.golang.time", "pydock.progress.events"),
    "pydock.spec.version_rules",
)
COMPOSE_LISTING = (*COMPOSE, *LISTING, "pydock.views.compose_container")
#: what reads Compose files, without what writes them, and without variables, ports and mounts
MODEL = (
    *below("compose", "casts go_values key_order scalars yaml_nodes yaml_reader"),
    *below("compose.project", "canonical checks consistency cycles decoders documents extending"),
    *below("compose.project", "including interpolation loading merging model normalizing rules"),
    *below("compose.project", "schema selection service_files service_parts shape short_forms"),
    *below("compose.project", "sources types uniqueness validation variable_files"),
    *below("golang", "net strconv.floats units"),
)
TYPES_OF_SYSTEM = below("api.types", "containers images system volumes")
TALKING = (
    *(*ASKING, "pydock.api.containers", "pydock.api.types.containers", "pydock.commands.container"),
    *("pydock.commands.shared.container.attach_session", "pydock.options"),
    *("pydock.spec.version_rules", "pydock.terminal", "pydock.transport.demultiplexer"),
)
CREATING = (
    *(*TALKING, "pydock.api", "pydock.oci", "pydock.spec", "pydock.golang", "pydock.config"),
    *below("commands.shared.container", "common_options create_container exit_status"),
    *below("commands.shared.container", "create_options start_container"),
    *below("commands.shared.image", "content_trust image_reference image_pull"),
    *below("commands.shared", "dotenv_files limit_options streams"),
    *below("archive", "copy_paths header_fields tar_headers"),
)
SENDING = (*ASKING, *below("commands.shared", "output_file streams"), "pydock.spec.version_rules")
BUILDING = (
    *(*ASKING, "pydock.api", "pydock.archive", "pydock.build", "pydock.commands.image"),
    *(
        "pydock.cli.plugins",
        "pydock.commands.shared.dotenv_files",
        "pydock.commands.shared.limit_options",
        "pydock.config",
        "pydock.oci",
        "pydock.options",
        "pydock.progress",
    ),
    *below("commands.shared", "build transfer_progress"),
    *below("commands.shared.image", "content_trust image_reference"),
    *(*below("golang", "net unicode units"), *below("spec", "build_option_types classic_build")),
    "pydock.spec.version_rules",
)

KINDS = {
    "--version": ("pydock.__main__", QUICK, BARE),
    "--help": (
        "pydock.cli.help",
        (
            *(*QUICK, "pydock.cli.plugins", "pydock.errors", "pydock.golang.os_errors"),
            *("pydock.cli.config_mentions", "pydock.terminal.window_size"),
        ),
        (*BARE, "enum"),
    ),
    "container --help": ("pydock.cli.dispatch", DECLARED, TYPED),
    "ps --help": ("pydock.commands.container.ls", (*DECLARED, *LISTING, *CONTAINERS), JSON),
    "run --help": ("pydock.commands.shared.container.create_options", CREATING, SESSION),
    "ps --no-such-flag": (
        "pydock.cli.click_tree",
        (*DECLARED, *LISTING, *CONTAINERS, "pydock.commands.container.ls"),
        (*JSON, *CLICK),
    ),
    "ps": ("pydock.commands.container.ls", (*ASKING, *LISTING, *CONTAINERS), ENGINE),
    "images": (
        "pydock.commands.image.ls",
        (
            *(*ASKING, *LISTING, *below("oci", "platform reference"), "pydock.spec.version_rules"),
            *(*below("api", "images types.images types.containers"), "pydock.api.containers"),
            *below("views", "image image_tree"),
        ),
        ENGINE,
    ),
    "inspect one": (
        "pydock.commands.system.inspect",
        (
            *(*ASKING, "pydock.api.inspect_any", "pydock.api.types"),
            *below("commands.shared", "container.description_options inspect"),
            "pydock.spec.version_rules",
            *(*below("golang", "gojson reflect strconv.floats time.duration"),),
            "pydock.views.inspection",
        ),
        ENGINE,
    ),
    "events": (
        "pydock.commands.system.events",
        (
            *(
                *ASKING,
                *TYPES_OF_SYSTEM,
                "pydock.api.system",
                *below("commands.shared", "monitoring.event_stream listing"),
            ),
            *below("golang", "reflect time"),
            *(*below("options", "filters timestamps"), "pydock.progress.json_stream"),
            "pydock.views.event",
        ),
        ENGINE,
    ),
    "save one": (
        "pydock.commands.image.save",
        (
            *(*SENDING, *below("api", "images types.containers types.images")),
            *("pydock.commands.shared.image.image_reference", *below("oci", "platform reference")),
        ),
        (*ENGINE, "fcntl"),
    ),
    "export one": (
        "pydock.commands.container.export",
        (*SENDING, *below("api", "containers types.containers")),
        (*ENGINE, "fcntl"),
    ),
    "logs one": (
        "pydock.commands.container.logs",
        (
            *(*ASKING, *below("api", "containers types.containers"), "pydock.golang.time"),
            *(*below("commands.shared", "monitoring.logs streams"), "pydock.options.timestamps"),
            "pydock.spec.version_rules",
        ),
        ENGINE,
    ),
    "exec one true": (
        "pydock.commands.container.exec",
        (
            *(*TALKING, "pydock.api.execs", "pydock.spec.exec"),
            *below("commands.shared", "container.exec_session dotenv_files"),
        ),
        SESSION,
    ),
    "run -d one": ("pydock.commands.container.run", CREATING, (*SESSION, "base64", "shutil")),
    "cp one:/file -": (
        "pydock.archive.extract",
        (
            *(*ASKING, "pydock.api", "pydock.archive", "pydock.commands.container.cp"),
            *("pydock.commands.shared.transfer_progress", "pydock.golang.units"),
            *(*below("terminal", "signals unwinding"), "pydock.spec.version_rules"),
        ),
        (*SESSION, "base64"),
    ),
    "build -": (
        "pydock.commands.image.build",
        BUILDING,
        (*ENGINE, "base64", "encodings.utf_8_sig", "shutil", "tempfile"),
    ),
    "completion bash": (
        "pydock.cli.completion.scripts",
        ("pydock",),
        (
            *(
                *SESSION,
                "base64",
                "copy",
                "hashlib",
                "importlib._abc",
                "importlib.util",
                "ipaddress",
            ),
            *("pkgutil", "platform"),
        ),
    ),
    "__complete containers": (
        "pydock.cli.completion.values",
        (*ASKING, "pydock.api.object_names", "pydock.cli.completion"),
        (*ENGINE, "signal"),
    ),
    "stack config -c /dev/null": (
        "pydock.commands.stack.config",
        (
            *(*ASKING, "pydock.compose", "pydock.commands.shared.swarm.compose_files"),
            *("pydock.golang", "pydock.options"),
        ),
        YAML,
    ),
    "compose -f /dev/null config": (
        "pydock.commands.compose.config",
        (
            *(*ASKING, "pydock.cli.aliases", "pydock.cli.plugins", "pydock.compose"),
            *("pydock.golang", "pydock.options"),
            *below(
                "commands.shared.compose",
                "config_document config_lists project_files project_loading project_options",
            ),
            *("pydock.commands.shared.image.image_pull", "pydock.oci.reference"),
        ),
        YAML,
    ),
    "compose -p p ps": ("pydock.commands.compose.ps", COMPOSE_LISTING, (*ENGINE, "queue")),
    "compose -f compose.yaml ps": (
        "pydock.commands.compose.ps",
        (*COMPOSE_LISTING, *MODEL),
        PROJECT,
    ),
    "compose -f compose.yaml down": (
        "pydock.commands.compose.down",
        (
            *(*COMPOSE, *MODEL, "pydock.compose.dependencies", "pydock.progress.event_display"),
            *below("api", "networks volumes types.networks types.volumes"),
            *below("commands.shared.compose", "removing stopping"),
            "pydock.terminal.sanitize",
        ),
        PROJECT,
    ),
    "version": (
        "pydock.commands.system.version",
        (*(*ASKING, *TYPES_OF_SYSTEM, "pydock.api.system"), "pydock.commands.shared.client_info"),
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
    (tmp_path / "compose.yaml").write_text(FILE)
    loaded = modules_loaded_by(words.split(), empty_engine, tmp_path / "modules")
    assert command in loaded
    unwanted = loaded - modules_with(libraries)
    assert sorted(name for name in unwanted if not may_load(name, (command, *own))) == []


def modules_loaded_by(words: list[str], host: str, report: Path) -> set[str]:
    """The names of all modules that are loaded when pydock ends."""
    subprocess.run(
        [sys.executable, "-c", PROBE, str(report), *words],
        env={"DOCKER_HOST": host, "HOME": str(report.parent), "PYDOCK_COMPOSE": "own"},
        cwd=report.parent,
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
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"unix://{tmp_path}/engine.sock"
        server.shutdown()
