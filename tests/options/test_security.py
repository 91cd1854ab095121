"""`--security-opt`."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.options.security import compact_json, security

PROFILES = {
    "p.json": b'{"defaultAction":  "SCMP_ACT_ALLOW",\n "n": [1.0, 1e400], "s": "a  b\\" <c>"}\n',
    "bad.json": b"{bad",
    "nan.json": b'{"a": NaN}',
    "deep.json": b"[" * 100_000,
}


def read(path: str) -> bytes:
    if path == ".":
        raise IsADirectoryError(21, "Is a directory")
    if path not in PROFILES:
        raise FileNotFoundError(2, "No such file or directory")
    return PROFILES[path]


COMPACT = '{"defaultAction":"SCMP_ACT_ALLOW","n":[1.0,1e400],"s":"a  b\\" <c>"}'


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], {}),
        (["no-new-privileges"], {"SecurityOpt": ["no-new-privileges"]}),
        (["no-new-privileges:true"], {"SecurityOpt": ["no-new-privileges:true"]}),
        (["label:disable", "a=b"], {"SecurityOpt": ["label:disable", "a=b"]}),
        (["seccomp=unconfined"], {"SecurityOpt": ["seccomp=unconfined"]}),
        (["seccomp:builtin"], {"SecurityOpt": ["seccomp:builtin"]}),
        (["seccomp=p.json"], {"SecurityOpt": [f"seccomp={COMPACT}"]}),
        (["seccomp:p.json"], {"SecurityOpt": [f"seccomp={COMPACT}"]}),
        (["systempaths=unconfined"], {"MaskedPaths": [], "ReadonlyPaths": []}),
        (
            ["systempaths=unconfined", "label=disable"],
            {"SecurityOpt": ["label=disable"], "MaskedPaths": [], "ReadonlyPaths": []},
        ),
        (["systempaths=x"], {"SecurityOpt": ["systempaths=x"]}),
    ],
)
def test_security(options: list[str], found: dict[str, list[str]]) -> None:
    assert security(options, read) == found


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("", 'invalid --security-opt: ""'),
        ("seccomp", 'invalid --security-opt: "seccomp"'),
        ("seccomp=", 'invalid --security-opt: "seccomp="'),
        ("label:", 'invalid --security-opt: "label:"'),
        (
            "seccomp=nofile",
            "opening seccomp profile (nofile) failed: open nofile: no such file or directory",
        ),
        ("seccomp=.", "opening seccomp profile (.) failed: read .: is a directory"),
    ],
)
def test_security_refused(option: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        security([option], read)
    assert str(raised.value) == words


@pytest.mark.parametrize("path", ["bad.json", "nan.json", "deep.json"])
def test_a_profile_with_malformed_json(path: str) -> None:
    with pytest.raises(ValueError) as raised:
        security([f"seccomp={path}"], read)
    assert str(raised.value).startswith(f"compacting json for seccomp profile ({path}) failed: ")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(_JSON, st.booleans())
def test_compact_json_is_the_same_json(value: object, ascii_only: bool) -> None:
    spaced = json.dumps(value, indent=1, ensure_ascii=ascii_only)
    tight = json.dumps(value, separators=(",", ":"), ensure_ascii=ascii_only)
    assert compact_json(spaced) == tight
