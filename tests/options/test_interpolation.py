"""References to variables; the expected results are those of docker compose 2.40."""

from __future__ import annotations

import pytest

from pydock.options.interpolation import InvalidTemplate, MissingVariable, substitute

ENVIRON = {"A": "1", "EMPTY": "", "NAME_2": "two"}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("", ""),
        ("no variable", "no variable"),
        ("$A", "1"),
        ("x${A}y$A.z", "x1y1.z"),
        ("$NAME_2-${name_2}", "two-"),
        ("$$A $ $1 $", "$A $ $1 $"),
        ("${NONE}|$NONE|", "||"),
        ("${NONE:-default}|${EMPTY:-default}|${A:-default}", "default|default|1"),
        ("${NONE-default}|${EMPTY-default}|${A-default}", "default||1"),
        ("${NONE:+set}|${EMPTY:+set}|${A:+set}", "||set"),
        ("${NONE+set}|${EMPTY+set}|${A+set}", "|set|set"),
        ("${A?required}|${A:?required}|${EMPTY?required}", "1|1|"),
        ("${NONE:-${EMPTY:-${A}}}!", "1!"),
        ("${NONE:-a b $A}}", "a b 1}"),
        ("${NONE:-}", ""),
        ("${NONE:-{}}|", "{}|"),
        ("${A:-x?y}${NONE:-x?y}", "1x?y"),
        ("${A:-${never} } $A", "1 1"),
        ("${NONE:+${never}}|", "|"),
        ("${NONE:-$$A}", "$A"),
    ],
)
def test_substitute(template: str, text: str) -> None:
    assert substitute(template, ENVIRON.get) == text


@pytest.mark.parametrize(
    "template",
    [
        "${A",
        "${",
        "${}",
        "${1}",
        "${A B}",
        "${A:-x\n}",
        "${NONE:-${A}",
        "a ${A!x}",
        "${NONE:+${A} ${ }",
    ],
)
def test_malformed(template: str) -> None:
    with pytest.raises(InvalidTemplate) as raised:
        substitute(template, ENVIRON.get)
    assert raised.value.template in template
    assert template not in str(raised.value)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("${NONE?}", "required variable NONE is missing a value"),
        ("${NONE:?set it}", "required variable NONE is missing a value: set it"),
        ("${EMPTY:?like $A}", "required variable EMPTY is missing a value: like 1"),
    ],
)
def test_required(template: str, message: str) -> None:
    with pytest.raises(MissingVariable) as raised:
        substitute(template, ENVIRON.get)
    assert str(raised.value) == message


def test_unset_variables_are_reported_unless_they_have_a_default() -> None:
    unset: list[str] = []
    substitute("$X ${Y} ${Z:-z} ${A} ${EMPTY} ${W+w} ${A:-$V}", ENVIRON.get, unset.append)
    assert unset == ["X", "Y", "V"]


def test_a_deep_nesting_is_refused() -> None:
    template = "${N:-" * 1000 + "x" + "}" * 1000
    with pytest.raises(ValueError, match="nested more than 50 deep"):
        substitute(template, ENVIRON.get)


def test_a_huge_result_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than 16 MiB"):
        substitute("$B" * 10_000, {"B": "x" * 10_000}.get)


def test_many_references_on_one_line_take_linear_time() -> None:
    assert substitute("${N:-x}" * 100_000, ENVIRON.get) == "x" * 100_000
