"""YAML in the style of docker's writer, read again as the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pydock.compose.key_order import sorted_keys
from pydock.compose.yaml_reader import read_yaml
from pydock.compose.yaml_writer import write_yaml


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain text", "plain text"),
        ("", '""'),
        ("yes", '"yes"'),
        ("12", '"12"'),
        ("1:20", '"1:20"'),
        ("2001-12-14", '"2001-12-14"'),
        ("null", '"null"'),
        ("a: b", "'a: b'"),
        ("a #b", "'a #b'"),
        ("- a", "'- a'"),
        ("-a", "-a"),
        ("it's", "it's"),
        ("'it", "'''it'"),
        ("a\tb", '"a\\tb"'),
        ("\x07", '"\\a"'),
        ("\U0001f600", '"\\U0001F600"'),
        ("a\nb", "|-\n  a\n  b"),
        ("a\nb\n", "|\n  a\n  b"),
        ("a\n\nb\n\n", "|+\n  a\n\n  b\n"),
        (" a\nb", "|2-\n   a\n  b"),
        ("a \nb", '"a \\nb"'),
        (None, "null"),
        (True, "true"),
        (1.0, "1"),
        (1e21, "1e+21"),
        (-0.0, "-0"),
        ([], "[]"),
        ({}, "{}"),
    ],
)
def test_values(value: object, text: str) -> None:
    assert write_yaml({"key": value}) == f"key: {text}\n"


def test_collections() -> None:
    value = {"a": [[1, [2]], {"b": ["c", {"d": "x\ny"}]}], "e": {"f": {}}}
    assert write_yaml(value) == (
        "a:\n  - - 1\n    - - 2\n  - b:\n      - c\n      - d: |-\n          x\n          y\n"
        "e:\n  f: {}\n"
    )


def test_digits_in_keys_compare_as_numbers() -> None:
    keys = ["a10", "a9", "B", "b", "1", "10", "9", "_a", "a-b", "a.b", "", "v1.10", "v1.9", "a01"]
    assert list(sorted_keys(dict.fromkeys(keys))) == [
        "", "_a", "1", "9", "10", "B", "a-b", "a.b", "a01", "a9", "a10", "b", "v1.9", "v1.10",
    ]  # fmt: skip


SCALARS = st.none() | st.booleans() | st.integers(-(1 << 63), (1 << 64) - 1) | st.text(max_size=9)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@settings(max_examples=80)
@given(st.dictionaries(st.text(max_size=5), VALUES, min_size=1, max_size=3))
def test_what_is_written_is_read_again(value: dict[str, object]) -> None:
    assert read_yaml(write_yaml(value).encode("utf-8", "surrogatepass")) == value
