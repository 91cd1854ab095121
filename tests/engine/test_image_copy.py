"""`image copy` between two real engines, one of them behind TLS."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.trees import plant
from tests.conftest import Engine, pydock_argv
from tests.engine.conftest import TlsEngine
from tests.engine.engine_proxy import engine_proxy
from tests.engine.program import Program

pytestmark = pytest.mark.any_api

CONTENT = os.urandom(300_000)


@pytest.fixture
def other(tls_engine: TlsEngine, tmp_path: Path) -> Program:
    """pydock on the other engine."""
    return tls_engine.trusted(pydock_argv(), tmp_path)


@pytest.fixture
def image(pydock: Program, other: Program, name: str, tmp_path: Path) -> Iterator[str]:
    """An image of two layers: busybox, which both engines have, and a file."""
    context = tmp_path / "context"
    plant(context, {"Dockerfile": "FROM busybox\nCOPY file /\n", "file": CONTENT})
    pydock("build", "-q", "-t", f"{name}:1", str(context), env={"DOCKER_BUILDKIT": "0"}).ok()
    yield f"{name}:1"
    for program in (pydock, other):
        program("rmi", "-f", f"{name}:1", f"{name}:2")


def content(program: Program, image: str) -> bytes:
    return program("run", "--rm", "--network", "none", image, "cat", "/file").ok().out_bytes


def test_the_layers_of_busybox_stay_where_they_are(
    engine: Engine, tls_engine: TlsEngine, other: Program, image: str
) -> None:
    words = ("image", "copy", image, "--from", engine.host, "--to", tls_engine.host)
    planned = other(*words, "--dry-run").ok().out
    assert f"\n{image}\nWould send 3" in planned
    assert other("image", "inspect", image).status == 1
    copied = other(*words).ok()
    assert copied.err == ""
    assert re.search(r"^[0-9a-f]{12}: Already exists, \d\.\d+MB$", copied.out, re.MULTILINE)
    assert re.search(r"^Sent 3\d\d.*kB, 1 layer; already there: \d\..*, 1 layer$", copied.out, re.M)
    assert content(other, image) == CONTENT
    assert re.search(r"^Sent .*, 0 layers", other(*words).ok().out, re.M)


def test_an_image_comes_back_under_its_other_names(
    engine: Engine, tls_engine: TlsEngine, pydock: Program, other: Program, image: str
) -> None:
    other("image", "copy", image, "--from", engine.host, "--to", tls_engine.host).ok()
    pydock("rmi", image).ok()
    second = f"{image[:-1]}2"
    other("tag", image, second).ok()
    found = other("image", "copy", "-q", image, second, "--to", engine.host).ok()
    assert found.out == f"{image}\n{second}\n"
    assert content(pydock, image) == content(pydock, second) == CONTENT


def test_an_engine_that_goes_away(
    engine: Engine, tls_engine: TlsEngine, other: Program, image: str, tmp_path: Path
) -> None:
    """As the source; the target keeps nothing of the image."""
    with engine_proxy(tmp_path, engine.host, "/images") as proxy:
        found = other("image", "copy", image, "--from", proxy.host, "--to", tls_engine.host)
    assert found.status == 1
    assert found.err.count("\n") == 1
    assert other("image", "inspect", image).status == 1
