"""YAML as docker reads it."""

from __future__ import annotations

import pytest

from pydock.compose import MAX_BYTES
from pydock.compose.errors import YamlError
from pydock.compose.yaml_nodes import MAX_DEPTH
from pydock.compose.yaml_reader import read_yaml


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("on", "on"),
        ("yes", "yes"),
        ("y", "y"),
        ("True", True),
        ("tRUE", "tRUE"),
        ("~", None),
        ("", None),
        ("NULL", None),
        ("1:20", "1:20"),
        ("017", 15),
        ("0o17", 15),
        ("0o8", "0o8"),
        ("-0o7", -7),
        ("08", 8.0),
        ("0x1F", 31),
        ("0b11", 3),
        ("-0b11", -3),
        ("1_000", 1000),
        ("_1", "_1"),
        ("+1", 1),
        ("18446744073709551615", (1 << 64) - 1),
        ("18446744073709551616", 18446744073709551616.0),
        ("-9223372036854775809", -9223372036854775809.0),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1.2.3", "1.2.3"),
        ("1e400", "1e400"),
        ("=", "="),
        ("'12'", "12"),
        ("!!str 12", "12"),
        ("!own 12", "12"),
        ("!!float 3", 3.0),
        ("!!int 0x10", 16),
        ("!!binary aGVsbG8=", "hello"),
        ("2001-13-01", "2001-13-01"),
    ],
)
def test_scalars(word: str, value: object) -> None:
    found = read_yaml(f"key: {word}\n".encode())["key"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("word", "text", "written"),
    [
        ("2001-12-14", "2001-12-14 00:00:00 +0000 UTC", "2001-12-14T00:00:00Z"),
        ("2001-1-2 3:4:5", "2001-01-02 03:04:05 +0000 UTC", "2001-01-02T03:04:05Z"),
        (
            "2001-12-14t21:59:43.10-05:00",
            "2001-12-14 21:59:43.1 -0500 -0500",
            "2001-12-14T21:59:43.1-05:00",
        ),
    ],
)
def test_a_date_is_a_time(word: str, text: str, written: str) -> None:
    found = read_yaml(f"key: {word}\n".encode())["key"]
    assert (str(found), found.rfc3339) == (text, written)


def test_own_keys_override_merge_keys() -> None:
    text = b"a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {z: 3, <<: [*a, *b]}\nd: {<<: *a, x: 4}\n"
    document = read_yaml(text)
    assert document["c"] == {"z": 3, "x": 1, "y": 1}
    assert document["d"] == {"x": 4, "y": 1}


def test_only_the_first_document_counts() -> None:
    assert read_yaml(b"a: 1\n---\nb: 2\n") == {"a": 1}


def test_bytes_of_other_encodings() -> None:
    assert read_yaml("a: é\n".encode("utf-16")) == {"a": "é"}
    assert read_yaml(b"\xef\xbb\xbfa: 1\n") == {"a": 1}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a: 'b\n", "yaml: line 2: found unexpected end of stream"),
        (b"a: *b\n", "yaml: unknown anchor 'b' referenced"),
        (b"a: &a [*a]\n", "yaml: anchor 'a' value contains itself"),
        (b"a: \xff\n", "yaml: invalid UTF-8 at byte 3"),
        (b"a: \x01\n", "yaml: control characters are not allowed"),
        (b"1: x\n", "yaml: line 1: the key 1 is not a string"),
        (b"a:\n  true: x\n", "yaml: line 2: the key true is not a string"),
        (b"? [a]\n: b\n", "yaml: line 1: a list or mapping as a key is not a string"),
        (b"a: .inf\n", "yaml: line 1: unsupported number .inf"),
        (b"a: !!int x\n", "yaml: line 1: cannot decode !!str `x` as a !!int"),
        (b"a: !!binary '%'\n", "yaml: line 1: !!binary value contains invalid base64 data"),
        (b"<<: [1]\n", "yaml: map merge requires map or sequence of maps as the value"),
        (
            b"a: 1\nb: {c: 1, c: 2}\na: 2\n",
            'yaml: unmarshal errors:\n  line 3: mapping key "a" already defined at line 1',
        ),
        (b" " * (MAX_BYTES + 1), "yaml: file is larger than 16 MiB"),
        (b"[" * 150 + b"]" * 150, f"yaml: line 1: exceeded max depth of {MAX_DEPTH}"),
    ],
)
def test_errors(data: bytes, message: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml(data)
    assert caught.value.message == message


def test_a_file_that_unfolds_without_bound() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    with pytest.raises(YamlError, match="document contains excessive aliasing"):
        read_yaml("\n".join(lines).encode())


def test_aliases_that_go_too_deep() -> None:
    deep = "[" * 40 + "*{}" + "]" * 40
    lines = ["a0: &a0 x", *(f"a{i}: &a{i} {deep.format(f'a{i - 1}')}" for i in range(1, 9))]
    with pytest.raises(YamlError, match="exceeded max depth"):
        read_yaml("\n".join(lines).encode())


@pytest.mark.parametrize("data", [b"a: b\n c: d\n", b"a:\n\tb: c\n", b"a: [b\n\n]]\n"])
def test_the_line_that_is_wrong_is_named(data: bytes) -> None:
    with pytest.raises(YamlError, match=r"^yaml: line [23]: "):
        read_yaml(data)
