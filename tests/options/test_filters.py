"""`--filter`."""

from __future__ import annotations

import pytest

from pydock.options.filters import FILTERS, filters_json


@pytest.mark.parametrize(
    ("texts", "found", "json", "lists"),
    [
        ([], {}, "", ""),
        ([""], {}, "", ""),
        (["a=b"], {"a": ["b"]}, '{"a":{"b":true}}', '{"a":["b"]}'),
        (["a=b", " A = c ", "a=b"], {"a": ["b", "c"]}, '{"a":{"b":true,"c":true}}',
         '{"a":["b","c"]}'),
        (["label=x=y,z"], {"label": ["x=y,z"]}, '{"label":{"x=y,z":true}}',
         '{"label":["x=y,z"]}'),
        (["="], {"": [""]}, '{"":{"":true}}', '{"":[""]}'),
    ],
)  # fmt: skip
def test_filters(texts: list[str], found: dict[str, list[str]], json: str, lists: str) -> None:
    filters = FILTERS.initial()
    for text in texts:
        filters = FILTERS.add(filters, text)
    assert filters == found
    assert filters_json(filters) == json
    assert filters_json(filters, lists=True) == lists


def test_filter_refused() -> None:
    with pytest.raises(ValueError) as raised:
        FILTERS.add({}, "a")
    assert str(raised.value) == "bad format of filter (expected name=value)"
