"""Files of variables of a Compose project."""

from __future__ import annotations

import pytest

from pydock.compose.errors import ComposeError
from pydock.compose.project.variable_files import read_variables

FILES = {
    "first": b"\xef\xbb\xbfA=1\r\nB='x\r\ny'\r\n",
    "second": b"C=$A$OUTSIDE$NONE\n",
    "bad": b"A=1\nB='hunter2\n",
}


def variables(*names: str) -> tuple[dict[str, str], list[str]]:
    warnings: list[str] = []
    found = read_variables(names, FILES.__getitem__, {"OUTSIDE": "there"}, warnings.append)
    return found, warnings


def test_line_ends_in_quotes_stay_as_they_are() -> None:
    assert variables("first") == ({"A": "1", "B": "x\r\ny"}, [])


def test_a_file_knows_those_before_it_and_the_environment() -> None:
    found, warnings = variables("first", "second")
    assert found["C"] == "1there"
    assert warnings == ['The "NONE" variable is not set. Defaulting to a blank string.']


def test_an_error_has_no_value() -> None:
    with pytest.raises(ComposeError) as raised:
        variables("first", "bad")
    assert raised.value.message == (
        "failed to read bad: line 2: a quoted value without its closing '"
    )
