"""JSON as Go writes it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.golang import gojson
from pydock.golang.reflect import Field, Map, Number, Slice, Struct


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (5, "5"),
        (1.0, "1"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (-2.5e-10, "-2.5e-10"),
        (Number("1.50"), "1.50"),
        ('<&>\u2028\x7f\x01\b\n"\\é', '"<&>\\u2028\x7f\\u0001\\b\\n\\"\\\\é"'),
        ("\udcff", '"\\ufffd"'),
        ({"b": 1, "a": [1, {}]}, '{"a":[1,{}],"b":1}'),
        (Slice(["x"]), '["x"]'),
        (Map({"b": "1", "a": "2"}, "map[string]string"), '{"a":"2","b":"1"}'),
    ],
)
def test_encode(value: Any, text: str) -> None:
    assert gojson.encode(value) == text


def test_html_is_escaped_on_request() -> None:
    assert gojson.encode({"<": "&>"}, html=True) == '{"\\u003c":"\\u0026\\u003e"}'


def test_indented_in_the_order_of_the_engine() -> None:
    value = {"b": {}, "a": [], "c": [1, {"x": None}]}
    assert gojson.encode([value], 4, sort_keys=False) == (
        '[\n    {\n        "b": {},\n        "a": [],\n        "c": [\n            1,\n'
        '            {\n                "x": null\n            }\n        ]\n    }\n]'
    )


def test_a_struct_keeps_its_order_and_leaves_out_what_is_empty() -> None:
    struct = Struct("T", [
        Field("ID", "x", "Id"), Field("Zero", 0, "Zero"), Field("Gone", "", "Gone", True),
        Field("Kept", {"a": 1}, "Kept", True), Field("In", Struct("I", [Field("A", 1, "a")]), ""),
    ])  # fmt: skip
    assert gojson.encode(struct) == '{"Id":"x","Zero":0,"Kept":{"a":1},"a":1}'


@pytest.mark.parametrize("value", [1j, float("nan"), float("inf")])
def test_malformed_json_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="json: unsupported"):
        gojson.encode(value)


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


@given(VALUES, st.sampled_from([0, 2, 4]), st.booleans())
def test_reads_back_as_what_it_was(value: Any, indent: int, html: bool) -> None:
    assert json.loads(gojson.encode(value, indent, html=html)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_read_back(value: float) -> None:
    assert float(gojson.encode(value)) == value
