"""Tables as docker aligns them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.golang.tabwriter import align, display_width


@pytest.mark.parametrize(
    ("text", "aligned"),
    [
        ("", ""),
        ("no columns\n", "no columns\n"),
        ("NAME\tID\nweb\t1\n", "NAME      ID\nweb       1\n"),
        ("NAME\tID\na-long-name\t1\n", "NAME          ID\na-long-name   1\n"),
        ("A\tB\tC\n1\t\t3\n", "A         B         C\n1                   3\n"),
        ("A\tB\n1\t\n", "A         B\n1         \n"),
        ("A\t\tB\t\n", "A                   B         \n"),
        ("世界\tx\nab\ty\n", "世界      x\nab        y\n"),
        # a line without the column ends it: what is below has a width of its own
        ("long-long-long\tx\nb\nc\tz\n", "long-long-long   x\nb\nc         z\n"),
        ("a\tlonger-than-ten\tz\nb\ty\nc\td\tz\n",
         "a         longer-than-ten   z\nb         y\nc         d         z\n"),
    ],
)  # fmt: skip
def test_align(text: str, aligned: str) -> None:
    assert align(text) == aligned


def test_columns_can_be_wider() -> None:
    assert align("A\tB\n1\t2\n", 20) == f"A{'':19}B\n1{'':19}2\n"


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("世界", 4),
        ("한글", 4),
        ("Ａ", 2),
        ("ｱ", 1),
        ("ｶﾞ", 1),
        ("é", 1),
        ("e\u0301", 1),
        ("हिन्दी", 3),
        ("😀", 2),
        ("👍🏽", 2),
        ("❤️", 1),
        ("👨‍👩‍👧", 2),
        ("👩🏽‍💻", 2),
        ("🇩🇪", 1),
        ("🇩🇪🇫🇷", 2),
        ("a\u200db", 2),
        ("…", 1),
        ("\u00ad", 0),
        ("a\x1b[1mb", 5),
        ("\x7f", 0),
    ],
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


CELLS = st.text(st.characters(exclude_characters="\t\n", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=6))
def test_cells_keep_their_text_and_columns_their_place(rows: list[list[str]]) -> None:
    lines = align("\n".join("\t".join(row) for row in rows)).split("\n")
    for row, line in zip(rows, lines, strict=False):
        assert line.replace(" ", "") == "".join(row).replace(" ", "")
        assert line.endswith(row[-1])
    same = [row for row in rows if len(row) == 3]
    if len(same) == len(rows):
        starts = {
            display_width(line[: len(line) - len(row[-1])])
            for row, line in zip(rows, lines, strict=True)
        }
        assert len(starts) <= 1
