"""`--mount`, `-v` and `--tmpfs`."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.options.mounts import (
    MOUNTS,
    parse_mount,
    parse_volumes,
    tmpfs_options,
    with_absolute_sources,
)

BIND = {"Type": "bind", "Source": "/a", "Target": "/b"}
VOLUME = {"Type": "volume", "Source": "a", "Target": "/b"}


@pytest.mark.parametrize(
    ("text", "mount"),
    [
        ("type=bind,source=/a,target=/b", BIND),
        ("type=bind,src=/a,dst=/b", BIND),
        ("TYPE=BIND,SRC=/a,Destination=/b", BIND),
        ('"type=bind","src=/a",dst=/b', BIND),
        ('type=bind,"src=/a,1",dst=/b', {**BIND, "Source": "/a,1"}),
        ("type=bind,src=/a,dst=/b,readonly", {**BIND, "ReadOnly": True}),
        ("type=bind,src=/a,dst=/b,ro=1", {**BIND, "ReadOnly": True}),
        ("type=bind,src=/a,dst=/b,ro,readonly=false", {**BIND, "ReadOnly": False}),
        ("type=bind,src=/a,dst=/b,consistency=Cached", {**BIND, "Consistency": "cached"}),
        ("type=bind,dst=/b", {"Type": "bind", "Target": "/b"}),
        (
            "type=bind,src=/a,dst=/b,bind-propagation=RShared",
            {**BIND, "BindOptions": {"Propagation": "rshared"}},
        ),
        ("type=bind,src=/a", {"Type": "bind", "Source": "/a"}),
        ("type=bind,src=/a,dst=/b,bind-recursive=enabled", BIND),
        (
            "type=bind,src=/a,dst=/b,bind-recursive=disabled",
            {**BIND, "BindOptions": {"NonRecursive": True}},
        ),
        (
            "type=bind,src=/a,dst=/b,ro,bind-recursive=writable",
            {**BIND, "ReadOnly": True, "BindOptions": {"ReadOnlyNonRecursive": True}},
        ),
        (
            "type=bind,src=/a,dst=/b,ro,bind-recursive=readonly,bind-propagation=rprivate",
            {
                **BIND,
                "ReadOnly": True,
                "BindOptions": {"ReadOnlyForceRecursive": True, "Propagation": "rprivate"},
            },
        ),
        ("src=a,dst=/b", VOLUME),
        ("dst=/b", {"Type": "volume", "Target": "/b"}),
        ("src=a,dst=/b,volume-nocopy", {**VOLUME, "VolumeOptions": {"NoCopy": True}}),
        ("src=a,dst=/b,volume-subpath=x/y", {**VOLUME, "VolumeOptions": {"Subpath": "x/y"}}),
        (
            "src=a,dst=/b,volume-label=a=b,volume-label=c,volume-label==d",
            {**VOLUME, "VolumeOptions": {"Labels": {"a": "b", "c": ""}}},
        ),
        (
            'src=a,dst=/b,volume-driver=local,volume-opt=type=nfs,"volume-opt=o=addr=1,rw"',
            {
                **VOLUME,
                "VolumeOptions": {
                    "DriverConfig": {"Name": "local", "Options": {"type": "nfs", "o": "addr=1,rw"}}
                },
            },
        ),
        ("type=tmpfs,dst=/b", {"Type": "tmpfs", "Target": "/b"}),
        (
            "type=tmpfs,dst=/b,tmpfs-size=1m,tmpfs-mode=1777",
            {
                "Type": "tmpfs",
                "Target": "/b",
                "TmpfsOptions": {"SizeBytes": 1 << 20, "Mode": 0o1777},
            },
        ),
        (
            "type=image,src=i,dst=/b,image-subpath=x",
            {"Type": "image", "Source": "i", "Target": "/b", "ImageOptions": {"Subpath": "x"}},
        ),
        ("type=npipe,src=a,dst=b", {"Type": "npipe", "Source": "a", "Target": "b"}),
        ("type=cluster,src=a,dst=/b", {"Type": "cluster", "Source": "a", "Target": "/b"}),
        ("type=other,src=a,dst=/b", {"Type": "other", "Source": "a", "Target": "/b"}),
    ],
)
def test_mount(text: str, mount: dict[str, Any]) -> None:
    assert parse_mount(text) == mount


_NONRECURSIVE = "bind-nonrecursive is deprecated, use bind-recursive=disabled instead"
_NO_BOOLEAN = (
    "invalid value for '{}': invalid boolean value (\"{}\"): "
    'must be one of "true", "1", "false", or "0" (default "true")'
)
_MIXED = "cannot mix '{}-*' options with mount type '{}'"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "value is empty"),
        ('type=bind,src="/a', 'parse error on line 1, column 15: bare " in non-quoted-field'),
        ("type", "invalid field 'type' must be a key=value pair"),
        ("type=bind,dst=/b,", "invalid field '' must be a key=value pair"),
        ("dst=/b,bind-recursive", "invalid field 'bind-recursive' must be a key=value pair"),
        ("type=bind,foo=bar", "unknown option 'foo' in 'foo=bar'"),
        (
            "type=bind, src=/a",
            "invalid option 'src' in ' src=/a': option should not have whitespace",
        ),
        ("type=,dst=/b", "invalid value for 'type': value is empty"),
        ("target=", "invalid value for 'target': value is empty"),
        ("dst=/b,readonly=yes", _NO_BOOLEAN.format("readonly", "yes")),
        ("dst=/b,RO=", "invalid value for 'RO': value is empty"),
        ("dst=/b,volume-nocopy=x", _NO_BOOLEAN.format("volume-nocopy", "x")),
        ("dst=/b,bind-nonrecursive=x", _NONRECURSIVE),
        ("type=bind,src=/a,dst=/b,bind-nonrecursive", _NONRECURSIVE),
        ("dst=/b,tmpfs-size=abc", "invalid value for tmpfs-size: abc"),
        ("dst=/b,tmpfs-size=-1", "invalid value for tmpfs-size: -1"),
        ("dst=/b,tmpfs-mode=999", "invalid value for tmpfs-mode: 999"),
        ("dst=/b,tmpfs-mode=40000000000", "invalid value for tmpfs-mode: 40000000000"),
        ("dst=/b,tmpfs-mode=1_7", "invalid value for tmpfs-mode: 1_7"),
        (
            "dst=/b,bind-recursive=Disabled",
            "invalid value for bind-recursive: Disabled"
            ' (must be "enabled", "disabled", "writable", or "readonly")',
        ),
        ("type=bind,dst=/b,volume-nocopy", _MIXED.format("volume", "bind")),
        ("type=tmpfs,dst=/b,bind-propagation=x", _MIXED.format("bind", "tmpfs")),
        ("dst=/b,tmpfs-mode=777", _MIXED.format("tmpfs", "volume")),
        ("dst=/b,image-subpath=x,tmpfs-size=1", _MIXED.format("image", "volume")),
        (
            "type=bind,dst=/b,bind-recursive=writable",
            "option 'bind-recursive=writable' requires 'readonly' to be specified in conjunction",
        ),
        (
            "type=bind,dst=/b,bind-recursive=readonly",
            "option 'bind-recursive=readonly' requires 'readonly' to be specified in conjunction",
        ),
        (
            "type=bind,dst=/b,ro,bind-recursive=readonly",
            "option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified"
            " in conjunction",
        ),
    ],
)  # fmt: skip
def test_mount_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_mount(text)
    assert str(raised.value) == words


def test_mounts_add_up() -> None:
    first = MOUNTS.add(MOUNTS.initial(), "dst=/a")
    assert [mount["Target"] for mount in MOUNTS.add(first, "dst=/b")] == ["/a", "/b"]
    assert len(first) == 1


@pytest.mark.parametrize(
    ("source", "absolute"),
    [("./a", "/site/a"), (".", "/site"), ("../a", "/a"), (".a", "/site/.a"), ("a", "a"),
     ("/a/../b", "/a/../b"), ("~/a", "~/a"), ("./a/../b/.", "/site/b")],
)  # fmt: skip
def test_sources_that_begin_with_a_dot(source: str, absolute: str) -> None:
    (mount,) = with_absolute_sources([{**BIND, "Source": source}], "/site")
    assert mount == {**BIND, "Source": absolute}
    assert parse_volumes([f"{source}:/b"], "/site").binds == (
        [f"{absolute}:/b"] if source != "a" else []
    )


def test_sources_stay_as_they_are_where_the_working_directory_is_gone() -> None:
    assert parse_volumes(["./a:/b"], "").binds == ["./a:/b"]


@pytest.mark.parametrize(
    ("spec", "bind"),
    [
        ("/a:/b", "/a:/b"),
        ("/a:/b:ro,z,rshared", "/a:/b:ro,z,rshared"),
        ("/a:/b:anything", "/a:/b:anything"),
        ("data:/b:nocopy", "data:/b:nocopy"),
        ("a/b:/c", "a/b:/c"),
        ("1:/x", "1:/x"),
        ("a:/b:ro", "a:/b:ro"),
        ("c:\\foo:/b", "c:\\foo:/b"),
        (r"\\.\pipe\foo:\\.\pipe\foo", r"\\.\pipe\foo:\\.\pipe\foo"),
        ("/a:b:c:d:e", "/a:b:c:d:e"),
        ("./a b:/c", "/site/a b:/c"),
        (".:a:b:c", "/site:a:b:c"),
    ],
)
def test_volume_that_is_bound(spec: str, bind: str) -> None:
    assert parse_volumes([spec], "/site") == ([bind], {})


@pytest.mark.parametrize("spec", ["/a", "abc", "./abc", ".", ":", "a:", "a:/b", "é:/c", "c:\\a"])
def test_volume_without_a_name(spec: str) -> None:
    """A lone letter before a colon is a drive of Windows to docker, and no source."""
    assert parse_volumes([spec], "/site") == ([], {spec: {}})


def test_volumes_given_twice_count_once() -> None:
    volumes = parse_volumes(["/a:/b", "/c", "/a:/b", "/c", "/d:/b"], "/site")
    assert volumes == (["/a:/b", "/d:/b"], {"/c": {}})


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("", "invalid empty volume spec"),
        (":/b", "invalid spec: :/b: empty section between colons"),
        ("/a:", "invalid spec: /a:: empty section between colons"),
        ("/a::ro", "invalid spec: /a::ro: empty section between colons"),
        ("/a:/b:", "invalid spec: /a:/b:: empty section between colons"),
        ("/a:/b:ro:rw", "invalid spec: /a:/b:ro:rw: too many colons"),
        ("/a:/b:ro:", "invalid spec: /a:/b:ro:: too many colons"),
    ],
)
def test_volume_refused(spec: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse_volumes([spec], "/site")
    assert str(raised.value) == words


@given(st.text("ab/:.~\\é,", max_size=16))
def test_any_text_is_a_volume_or_refused(spec: str) -> None:
    try:
        volumes = parse_volumes([spec], "/site")
    except ValueError as error:
        assert spec in str(error) or not spec
    else:
        assert len(volumes.binds) + len(volumes.anonymous) == 1


def test_tmpfs() -> None:
    assert tmpfs_options(["/a", "/b:size=1m,mode=1777", "/c:d:e", "/a:rw"]) == {
        "/a": "rw",
        "/b": "size=1m,mode=1777",
        "/c": "d:e",
    }
