"""Files of variables; the expected results are those of docker compose 2.40."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.options.dotenv import parse_dotenv

ENVIRON = {"E": "outside", "HOME": "/home/me"}


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("", {}),
        ("\n # comment\n\t\r\n", {}),
        ("A=1", {"A": "1"}),
        ("A=1\nB=2\nA=3\n", {"A": "3", "B": "2"}),
        ("  A \t=  x y  \r\nB: yaml\n", {"A": "x y", "B": "yaml"}),
        ("A=\nB= \nC=''", {"A": "", "B": "", "C": ""}),
        ("export A=1\nexport\tB=2\nexport=3\nexported=4", {"A": "1", "B": "2", "export": "3",
                                                          "exported": "4"}),
        ("A=a#b # comment\nB=# no comment\nC=x'y'", {"A": "a#b", "B": "# no comment",
                                                      "C": "x'y'"}),
        ("A='$E ${ \\n \\' \\\\' # comment\nB=1", {"A": "$E ${ \\n ' \\\\", "B": "1"}),
        ('A="a\nb # c\r\nd" B=2\nC=3', {"A": "a\nb # c\r\nd", "B": "2", "C": "3"}),
        (r'A="\n\t\"\\n \c \x \$E $$E \0101 \07"', {"A": '\n\t"\\n \\c \\x $E $E A \\7'}),
        (r'A="\0377\0777\0189"', {"A": "ÿ\\777\\189"}),
        ("A=\\n", {"A": "\\n"}),
        ("A=$E\nB=${A}${N:-x}\nC=\"${B}\"\nE=inside\nD=$E", {
            "A": "outside", "B": "outsidex", "C": "outsidex", "E": "inside", "D": "outside"}),
        ("E\nN\nexport HOME\n", {"E": "outside", "HOME": "/home/me"}),
        ("A=1\nE", {"A": "1", "E": "outside"}),
        ("A.b-c[0]=1\n9=2\nÄ=3", {"A.b-c[0]": "1", "9": "2", "Ä": "3"}),
        ("A\tB=1", {"A\tB": "1"}),
        ("A=\xa0x\x85\nB=\u2003x\u2003\x1c", {"A": "x", "B": "\u2003x\u2003\x1c"}),
    ],
)  # fmt: skip
def test_variables(text: str, variables: dict[str, str]) -> None:
    assert parse_dotenv(text, ENVIRON.get) == variables


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n\nA B=secret", "line 3: the name of a variable contains a space"),
        ("A=1\nsecret%=secret", "line 2: unexpected character '%' in the name of a variable"),
        ("A=1 \n'secret'", 'line 2: unexpected character "\'" in the name of a variable'),
        ("=secret", "line 1: a value without the name of a variable"),
        ("export =secret", "line 1: a value without the name of a variable"),
        ("#\nA='secret\n\n", "line 2: a quoted value without its closing '"),
        ('A="secret\\"', 'line 1: a quoted value without its closing "'),
        ("A=secret${E", "line 1: malformed reference to a variable; $$ stands for a $"),
        ("A='\n'\nB=${N?is needed}", "line 3: required variable N is missing a value: is needed"),
    ],
)
def test_errors_name_the_line_and_no_value(text: str, message: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_dotenv(text, ENVIRON.get)
    assert str(raised.value) == message


def test_variables_of_previous_files_are_known() -> None:
    unset: list[str] = []
    first = parse_dotenv("A=1\nB=1", ENVIRON.get)
    assert parse_dotenv("B=$A$B$N", ENVIRON.get, first, unset.append) == {"A": "1", "B": "11"}
    assert first == {"A": "1", "B": "1"}
    assert unset == ["N"]


def test_variables_that_grow_without_bounds_are_refused() -> None:
    doubling = "A=0123456789\n" + "A=$A$A\n" * 60
    with pytest.raises(ValueError, match="longer than 16 MiB"):
        parse_dotenv(doubling, ENVIRON.get)


def test_large_files_take_linear_time() -> None:
    assert parse_dotenv("\n# comment\n" * 100_000 + "A='x'" * 100_000, ENVIRON.get) == {"A": "x"}
    with pytest.raises(ValueError, match="closing"):
        parse_dotenv('A="' + "x\\\\" * 500_000, ENVIRON.get)


@given(st.text(alphabet="AB=: \n\r\t#'\"\\$\\{}-+?:é%0exportn", max_size=60))
def test_any_text_is_variables_or_one_error(text: str) -> None:
    try:
        variables = parse_dotenv(text, ENVIRON.get)
    except ValueError as error:
        assert str(error).startswith("line ")
    else:
        assert all(variables) and all(isinstance(value, str) for value in variables.values())
