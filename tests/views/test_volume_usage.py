"""What uses the space of a volume."""

from __future__ import annotations

from pydock.views.volume_usage import usage_rows

FILES = [
    (b"", True, 0),
    (b"logs", True, 0),
    (b"logs/old", True, 0),
    (b"logs/old/1", False, 600),
    (b"logs/new", False, 100),
    (b"data", False, 300),
    (b"link", False, 0),
]


def rows(depth: int, largest: int = 0) -> list[tuple[str, str, str, str]]:
    found = usage_rows(FILES, depth, largest)
    return [(row.Path(), row.Bytes(), row.Share(), row.Files()) for row in found]


def test_the_largest_first_below_the_whole() -> None:
    assert rows(1) == [
        ("/", "1000", "100.0%", "4"),
        ("/logs/", "700", "70.0%", "2"),
        ("/data", "300", "30.0%", "1"),
        ("/link", "0", "0.0%", "1"),
    ]


def test_down_to_a_depth() -> None:
    assert [path for path, *_ in rows(0)] == ["/"]
    assert [path for path, *_ in rows(2)] == [
        *("/", "/logs/", "/logs/old/", "/data", "/logs/new", "/link")
    ]


def test_some_of_the_largest() -> None:
    assert [path for path, *_ in rows(2, largest=2)] == ["/", "/logs/", "/logs/old/"]


def test_an_empty_volume() -> None:
    [row] = usage_rows([], 1, 0)
    assert (row.Path(), row.Share()) == ("/", "0.0%")
