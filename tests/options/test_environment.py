"""Environment and labels, with the files that list them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.options.environment import (
    LABELS,
    VARIABLES,
    ReadFile,
    environment,
    key_value_lines,
    labels,
    with_proxies,
)


def files(contents: Mapping[str, bytes | OSError]) -> ReadFile:
    def read(path: str) -> bytes:
        found = contents[path]
        if isinstance(found, OSError):
            raise found
        return found

    return read


@pytest.mark.parametrize("text", ["A=1", "A=", "A=1=2", "A B=1", "A", " "])
def test_variable(text: str) -> None:
    assert VARIABLES.add([], text) == [text]


@pytest.mark.parametrize("text", ["", "=a"])
def test_variable_refused(text: str) -> None:
    with pytest.raises(ValueError) as raised:
        VARIABLES.add([], text)
    assert str(raised.value) == f"invalid environment variable: {text}"


@pytest.mark.parametrize("text", ["a", "a=b", "a=", " a=b", "a=b c", "a\n=b"])
def test_label(text: str) -> None:
    assert LABELS.add([], text) == [text]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "invalid label '': empty name"),
        ("=a", "invalid label '=a': empty name"),
        (" =", "invalid label ' =': empty name"),
        ("a =b", "label 'a ' contains whitespaces"),
        (" a b=c", "label 'a b' contains whitespaces"),
    ],
)
def test_label_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        LABELS.add([], text)
    assert str(raised.value) == words


def test_environment_takes_values_from_here() -> None:
    read = files({"f": b"# comment\n\nFROM=1\nHERE\nNOWHERE\n", "g": b"FROM=2\n"})
    environ = {"HERE": "h"}
    assert environment(["A=1", "HERE", "NOWHERE", "A="], ["f", "g"], environ, read) == [
        "FROM=1", "HERE=h", "FROM=2", "A=1", "HERE=h", "NOWHERE", "A=",
    ]  # fmt: skip


def test_labels_of_files_come_first() -> None:
    read = files({"f": b"a=1\nb=2=3\nalone\n"})
    assert labels(["b=9", "c", "c=4", "d"], ["f"], read) == {"a": "1", "b": "9", "c": "4", "d": ""}


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"\xef\xbb\xbfBOM=1\r\nX=2\r\n", ["BOM=1", "X=2"]),
        (b"  \n\t A=1 \n # no\n", ["A=1 "]),
        (b"A=1 # part of it", ["A=1 # part of it"]),
        ("\u2003A=\u00e9\nA\u00a0=1".encode(), ["A=é", "A\u00a0=1"]),
        (b"A=" + b"x" * 65533, ["A=" + "x" * 65533]),
        (b"", []),
    ],
)
def test_lines_of_a_file(data: bytes, lines: list[str]) -> None:
    assert list(key_value_lines("f", files({"f": data}))) == lines


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"=x", "invalid env file (f): no variable name on line '=x'"),
        (b"export B=2", "invalid env file (f): variable 'export B' contains whitespaces"),
        (b"x y", "invalid env file (f): variable 'x y' contains whitespaces"),
        (b"\nA=\xff", "invalid env file (f): invalid utf8 bytes at line 2: [65 61 255]"),
        (b"A=" + b"x" * 65534, "invalid env file (f): bufio.Scanner: token too long"),
        (IsADirectoryError(21, "Is a directory"), "invalid env file (f): read f: is a directory"),
        (FileNotFoundError(2, "No such file or directory"), "open f: no such file or directory"),
        (PermissionError(13, "Permission denied"), "open f: permission denied"),
    ],
)
def test_file_refused(data: bytes | OSError, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        list(key_value_lines("f", files({"f": data})))
    assert str(raised.value) == words


@given(st.binary())
def test_any_file_has_lines_or_is_refused(data: bytes) -> None:
    try:
        lines = list(key_value_lines("f", files({"f": data})))
    except ValueError as error:
        assert str(error).startswith("invalid env file (f): ")
    else:
        assert all(line.partition("=")[0] for line in lines)


def test_proxies_stand_back() -> None:
    proxies = {"HTTP_PROXY": "p", "http_proxy": "p", "NO_PROXY": "n", "no_proxy": "n"}
    assert with_proxies(["A=1", "HTTP_PROXY=mine", "no_proxy", "A=2"], proxies) == [
        "A=2",
        "HTTP_PROXY=mine",
        "no_proxy",
        "http_proxy=p",
        "NO_PROXY=n",
    ]
    assert with_proxies([], {}) == []
