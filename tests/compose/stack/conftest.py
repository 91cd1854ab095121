"""Compose files from texts, with files and variables around them."""

from __future__ import annotations

import errno
from collections.abc import Callable

import pytest

from pydock.compose.stack.loading import ConfigDetails, load, parse
from pydock.compose.stack.project import Project

FILES = {
    "/srv/one.env": b"A=1\n# comment\nHOME\nNOT_SET\nB=\n",
    "/srv/two.env": b"A=2\n",
    "/srv/one.txt": b"first",
    "/srv/sub/two.txt": b"second",
}
ENVIRON = {"HOME": "/home/me", "TAG": "1.2", "B": "from here"}


def read_file(path: str) -> bytes:
    if path not in FILES:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", path)
    return FILES[path]


Load = Callable[..., Project]


@pytest.fixture
def load_texts() -> Load:
    """Loads one or more texts as the files 1.yml, 2.yml, ... in the directory /srv."""

    def load_them(*texts: str, environ: dict[str, str] = ENVIRON) -> Project:
        sources = [parse(f"{n}.yml", text.encode()) for n, text in enumerate(texts, start=1)]
        return load(sources, ConfigDetails("/srv", environ, read_file))

    return load_them
