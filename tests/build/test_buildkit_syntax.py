from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.build.buildkit_syntax import buildkit_feature


@pytest.mark.parametrize(
    ("text", "feature", "line"),
    [
        ("# syntax=docker/dockerfile:1\nFROM x\n", "# syntax=", 1),
        ("\ufeff#syntax = a\nFROM x\n", "# syntax=", 1),
        ("#!/usr/bin/env pydock\n# syntax=a\nFROM x\n", "# syntax=", 2),
        ("# escape=`\n# SYNTAX=a\nFROM x\n", "# syntax=", 2),
        ("FROM x\nRUN --mount=type=cache,target=/c true\n", "RUN --mount", 2),
        ("FROM x\nrun --network=none true\n", "RUN --network", 2),
        ("FROM x\nRUN \\\n # why\n\n  --mount=type=ssh \\\n  true\n", "RUN --mount", 2),
        ("# escape=`\nFROM x\nRUN `\n --security=insecure true\n", "RUN --security", 3),
        ("FROM x\nONBUILD RUN --mount=type=cache,target=/c true\n", "RUN --mount", 2),
        ("FROM x\nCOPY --from=0 --link a b\n", "COPY --link", 2),
        ("FROM x\nCOPY --chown=1 --chmod=755 a b\n", "COPY --chmod", 2),
        ("FROM x\nADD --checksum=sha256:1 http://a b\n", "ADD --checksum", 2),
        ("FROM x\nADD --keep-git-dir=true http://a b\n", "ADD --keep-git-dir", 2),
        ("FROM x\nRUN <<EOF\necho 1\nEOF\n", "RUN <<EOF", 2),
        ("FROM x\nCOPY <<-'one' <<two /\n1\n\tone\n2\ntwo\n", "COPY <<one", 2),
        ("FROM x\r\nRUN <<EOF\r\necho\r\nEOF\r\n", "RUN <<EOF", 2),
        ("FROM --platform=$BUILDPLATFORM x\n", "FROM --platform=$BUILDPLATFORM", 1),
        ("FROM --platform=linux/${TARGETARCH} x\n", "FROM --platform=$TARGETARCH", 1),
    ],
)
def test_what_only_buildkit_builds(text: str, feature: str, line: int) -> None:
    assert buildkit_feature(text.encode()) == (feature, line)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FROM x\n# syntax=late\nRUN true\n",
        "\n# syntax=after-an-empty-line\nFROM x\n",
        "# a comment\n# syntax=after-a-comment\nFROM x\n",
        "FROM x\n# RUN --mount=type=cache\nRUN true\n",
        "FROM x\nRUN prog --mount=a\n",
        'FROM x\nRUN ["prog", "--mount=a"]\n',
        "FROM x\nCOPY --from=0 --chown=1:2 a b\n",
        "FROM x\nRUN cat <<EOF\n",
        "FROM x\nRUN echo $((1<<a))\n",
        "FROM x\nENV a=<<EOF\nEOF\n",
        "FROM --platform=linux/arm64 x\n",
        "ARG BUILDPLATFORM=linux/amd64\nFROM --platform=$BUILDPLATFORM x\n",
        "FROM --platform=$MINE x\n",
    ],
)
def test_what_either_builder_builds(text: str) -> None:
    assert buildkit_feature(text.encode()) is None


@given(st.binary(max_size=200) | st.text("FROM RUN--mount=#\\`<EO\n").map(str.encode))
def test_any_bytes(content: bytes) -> None:
    buildkit_feature(content)
