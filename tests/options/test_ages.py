"""Ages of objects."""

import pytest

from pydock.options.ages import parse_age

HOUR = 3600 * 10**9


@pytest.mark.parametrize(
    "text, hours",
    [("12h", 12), ("7d", 168), ("2w", 336), ("1w1d1h", 193), ("1d30m", 24.5), ("0", 0)],
)
def test_an_age(text: str, hours: float) -> None:
    assert parse_age(text) == hours * HOUR


@pytest.mark.parametrize("text", ["", "d", "1", "-1h", "1d-30h", "1h1d", "x", "1d x", "1.5d"])
def test_an_invalid_age(text: str) -> None:
    with pytest.raises(ValueError):
        parse_age(text)
