"""What a terminal shows: tables in windows of 40, 80 and 200 columns, in three locales."""

from __future__ import annotations

import fcntl
import itertools
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyte
import pytest

from pydock.commands.container.stats import CLEAR_BELOW
from tests.support.engine import PlayedEngine, served
from tests.support.packages import need_package
from tests.support.screen import lines_of

CONTAINER = {
    "Id": "4f1f6ad1b3c2" * 5,
    "Image": "registry.example/team/frontend-with-a-long-name:2025-11",
    "Command": "/docker-entrypoint.sh nginx -g 'daemon off;'",
    "Created": 1_700_000_000,
    "Status": "Up 3 minutes (healthy)",
    "Ports": [
        {"IP": "0.0.0.0", "PrivatePort": 80, "PublicPort": 8080, "Type": "tcp"},
        {"IP": "::", "PrivatePort": 80, "PublicPort": 8080, "Type": "tcp"},
    ],
    "Names": ["/shop-café-1"],
}
IMAGE = {
    "Id": "sha256:" + "ab" * 32,
    "RepoTags": ["registry.example/team/frontend-with-a-long-name:2025-11-stable"],
    "Created": 1_700_000_000,
    "Size": 123_456_789,
}
VOLUME = {"Name": "d1" * 32, "Driver": "local"}
ANSWERS: dict[str, Any] = {
    "GET /containers/json": [CONTAINER],
    "GET /images/json": [IMAGE],
    "GET /volumes": {"Volumes": [VOLUME]},
    "GET /images/search": [
        {"name": "team/nginx", "description": "A web server " * 9, "star_count": 7}
    ],
}
ANSWERS["GET /containers/web/stats"] = {
    "name": "/shop-café-1",
    "id": "4f1f6ad1b3c2" * 5,
    "memory_stats": {"usage": 123_456_789, "limit": 8 << 30},
    "networks": {"eth0": {"rx_bytes": 123_456_789, "tx_bytes": 98_765_432}},
    "pids_stats": {"current": 12},
}
FIRST, SECOND = "4f1f6ad1b3c2", "9d1a5c0e7f33"


def layer(id: str, status: str, current: int = 0, total: int = 0) -> dict[str, Any]:
    detail = {"current": current, "total": total} if total else {}
    return {"status": status, "progressDetail": detail, "id": id}


#: layers in progress, then an error, which leaves them on the screen
STREAMS = {
    "POST /images/create": [
        {"status": "Pulling from library/x", "id": "latest"},
        layer(FIRST, "Pulling fs layer"),
        layer(SECOND, "Pulling fs layer"),
        layer(FIRST, "Downloading", 12_345_678, 123_456_789),
        layer(SECOND, "Verifying Checksum"),
        layer(SECOND, "Download complete"),
    ],
    "POST /images/docker.io/library/x/push": [
        {"status": "The push refers to repository [docker.io/library/x]"},
        layer(FIRST, "Preparing"),
        layer(SECOND, "Preparing"),
        layer(FIRST, "Pushing", 12_345_678, 123_456_789),
        layer(SECOND, "Layer already exists"),
    ],
    "POST /images/load": [
        layer(SECOND, "Loading layer", 1_234, 2_048),
        layer(SECOND, "Loading layer", 2_048, 2_048),
        layer(FIRST, "Loading layer", 12_345_678, 123_456_789),
    ],
}
FAILURE = {"error": "connection reset", "errorDetail": {"message": "connection reset"}}
for endpoint, messages in STREAMS.items():
    ANSWERS[endpoint] = b"".join(json.dumps(one).encode() + b"\r\n" for one in [*messages, FAILURE])
COMMANDS = ("ps", "images --format table", "volume ls", "search nginx", "stats web")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(PlayedEngine(ANSWERS), tmp_path_factory.mktemp("engine") / "s") as address:
        yield address


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the locale de_DE.ISO-8859-1."""
    need_package("locales", is_installed=Path("/usr/share/i18n/charmaps/ISO-8859-1.gz").exists())
    directory = tmp_path_factory.mktemp("locales")
    name = directory / "de_DE.ISO-8859-1"
    subprocess.run(["localedef", "-i", "de_DE", "-f", "ISO-8859-1", name], check=True)
    return directory


def written(columns: int, line: list[bytes], environ: dict[str, str], status: int = 0) -> bytes:
    """What pydock writes to a terminal of that many columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    child = subprocess.Popen(
        [sys.executable, "-m", "pydock", *line],
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=slave,
        env={"TERM": "xterm", "DOCKER_CONFIG": "/nonexistent", **environ},
        cwd=Path(__file__).parents[2],
    )
    os.close(slave)
    found = b""
    while True:
        try:
            data = os.read(master, 65536)
        except OSError:  # the terminal is closed when the program ends
            data = b""
        if not data:
            break
        found += data
    os.close(master)
    assert child.wait() == status, found
    return found


def screen(columns: int, output: bytes, encoding: str) -> list[str]:
    shown = pyte.Screen(columns, 24)
    pyte.Stream(shown).feed(output.decode(encoding))
    return [line for line in lines_of(shown) if line]


@pytest.mark.parametrize(
    ("command", "columns"),
    [
        *itertools.product(COMMANDS, (40, 80, 200)),
        ("images", 80),  # with less room, a long name has a line of its own, as in docker 29
        ("images", 200),
    ],
)
@pytest.mark.parametrize(
    ("locale", "encoding"),
    [("C", "ascii"), ("de_DE.ISO-8859-1", "iso-8859-1"), ("C.UTF-8", "utf-8")],
)
def test_tables_fit_the_window_in_every_locale(
    host: str, locales: Path, columns: int, locale: str, encoding: str, command: str
) -> None:
    environ = {"DOCKER_HOST": host, "LC_ALL": locale, "LOCPATH": str(locales)}
    if locale != "de_DE.ISO-8859-1":
        del environ["LOCPATH"]
    output = written(columns, [word.encode() for word in command.split()], environ)
    lines = screen(columns, output, encoding)
    printed = output.decode(encoding).removesuffix(CLEAR_BELOW)
    assert len(printed.strip().split("\n")) == len(lines)  # none is wrapped
    if command == "ps":
        assert len(lines) == 2
        name = {"ascii": "shop-caf?-1"}.get(encoding, "shop-café-1")
        assert lines[1].endswith(name)
        assert ("COMMAND" in lines[0]) is (columns > 40)
        if columns == 200:
            assert lines[1].split("   ")[2].strip() == (
                '"/docker-entrypoint.…"' if encoding == "utf-8" else '"/docker-entrypoint.~"'
            )


@pytest.mark.parametrize(
    ("command", "moving", "final"),
    [
        ("pull", "Downloading", "Download complete"),
        ("push", "Pushing", "Layer already exists"),
        ("load", "Loading layer", "Loading layer"),
    ],
)
@pytest.mark.parametrize(
    ("columns", "right"),
    [
        (40, "     9%"),
        (80, f" =={'_' * 19} 12.35MB/123.5MB"),
        (200, f" =={'_' * 22} 12.35MB/123.5MB"),
    ],
)
@pytest.mark.parametrize(
    ("locale", "encoding"),
    [("C", "ascii"), ("de_DE.ISO-8859-1", "iso-8859-1"), ("C.UTF-8", "utf-8")],
)
def test_progress_has_whole_words_and_signs_of_the_locale(
    host: str,
    locales: Path,
    columns: int,
    right: str,
    locale: str,
    encoding: str,
    command: str,
    moving: str,
    final: str,
) -> None:
    environ = {"DOCKER_HOST": host, "LC_ALL": locale}
    if locale == "de_DE.ISO-8859-1":
        environ["LOCPATH"] = str(locales)
    line = [b"load"] if command == "load" else [command.encode(), b"x"]
    lines = screen(columns, written(columns, line, environ, status=1), encoding)
    done = "━" if encoding == "utf-8" else "="
    rest = "." if encoding == "ascii" else "·"
    (ended,) = [line for line in lines if line.startswith(f"{SECOND}: {final}")]
    (active,) = [line for line in lines if line.startswith(f"{FIRST}: {moving} ")]
    assert active.endswith(right.replace("=", done).replace("_", rest))
    if command == "load":
        assert ended.endswith("    100%" if columns == 40 else " 2.048kB/2.048kB")
        assert len(ended) == len(active)  # their columns are the same
    else:
        assert ended == f"{SECOND}: {final}"


def test_no_trunc_a_format_and_a_pipe_are_left_alone(host: str) -> None:
    environ = {"DOCKER_HOST": host, "LC_ALL": "C.UTF-8"}
    whole = written(200, [b"ps", b"--no-trunc"], environ)
    assert written(40, [b"ps", b"--no-trunc"], environ) == whole
    table = [b"ps", b"--format", b"table {{.Image}}\\t{{.Command}}\\t{{.Names}}"]
    assert written(40, table, environ) == written(200, table, environ)
    piped = subprocess.run(
        [sys.executable, "-m", "pydock", "ps"],
        env={**environ, "DOCKER_CONFIG": "/nonexistent", "COLUMNS": "40"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
    ).stdout
    assert piped.decode().splitlines() == screen(200, written(200, [b"ps"], environ), "utf-8")


def test_arguments_pass_as_the_bytes_that_they_are(host: str, locales: Path) -> None:
    environ = {"DOCKER_HOST": host, "LC_ALL": "de_DE.ISO-8859-1", "LOCPATH": str(locales)}
    format = "{{.ID}} caf\xe9".encode("latin-1")
    assert written(80, [b"ps", b"--format", format], environ) == b"4f1f6ad1b3c2 caf\xe9\r\n"
    piped = subprocess.run(
        [sys.executable, "-m", "pydock", "ps", "--format", format],
        env={**environ, "DOCKER_CONFIG": "/nonexistent"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
    ).stdout
    assert piped == b"4f1f6ad1b3c2 caf\xe9\n"
