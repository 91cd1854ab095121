"""`image explain`, `diff` and `tree` of an image that a real engine has built and saves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.trees import plant
from tests.engine.program import Program

pytestmark = pytest.mark.any_api

DOCKERFILE = """\
FROM busybox
COPY file /data/file
RUN echo 1 > /data/small && rm /data/file
ENV TOKEN=never-shown
"""


@pytest.fixture
def image(pydock: Program, name: str, tmp_path: Path) -> Iterator[str]:
    context = tmp_path / "context"
    plant(context, {"Dockerfile": DOCKERFILE, "file": b"x" * 300_000})
    pydock("build", "-q", "-t", name, str(context), env={"DOCKER_BUILDKIT": "0"}).ok()
    yield name
    pydock("rmi", "-f", name)


def test_a_removed_file_is_found(pydock: Program, image: str) -> None:
    done = pydock("image", "explain", "--format", "json", image).ok()
    found = json.loads(done.out)
    assert "never-shown" not in done.out
    assert found["Dockerfile"].endswith("ENV TOKEN=***\n")
    assert found["Wasted"][0] == {"Path": "/data/file", "Layers": 2, "Size": 300_000}
    assert [one["Largest"][0]["Path"] for one in found["Layers"][-2:]] == [
        "/data/file",
        "/data/small",
    ]
    assert {"Variable": "TOKEN"} in found["Secrets"]
    checked = pydock("image", "explain", "--ci", "--max-wasted", "200k", image)
    assert (checked.status, checked.out.splitlines()[1][:4]) == (1, "FAIL")


def test_what_it_adds_to_its_base(pydock: Program, image: str) -> None:
    done = pydock("image", "diff", "busybox", image)
    assert (done.status, done.err) == (1, "")
    assert "  + Env TOKEN: ***\n" in done.out
    assert "  + /data/: 1 file below, 2B\n" in done.out
    assert pydock("image", "diff", image, image).ok().out == ""


def test_its_layers_are_upon_those_of_its_base(pydock: Program, image: str) -> None:
    found = [
        json.loads(line) for line in pydock("image", "tree", "--format=json").ok().out.splitlines()
    ]
    [one] = [one for one in found if any(image in name for name in one["Names"])]
    assert one["Layers"] == 3
    assert one["SharedLayers"] >= 1
