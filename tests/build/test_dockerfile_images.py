"""Which registries a Dockerfile names."""

from __future__ import annotations

import pytest

from pydock.build.dockerfile_images import images_of_dockerfile, references

HUB = "docker.io"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM scratch", set()),
        ("FROM alpine", {HUB}),
        ("from  --platform=$BUILDPLATFORM a.io/b:1 as Build\nFROM build\nCOPY --from=build / /",
         {"a.io"}),
        ("FROM a.io/x\nCOPY --from=b.io/y@sha256:1 / /\nADD --from=0 / /", {"a.io", "b.io"}),
        ("FROM a.io/x\nRUN --mount=type=bind,from=b.io/y,target=/m --mount=from=c.io/z true",
         {"a.io", "b.io", "c.io"}),
        ("# syntax=docker.io/docker/dockerfile:1\n# escape=`\nFROM `\n  a.io/x", {HUB, "a.io"}),
        ("# a comment\n# syntax=evil.io/x\nFROM a.io/x", {"a.io"}),
        ("FROM \\\n# a comment\n  a.io/x", {"a.io"}),
        ("ARG R=a.io\nARG N=${R}/x\nFROM $N", {"a.io"}),
        ("ARG R='a.io'\nFROM ${R:-b.io}/x\nFROM ${Q:-c.io}/x\nFROM ${R:+d.io}/x",
         {"a.io", "c.io", "d.io"}),
        ("ARG GIVEN=a.io\nFROM $GIVEN/x", {"given.io"}),
        ("FROM a.io/x-$TARGETARCH\nFROM b.io/$UNSET\nFROM base-$TARGETARCH", {"a.io", "b.io", HUB}),
        ("FROM a.io/x\nONBUILD COPY --from=b.io/y / /", {"a.io", "b.io"}),
        ("FROM localhost:5000/x", {"localhost:5000"}),
        ("FROM $UNSET", None),
        ("FROM ${UNSET}/x", None),
        ("FROM ${GIVEN%x}/x", None),
        ("ARG A=$B\nARG B=$A\nFROM $A", None),
        ("", set()),
    ],
)  # fmt: skip
def test_registries(text: str, expected: set[str] | None) -> None:
    names = images_of_dockerfile(text.encode(), {"GIVEN": "given.io"})
    found = None if names is None else {image.registry for image in references(names)}
    assert found == expected


def test_images_keep_what_of_their_names_is_known() -> None:
    names = images_of_dockerfile(b"FROM a.io/x/y:1\nFROM b.io/$UNSET\nFROM z", {})
    assert names is not None
    assert set(names) == {"a.io/x/y:1", "b.io/$UNSET", "z"}
    assert {str(image) for image in references(names)} == {
        "a.io/x/y:1", "b.io/", "docker.io/library/z",
    }  # fmt: skip


def test_the_frontend_may_be_a_build_argument() -> None:
    arguments = {"BUILDKIT_SYNTAX": "a.io/frontend"}
    names = images_of_dockerfile(b"FROM scratch", arguments)
    assert names == frozenset({"a.io/frontend"})


def test_names_that_double_60_times_are_given_up() -> None:
    lines = ["ARG A0=x", *(f"ARG A{n}=$A{n - 1}$A{n - 1}" for n in range(1, 60)), "FROM $A59/x"]
    assert images_of_dockerfile("\n".join(lines).encode(), {}) is None
