"""`--filter`."""

from __future__ import annotations

import pytest

from pydock.options.filters import FILTERS


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([], {}),
        ([""], {}),
        (["a=b"], {"a": ["b"]}),
        (["a=b", " A = c ", "a=b"], {"a": ["b", "c"]}),
        (["label=x=y,z"], {"label": ["x=y,z"]}),
        (["="], {"": [""]}),
    ],
)
def test_filters(texts: list[str], found: dict[str, list[str]]) -> None:
    filters = FILTERS.initial()
    for text in texts:
        filters = FILTERS.add(filters, text)
    assert filters == found


def test_filter_refused() -> None:
    with pytest.raises(ValueError) as raised:
        FILTERS.add({}, "a")
    assert str(raised.value) == "bad format of filter (expected name=value)"
