"""Variables in Compose files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.compose.errors import ComposeError
from pydock.compose.stack.variables import interpolate

ENVIRON = {"A": "1", "EMPTY": "", "NAME": "${A}", "N": "3", "ON": "Yes"}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("$A", "1"),
        ("${A}", "1"),
        ("$$A", "$A"),
        ("$$$A", "$1"),
        ("x${A}y$A", "x1y1"),
        ("$NONE|", "|"),
        ("${NONE:-d}", "d"),
        ("${NONE-d}", "d"),
        ("${EMPTY:-d}", "d"),
        ("${EMPTY-d}", ""),
        ("${EMPTY?m}", ""),
        ("${A:?m}", "1"),
        ("${A:-d}", "1"),
        ("${NONE:-}", ""),
        ("${NAME}", "${A}"),
        ("${NONE:-${A}}", "${A}"),
        ("${NONE:-a}b}", "ab}"),
        ("$A-rest", "1"),
        ("${NONE-a:-b}", "b"),
        ("${NONE:-a:?b}", "a:?b"),
        ("${NONE?a-b}", "b"),
        ("${_a9:-x y}", "x y"),
    ],
)
def test_references(template: str, text: str) -> None:
    assert interpolate({"x-a": [template]}, ENVIRON) == {"x-a": [text]}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("${A", "${A"),
        ("a $", "a $"),
        ("${}", "${}"),
        ("${1}", "${1}"),
        ("${A!}", "${A!}"),
        ("${A:+x}", "${A:+x}"),
        ("${ A}", "${ A}"),
        ("${NONE:?}", "required variable NONE is missing a value: "),
        ("${NONE?set it}", "required variable NONE is missing a value: set it"),
        ("${EMPTY:?set it}", "required variable EMPTY is missing a value: set it"),
    ],
)
def test_wrong_references(template: str, expected: str) -> None:
    with pytest.raises(ComposeError) as caught:
        interpolate({"services": {"web": {"labels": {"a.b": ["ok", template]}}}}, ENVIRON)
    assert caught.value.message == (
        f'invalid interpolation format for services.web.labels.a.b.[]: "{expected}";'
        " you may need to escape any $ with another $"
    )


@pytest.mark.parametrize(
    ("service", "filled"),
    [
        ({"tty": "$ON"}, {"tty": True}),
        ({"tty": "yes"}, {"tty": "yes"}),
        ({"deploy": {"replicas": "$N"}}, {"deploy": {"replicas": 3}}),
        ({"ports": [{"target": "$N"}, "$N:$N"]}, {"ports": [{"target": 3}, "3:3"]}),
        ({"ulimits": {"a": "$N", "b": {"soft": "$N"}}}, {"ulimits": {"a": 3, "b": {"soft": 3}}}),
        (
            {"deploy": {"update_config": {"max_failure_ratio": "0.$N"}}},
            {"deploy": {"update_config": {"max_failure_ratio": 0.3}}},
        ),
        ({"init": "$ON"}, {"init": "Yes"}),
        ({"$A": "b"}, {"$A": "b"}),
    ],
)
def test_values_take_the_type_of_their_place(
    service: dict[str, object], filled: dict[str, object]
) -> None:
    found = interpolate({"services": {"web": service}}, ENVIRON)
    assert found == {"services": {"web": filled}}


@pytest.mark.parametrize(
    ("service", "location", "reason"),
    [
        ({"tty": "$N"}, "tty", "invalid boolean: 3"),
        (
            {"deploy": {"replicas": "$ON"}},
            "deploy.replicas",
            'strconv.Atoi: parsing "Yes": invalid syntax',
        ),
    ],
)
def test_values_of_another_type(service: dict[str, object], location: str, reason: str) -> None:
    with pytest.raises(ComposeError) as caught:
        interpolate({"services": {"web": service}}, ENVIRON)
    assert caught.value.message == (
        f"error while interpolating services.web.{location}: failed to cast to expected type:"
        f" {reason}"
    )


@given(st.text(alphabet="${}:-?+ABé _1\n\"'", max_size=30))
def test_any_text_is_filled_in_or_refused(text: str) -> None:
    try:
        (found,) = interpolate({"x-a": [text]}, ENVIRON)["x-a"]
    except ComposeError as error:
        assert error.message.startswith("invalid interpolation format for x-a.[]: ")
    else:
        assert isinstance(found, str)
