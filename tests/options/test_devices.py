"""`--device`, CDI names, `--gpus`, cgroup rules, weights and rates."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.options.devices import (
    BYTE_RATES,
    CGROUP_RULES,
    GPUS,
    OPERATION_RATES,
    WEIGHTS,
    parse_devices,
    parse_gpus,
)
from pydock.options.value_types import Kind


def mapping(host: str, inside: str, mode: str = "rwm") -> dict[str, str]:
    return {"PathOnHost": host, "PathInContainer": inside, "CgroupPermissions": mode}


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("/dev/a", mapping("/dev/a", "/dev/a")),
        ("/dev/a:/dev/b", mapping("/dev/a", "/dev/b")),
        ("/dev/a:/dev/b:r", mapping("/dev/a", "/dev/b", "r")),
        ("/dev/a:mrw", mapping("/dev/a", "/dev/a", "mrw")),
        ("//dev/./a", mapping("/dev/a", "/dev/a")),
        ("/dev/../a:/dev/./b/..", mapping("/dev/../a", "/dev")),
        ("c:/foo", mapping("c", "/foo")),
        ("/class=a", mapping("/class=a", "/class=a")),
    ],
)
def test_device(spec: str, expected: dict[str, str]) -> None:
    assert parse_devices([spec], [], "linux") == ([expected], [])


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("", "bad format for path: "),
        (":", "bad format for path: :"),
        (":/dev/b", "bad format for path: :/dev/b"),
        ("/dev/a:/dev/b:rwm:x", "bad format for path: /dev/a:/dev/b:rwm:x"),
        ("/dev/a:/dev/b:x", "bad mode specified: x"),
        ("/dev/a:/dev/b:rr", "bad mode specified: rr"),
        ("/dev/a:/dev/b:", "bad mode specified: "),
        ("a", "a is not an absolute path"),
        ("/dev/a:b", "b is not an absolute path"),
        ("/dev/a:", " is not an absolute path"),
        ("/dev/a::rw", " is not an absolute path"),
        ("aa/bb=cc=dd", "aa/bb=cc=dd is not an absolute path"),
        ("1aa/bb=cc", "1aa/bb=cc is not an absolute path"),
        ("aa/bb=-c", "aa/bb=-c is not an absolute path"),
    ],
)
def test_device_refused(spec: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_devices([spec], [], "linux")
    assert str(raised.value) == words


def test_names_of_the_cdi_make_one_request_after_the_gpus() -> None:
    specs = ["vendor.com/class=a", "/dev/a", "v-n.d_r/b.b=c:d.e_f-g", "v/c=1"]
    found = parse_devices(specs, [{"Count": -1}], "linux")
    assert [device["PathOnHost"] for device in found.mappings] == ["/dev/a"]
    assert found.requests == [
        {"Count": -1},
        {"Driver": "cdi", "DeviceIDs": ["vendor.com/class=a", "v-n.d_r/b.b=c:d.e_f-g", "v/c=1"]},
    ]


def test_devices_of_windows_are_taken_as_they_are() -> None:
    assert parse_devices(["class/GUID"], [], "windows") == ([{"PathOnHost": "class/GUID"}], [])


GPU = [["gpu"]]


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("all", {"Count": -1, "Capabilities": GPU}),
        ("2", {"Count": 2, "Capabilities": GPU}),
        ("-1", {"Count": -1, "Capabilities": GPU}),
        ("0", {"Count": 0, "Capabilities": GPU}),
        ("count=all", {"Count": -1, "Capabilities": GPU}),
        ("1,2", {"Count": 2, "Capabilities": GPU}),
        ("count=2,driver=foo", {"Count": 2, "Driver": "foo", "Capabilities": GPU}),
        ("driver=x", {"Count": 1, "Driver": "x", "Capabilities": GPU}),
        ("device=0", {"DeviceIDs": ["0"], "Capabilities": GPU}),
        ('"device=0,1"', {"DeviceIDs": ["0", "1"], "Capabilities": GPU}),
        ("device=0,1", {"DeviceIDs": ["0"], "Count": 1, "Capabilities": GPU}),
        ('all,"capabilities=a,b"', {"Count": -1, "Capabilities": [["a", "b", "gpu"]]}),
        (
            '1,"options=a=b=c,d"',
            {"Count": 1, "Capabilities": GPU, "Options": {"a": "b=c", "d": ""}},
        ),
    ],
)
def test_gpus(text: str, request_: dict[str, Any]) -> None:
    assert parse_gpus(text) == {"Options": {}, **request_}


_COUNT = 'value must be either "all" or an integer'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "EOF"),
        ("foo=bar", "unexpected key 'foo' in 'foo=bar'"),
        ("all, driver=x", "unexpected key ' driver' in ' driver=x'"),
        ("driver=x,driver=y", "gpu request key 'driver' can be specified only once"),
        ("1,count=2", "gpu request key 'count' can be specified only once"),
        ("abc", f"invalid count (abc): {_COUNT}: invalid syntax"),
        ("count=1.5", f"invalid count (1.5): {_COUNT}: invalid syntax"),
        ("9" * 20, f"invalid count ({'9' * 20}): {_COUNT}: value out of range"),
        ("options=", "failed to read gpu options: EOF"),
    ],
)  # fmt: skip
def test_gpus_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_gpus(text)
    assert str(raised.value) == words


def test_gpus_add_up() -> None:
    assert [request["Count"] for request in GPUS.add(GPUS.add([], "all"), "1")] == [-1, 1]


@pytest.mark.parametrize("rule", ["c 1:3 rwm", "a *:* rwm", "b 1:* r", "c 01:3 mmm"])
def test_cgroup_rule(rule: str) -> None:
    assert CGROUP_RULES.add([], rule) == [rule]


@pytest.mark.parametrize(
    "rule", ["", "d 1:* r", "c 1 r", "c 1:3", "c 1:3 x", " c 1:3 r", "c  1:3 r", "c 1:3 rwmr",
             "c 1:3 r\n"],
)  # fmt: skip
def test_cgroup_rule_refused(rule: str) -> None:
    with pytest.raises(ValueError) as raised:
        CGROUP_RULES.add([], rule)
    assert str(raised.value) == f"invalid device cgroup format '{rule}'"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (WEIGHTS, "/dev/a:100", {"Path": "/dev/a", "Weight": 100}),
        (WEIGHTS, "/dev/a:0", {"Path": "/dev/a", "Weight": 0}),
        (BYTE_RATES, "/dev/a:1mb", {"Path": "/dev/a", "Rate": 1 << 20}),
        (BYTE_RATES, "/dev/a:1.5k", {"Path": "/dev/a", "Rate": 1536}),
        (OPERATION_RATES, "/dev/a:1000", {"Path": "/dev/a", "Rate": 1000}),
    ],
)
def test_block_device(kind: Kind, text: str, expected: dict[str, Any]) -> None:
    assert kind.add(kind.add(kind.initial(), text), text) == [expected, expected]


_RATE = "invalid rate for device: {}. The correct format is <device-path>:<number>"
_BYTES = (
    _RATE + "[<unit>]. Number must be a positive integer. Unit is optional and can be kb, mb, or gb"
)
_OPERATIONS = _RATE + ". Number must be a positive integer"


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (WEIGHTS, "", "bad format: {}"),
        (WEIGHTS, "/dev/a", "bad format: {}"),
        (WEIGHTS, ":100", "bad format: {}"),
        (BYTE_RATES, ":1", "bad format: {}"),
        (OPERATION_RATES, "/dev/a", "bad format: {}"),
        (WEIGHTS, "a:100", "bad format for device path: {}"),
        (BYTE_RATES, "a:100", "bad format for device path: {}"),
        (WEIGHTS, "/dev/a:9", "invalid weight for device: {}"),
        (WEIGHTS, "/dev/a:1001", "invalid weight for device: {}"),
        (WEIGHTS, "/dev/a:0x64", "invalid weight for device: {}"),
        (WEIGHTS, "/dev/a:100:1", "invalid weight for device: {}"),
        (BYTE_RATES, "/dev/a:", _BYTES),
        (BYTE_RATES, "/dev/a:-1", _BYTES),
        (OPERATION_RATES, "/dev/a:1k", _OPERATIONS),
        (OPERATION_RATES, "/dev/a:0x10", _OPERATIONS),
        (OPERATION_RATES, "/dev/a:+5", _OPERATIONS),
    ],
)
def test_block_device_refused(kind: Kind, text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        kind.add([], text)
    assert str(raised.value) == words.format(text)


@given(st.text("/deva:=rwmc.-_", max_size=16))
def test_any_text_is_a_device_or_refused(spec: str) -> None:
    try:
        found = parse_devices([spec], [], "linux")
    except ValueError as error:
        assert str(error)
    else:
        assert len(found.mappings) + len(found.requests) == 1
