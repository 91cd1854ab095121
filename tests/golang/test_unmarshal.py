"""JSON into shapes: what is accepted, what is filled in, and the message for another shape."""

from __future__ import annotations

import json
from typing import Any, TypedDict

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pydock.golang.unmarshal import (
    DEPTH_LIMIT,
    Filled,
    UnmarshalError,
    load,
    unmarshal,
    unmarshal_each,
)


class Port(TypedDict, total=False):
    Number: Filled[int]


class Row(TypedDict, total=False):
    Name: Filled[str]
    Names: list[str]
    Labels: dict[str, str]
    Share: float
    Up: bool
    Port: Filled[Port]
    Ports: list[Port]
    Anything: Any


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("{}", "expected array"),
        ("[1]", "[0]: expected object"),
        ('[{}, {"Names": 1}]', "[1].Names: expected array"),
        ('[{"Names": ["a", 1]}]', "[0].Names[1]: expected string"),
        ('[{"Labels": {"a b": 1}}]', '[0].Labels["a b"]: expected string'),
        ('[{"Up": 1}]', "[0].Up: expected boolean"),
        ('[{"Share": "1"}]', "[0].Share: expected number"),
        ('[{"Port": {"Number": 1.0}}]', "[0].Port.Number: expected integer"),
        ('[{"Port": {"Number": true}}]', "[0].Port.Number: expected integer"),
        ('[{"Port": {"Number": 18446744073709551616}}]', "[0].Port.Number: integer out of range"),
        ("", "unexpected end of JSON input"),
        ("[", "invalid JSON"),
        ("[NaN]", "invalid JSON"),
        ("[1e999]", "invalid JSON"),
        ("[] []", "invalid JSON"),
        (f"[{'1' * 5000}]", "invalid JSON"),
        ("[" * 200_000, "exceeded max depth"),
    ],
    ids=lambda text: text[:40],
)
def test_another_shape(data: str, message: str) -> None:
    with pytest.raises(UnmarshalError) as caught:
        unmarshal(list[Row], data)
    assert str(caught.value) == message
    with pytest.raises(UnmarshalError) as caught:
        list(unmarshal_each(list[Row], data.encode()))
    assert str(caught.value) == message


def test_absent_fields_and_nulls() -> None:
    assert unmarshal(
        list[Row], '[null, {"Names": null, "Labels": {"a": null}, "Ports": [null]}]'
    ) == [
        {"Name": "", "Port": {"Number": 0}},
        {"Name": "", "Labels": {"a": ""}, "Port": {"Number": 0}, "Ports": [{"Number": 0}]},
    ]
    assert unmarshal(list[Row], "null") == []


#: more than what is decoded at once
ROWS = json.dumps([{"Name": f"row {number}"} for number in range(300)], separators=(",", ":"))
#: within an item, objects begin with the same key
NESTED = json.dumps([{"Ports": [{"Ports": 1}] * 9}] * 300, separators=(",", ":"))


@pytest.mark.parametrize(
    "data",
    [
        *("null", "[]", " [ ] ", "[null]", '[{"Name":"a"}]\n', '[{}, {"Up":true}]', NESTED),
        *(ROWS, ROWS.replace(',{"Name":"row 299"', ', {"Name":"row 299"'), f"{ROWS}\n "),
        json.dumps([{"Name": f"\ud800{number}"} for number in range(20)]),
    ],
    ids=lambda text: text[:20] + text[-20:],
)
def test_items_one_by_one_are_those_of_the_list(data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pydock.golang.unmarshal._PART_BYTES", 1000)
    assert list(unmarshal_each(list[Row], data.encode())) == unmarshal(list[Row], data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ROWS.replace('"row 299"', "7"), "[299].Name: expected string"),
        (ROWS.replace('"row 299"', "7") + "x", "invalid JSON"),
        (ROWS.replace('"row 5"', "7").removesuffix("]"), "invalid JSON"),
        (f"{ROWS}[]", "invalid JSON"),
        (f"{ROWS[:-1]},]", "invalid JSON"),
    ],
    ids=lambda text: text[-20:],
)
def test_an_error_late_in_an_array_is_that_of_the_list(
    data: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pydock.golang.unmarshal._PART_BYTES", 1000)
    with pytest.raises(UnmarshalError) as caught:
        list(unmarshal_each(list[Row], data.encode()))
    assert str(caught.value) == message


def test_fields_that_are_not_declared_stay() -> None:
    assert unmarshal(Row, '{"Other": {"a": [null]}}')["Other"] == {"a": [None]}  # type: ignore[typeddict-item]


def test_without_filling_the_value_is_as_it_was_sent() -> None:
    assert unmarshal(Row, '{"Names": null}', fill=False) == {"Names": None}
    deep = "[" * (DEPTH_LIMIT + 2) + "]" * (DEPTH_LIMIT + 2)
    with pytest.raises(UnmarshalError, match="exceeded max depth"):
        unmarshal(Row, f'{{"Other": {deep}}}', fill=False)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (rb'"\ud800"', "�"),
        (rb'"\udc00\ud83d"', "��"),
        (rb'"\ud83d\ude00"', "😀"),
        (rb'"\\ud800"', "\\ud800"),
        (rb'"\n\uD800"', "\n�"),
        (b'"\xff"', "�"),
        (b'"\xed\xa0\x80"', "���"),
        (b'"a\xe2\x82"', "a��"),
    ],
)
def test_text_that_is_not_unicode_is_replaced(data: bytes, text: str) -> None:
    assert load(data) == text


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*Row.__annotations__, "Number"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(json_values)
def test_any_value_fits_or_has_a_message(value: Any) -> None:
    try:
        fitted = unmarshal(Row, json.dumps(value))
    except UnmarshalError as error:
        assert "expected" in str(error) or "out of range" in str(error)
    else:
        assert isinstance(fitted["Name"], str) and isinstance(fitted["Port"]["Number"], int)


def result(rows: list[Any]) -> Any:
    """What comes of the last one of some rows: its value, or the message."""
    try:
        return unmarshal(list[Row], json.dumps(rows))[-1]
    except UnmarshalError as error:
        return str(error).replace(f"[{len(rows) - 1}]", "[last]", 1)


WHOLE_ROW = {
    "Name": "a", "Names": ["b"], "Labels": {"c": "d"}, "Share": 1, "Up": True,
    "Port": {"Number": 1}, "Ports": [{"Number": 2}], "Anything": [],
}  # fmt: skip


@given(st.dictionaries(st.sampled_from([*Row.__annotations__, "Number"]), json_values, max_size=4))
@example({"Ports": [{"Number": 1 << 64}]})
@example({"Port": {"Number": -(1 << 64)}})
def test_rows_of_long_lists_are_as_those_of_short_ones(row: dict[str, Any]) -> None:
    whole = {**WHOLE_ROW, **row}
    assert result([*[WHOLE_ROW] * 40, whole]) == result([whole])
    assert result([*[WHOLE_ROW] * 40, row]) == result([row])
