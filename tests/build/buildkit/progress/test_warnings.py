from __future__ import annotations

from pydock.build.buildkit.messages.control import VertexWarning
from pydock.build.buildkit.messages.solver import Position, Range, SourceInfo
from pydock.build.buildkit.progress.warnings import warnings_text

WARNING = VertexWarning(
    short=b"Casing: wrong (line 1)",
    detail=[b"It should be upper case"],
    url="https://example.com/casing",
    info=SourceInfo("Dockerfile", b"from a"),
    ranges=[Range(Position(1), Position(1))],
)


def test_in_short() -> None:
    text = warnings_text([WARNING], program="docker", debug=False, colour=False)
    assert text == (
        "\n 1 warning found (use docker --debug to expand):\n - Casing: wrong (line 1)\n"
    )


def test_in_full() -> None:
    text = warnings_text([WARNING] * 2, program="docker", debug=True, colour=False)
    assert text.startswith("\n 2 warnings found:\n - Casing: wrong (line 1)\n")
    assert (
        "\nIt should be upper case\nMore info: https://example.com/casing\nDockerfile:1\n" in text
    )
    assert text.count("   1 | >>> from a\n") == 2
    assert text.endswith("--------------------\n\n")


def test_in_colour() -> None:
    text = warnings_text([WARNING], program="docker", debug=False, colour=True)
    assert text.startswith("\n \x1b[33m1 warning found")
    assert text.endswith(":\n\x1b[0m - Casing: wrong (line 1)\n")


def test_none() -> None:
    assert warnings_text([], program="docker", debug=True, colour=True) == ""
