from __future__ import annotations

import pytest

from pydock.build.buildkit.messages.solver import Position, Range, SourceInfo
from pydock.build.buildkit.progress.source_excerpt import excerpt

DOCKERFILE = SourceInfo("Dockerfile", b"\n".join(b"line %d" % number for number in range(1, 11)))


def lines(*spans: tuple[int, int]) -> list[Range]:
    return [Range(Position(first), Position(last)) for first, last in spans]


def shown(text: str) -> list[str]:
    """The numbers of the lines, marked ones with a star."""
    found = [row for row in text.splitlines() if " | " in row]
    return [row.split()[0] + ("*" if ">>>" in row else "") for row in found]


def test_a_place() -> None:
    assert excerpt(SourceInfo("d/Dockerfile", b"FROM a\nFOO b"), lines((2, 2))) == (
        "d/Dockerfile:2\n"
        "--------------------\n"
        "   1 |     FROM a\n"
        "   2 | >>> FOO b\n"
        "--------------------\n"
    )


@pytest.mark.parametrize(
    ("spans", "numbers"),
    [
        ([(5, 5)], ["3", "4", "5*", "6", "7"]),
        ([(1, 1)], ["1*", "2", "3"]),
        ([(10, 10)], ["8", "9", "10*"]),
        ([(4, 5)], ["3", "4*", "5*", "6"]),
        ([(3, 3), (5, 5)], ["2", "3*", "4", "5*", "6"]),
        ([(9, 99)], ["8", "9*", "10*"]),
        ([(11, 12)], []),
        ([(0, 0)], []),
        ([], []),
    ],
)
def test_lines_around(spans: list[tuple[int, int]], numbers: list[str]) -> None:
    assert shown(excerpt(DOCKERFILE, lines(*spans))) == numbers


def test_an_unknown_file() -> None:
    assert excerpt(None, lines((1, 1))) == ""
