"""Plots of one line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pydock.terminal.locale_encoding import encoded
from pydock.views.sparkline import sparkline


@pytest.mark.parametrize(
    ("values", "columns", "plot"),
    [
        ((), 4, "    "),
        ((0, 0), 4, "  ▁▁"),
        ((0, 5, 10), 4, " ▁▅█"),
        ((9, 0, 5, 10), 3, "▁▅█"),  # the last ones
        ((-1, 1e9), 2, "▁█"),
        ((1,), 0, ""),
    ],
)
def test_a_character_a_value(values: Sequence[float], columns: int, plot: str) -> None:
    assert sparkline(values, columns, 1.0) == plot


def test_low_values_stay_low() -> None:
    assert sparkline((1.0, 5.0, 10.0), 3, 10.0) == "▂▅█"
    assert sparkline((0.1, 0.2), 2, 10.0) == "▁▁"


def test_it_has_the_same_length_in_ascii() -> None:
    plot = sparkline(range(8), 8, 1.0)
    assert plot == "▁▂▃▄▅▆▇█"
    assert encoded(plot, {"LC_ALL": "C"}) == b"_.:-=+*#"
