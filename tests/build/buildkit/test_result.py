"""The error of a failed build."""

from __future__ import annotations

import json

import pytest

from pydock.build.buildkit.grpc import CallFailed
from pydock.build.buildkit.messages.errors import Any, FailedSource, FailedVertex, Status
from pydock.build.buildkit.messages.solver import Position, Range, SourceInfo
from pydock.build.buildkit.result import BuildResult, failure

SOURCE = FailedSource(
    SourceInfo("Dockerfile", b"FROM x\n"), [Range(Position(1, 0), Position(2, 3))]
)
AS_JSON = {
    "info": {"filename": "Dockerfile", "data": "RlJPTSB4Cg==", "definition": {"def": []}},
    "ranges": [{"start": {"line": 1}, "end": {"line": 2, "character": 3}}],
}
PREFIX = "github.com/moby/buildkit/errdefs."


@pytest.mark.parametrize(
    ("vertex", "source"),
    [
        (FailedVertex("sha256:1").encode(), SOURCE.encode()),
        (b'{"digest":"sha256:1"}', json.dumps(AS_JSON).encode()),
    ],
)
def test_step_and_place(vertex: bytes, source: bytes) -> None:
    details = [
        Any("github.com/moby/buildkit/stack.Stack+json", b"{}"),
        Any(f"{PREFIX}Source+json", source),
        Any(f"{PREFIX}Vertex+json", vertex),
    ]
    found = failure(CallFailed(2, "it broke", Status(2, "it broke", details)))
    assert found.message == "failed to solve: it broke"
    assert (found.vertex, found.sources) == ("sha256:1", (SOURCE,))


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"{",
        b"{}",
        b"\xff",
        b'{"digest":',
        b'{"info":null}',
        b'{"info":{"filename":"a"},"ranges":[5]}',
        b'{"info":{"filename":"a","data":"!"}}',
    ],
)
def test_invalid_details_are_omitted(value: bytes) -> None:
    for kind in ("Vertex", "Source"):
        details = [Any(f"{PREFIX}{kind}+json", value)]
        found = failure(CallFailed(2, "it broke", Status(2, "", details)))
        assert found.message == "failed to solve: it broke"
        assert found.vertex == ""


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ({}, ""),
        ({"containerimage.digest": "sha256:1"}, "sha256:1"),
        ({"containerimage.config.digest": "sha256:2"}, "sha256:2"),
    ],
)
def test_the_image_of_a_build(response: dict[str, str], expected: str) -> None:
    assert BuildResult(response).image_id == expected
