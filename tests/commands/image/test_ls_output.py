"""`images` beside docker 29, screen by screen, with the images of both kinds of image store.

`tests/data/image-lists.json` has what an engine 29.7 answered with the image store of containerd
(`store`) and with its own (`graph`).
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import termios
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pyte
import pytest

from tests.engine.program import Program
from tests.parity.recorder import Recorder, Request, running
from tests.support.recordings import Oracle, plain
from tests.support.screen import lines_of

LISTS = json.loads((Path(__file__).parents[2] / "data/image-lists.json").read_text())
ROWS = 50
#: three days, and a minute in which the clock goes on
AGE_SECONDS = 3 * 86_400 + 60
LINES = (
    "images",
    "images -a",
    "images --tree",
    "images --tree -a",
    "images --no-trunc",
    "images -q",
    "images --digests",
    "images -f dangling=true",
    "images multi",
    "images --tree multi",
    "images no-such",
)


TABLES = ("images --no-trunc", "images --digests")


class Window(NamedTuple):
    """Where the list is shown: a terminal with as many columns, 0 for a pipe."""

    columns: int
    environ: Mapping[str, str] = {}


WINDOWS = {
    "80": Window(80),
    "120": Window(120),
    "200": Window(200),
    "30": Window(30),
    "no-color": Window(100, {"NO_COLOR": "1"}),
    "pipe": Window(0),
}


class Engine(Recorder):
    """An engine with recorded images."""

    def __init__(self, socket: Path, images: list[dict[str, Any]]) -> None:
        super().__init__(socket)
        self.api_version = "1.55"
        self.images = images

    def answer(self, request: Request, headers: Mapping[str, str]) -> tuple[int, Any]:
        if request.path != "/images/json":
            return super().answer(request, headers)
        filters = request.query.get("filters") or {}
        found = self.images
        if "reference" in filters:
            (name,) = filters["reference"]
            found = [
                image
                for image in found
                if any(tag.startswith(f"{name}:") for tag in image["RepoTags"] or ())
            ]
        if "dangling" in filters:
            found = [image for image in found if not image["RepoTags"]]
        if not request.query.get("manifests"):
            found = [{k: v for k, v in image.items() if k != "Manifests"} for image in found]
        now = int(time.time()) - AGE_SECONDS
        return 200, [{**image, "Created": now - age} for age, image in enumerate(found)]


def in_order(line: str, lines: list[str]) -> list[str]:
    """The lines; sorted where docker's own order is random, in its tables."""
    return sorted(lines) if line in TABLES else lines


def shown(program: Program, line: str, window: Window) -> dict[str, object]:
    """What the program writes, and the screen that this makes."""
    environ = {**program.environ, **window.environ, "TERM": "xterm-256color"}
    argv = [*program.argv, *line.split()]
    if not window.columns:
        done = subprocess.run(argv, env=environ, capture_output=True, text=True, check=False)
        written = in_order(line, done.stdout.split("\n"))
        return {"written": written, "errors": done.stderr, "status": done.returncode}
    keyboard, device = pty.openpty()
    fcntl.ioctl(device, termios.TIOCSWINSZ, struct.pack("4H", ROWS, window.columns, 0, 0))
    child = subprocess.Popen(argv, env=environ, stdin=device, stdout=device, stderr=device)
    os.close(device)
    data = b""
    with suppress(OSError):  # EIO once the program has ended
        while piece := os.read(keyboard, 65536):
            data += piece
    os.close(keyboard)
    screen = pyte.Screen(window.columns, ROWS)
    pyte.ByteStream(screen).feed(data)
    lines = "\n".join(lines_of(screen)).rstrip().split("\n")
    return {
        "written": in_order(line, data.decode().split("\r\n")),
        "screen": lines if line not in TABLES else [],
        "status": child.wait(),
    }


@pytest.mark.parametrize(
    ("line", "window"),
    [
        (line, window)
        for line in LINES
        for window in WINDOWS
        if line != "images --digests" or window == "pipe"  # pydock's table fits a terminal
    ],
)
@pytest.mark.parametrize("store", LISTS)
def test_same_screen(
    store: str, line: str, window: str, pydock_alone: Program, oracle: Oracle, tmp_path: Path
) -> None:
    with running(Engine(tmp_path / "engine.sock", LISTS[store])) as engine:
        pydock_alone.environ.update(DOCKER_HOST=engine.host, TZ="UTC")

        def by_docker(docker: str) -> dict[str, object] | None:
            if docker == oracle.docker:
                return None  # docker 28 has another view, in random order
            theirs = Program([docker], tmp_path, engine.host)
            theirs.environ["TZ"] = "UTC"
            return shown(theirs, line, WINDOWS[window])

        ours = shown(pydock_alone, line, WINDOWS[window])
        assert plain(ours) == oracle([line, WINDOWS[window], LISTS[store]], by_docker)
