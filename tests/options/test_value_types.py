"""Kinds of options: what one holds before it is given, and after each time."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.options.value_types import (
    BYTES,
    CPUS,
    LIST,
    MAP,
    STRING,
    STRINGS,
    SWAP_BYTES,
    SWITCH,
    DurationValue,
    Int,
    Kind,
    String,
    Switch,
    Uint,
)


@pytest.mark.parametrize(
    ("kind", "name", "initial", "texts", "value"),
    [
        (STRING, "string", "", ["a", "b"], "b"),
        (String(None), "string", None, [""], ""),
        (SWITCH, "", False, ["true"], True),
        (Switch(True), "", True, ["F"], False),
        (Switch(None), "", None, ["0"], False),
        (Int(), "int", 0, ["5", "0x10"], 16),
        (Int(-1), "int", -1, ["0"], 0),
        (Int(None), "int", None, ["0"], 0),
        (Uint(), "uint", 0, ["18446744073709551615"], (1 << 64) - 1),
        (Uint(16), "uint16", 0, ["65535"], 65535),
        (Uint(32), "uint32", 0, ["1"], 1),
        (DurationValue(), "duration", 0, ["-1s"], -(10**9)),
        (DurationValue(None), "duration", None, ["1m"], 60 * 10**9),
        (BYTES, "bytes", 0, ["1k"], 1024),
        (SWAP_BYTES, "bytes", 0, ["-1"], -1),
        (CPUS, "decimal", 0, ["1.5"], 1500000000),
        (LIST, "list", [], ["a,b", "", "a,b"], ["a,b", "", "a,b"]),
        (STRINGS, "strings", [], ["a,b", "", '"c,d"'], ["a", "b", "c,d"]),
        (MAP, "map", {}, ["a=1", "b", "a=2=3"], {"a": "2=3", "b": ""}),
    ],
)
def test_values(kind: Kind, name: str, initial: Any, texts: list[str], value: Any) -> None:
    assert kind.name == name
    assert kind.initial() == initial
    found = kind.initial()
    for text in texts:
        found = kind.add(found, text)
    assert found == value
    assert kind.initial() == initial  # a value given once must not show up the next time


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (SWITCH, "yes", 'strconv.ParseBool: parsing "yes": invalid syntax'),
        (Int(), "x", 'strconv.ParseInt: parsing "x": invalid syntax'),
        (Uint(16), "65536", 'strconv.ParseUint: parsing "65536": value out of range'),
        (DurationValue(positive=True), "-1s", "duration cannot be negative"),
        (BYTES, "x", "invalid size: 'x'"),
        (CPUS, "x", "failed to parse x as a rational number"),
        (STRINGS, 'a"', 'parse error on line 1, column 2: bare " in non-quoted-field'),
    ],
)
def test_errors(kind: Kind, text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        kind.add(kind.initial(), text)
    assert str(raised.value) == words


def test_swap_may_have_no_limit() -> None:
    assert SWAP_BYTES.add(0, "-1") == -1
    assert SWAP_BYTES.add(0, "1g") == 1 << 30
    with pytest.raises(ValueError, match="invalid size: '-2'"):
        SWAP_BYTES.add(0, "-2")
