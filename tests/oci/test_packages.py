"""Lists of installed packages."""

from __future__ import annotations

import pytest

from pydock.oci.packages import joined, listed, manager_of, python_packages, rpm_databases


def test_dpkg() -> None:
    data = (
        b"Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.36-9\n"
        b"Description: x\n Package: not\n\n"
        b"Package: gone\nStatus: deinstall ok config-files\nVersion: 1\n\n"
        b"Package: libc6\nStatus: install ok installed\nArchitecture: i386\nVersion: 2.36-8\n"
    )
    assert listed("dpkg", data) == {"libc6": "2.36-9", "libc6:i386": "2.36-8"}


def test_apk() -> None:
    data = b"C:Q1x\nP:musl\nV:1.2.5-r0\nA:x86_64\n\nP:zlib\nV:1.3\n\n"
    assert listed("apk", data) == {"musl": "1.2.5-r0", "zlib": "1.3"}


@pytest.mark.parametrize("data", [b"", b"\n\n\n", b"\xff\0\n\nPackage:\n", b"P:\n"])
def test_damaged_lists_are_empty(data: bytes) -> None:
    assert listed("dpkg", data) == listed("apk", data) == {}


def test_where_lists_are() -> None:
    lists = {b"var/lib/dpkg/status.d/tzdata": {"tzdata": "1"}, b"lib/apk/db/installed": {"a": "2"}}
    assert joined(lists) == {"dpkg": {"tzdata": "1"}, "apk": {"a": "2"}}
    assert manager_of(b"var/lib/dpkg/status-old") == ""


def test_python() -> None:
    paths = [
        *(b"usr/lib/python3/dist-packages/Foo_Bar-1.0.dist-info/METADATA", b"x-2.egg-info"),
        *(b"a/foo_bar-1.1.dist-info/METADATA", b"a/y-3-py3.11.egg-info/PKG-INFO"),
        *(b"a/foo_bar-1.1.dist-info/RECORD", b"a/none.dist-info/METADATA"),
    ]
    assert python_packages(paths) == {"foo-bar": "1.0, 1.1", "x": "2", "y": "3"}


def test_rpm() -> None:
    paths = [b"var/lib/rpm/rpmdb.sqlite", b"usr/lib/sysimage/rpm/Packages.db", b"var/lib/rpm/x"]
    assert rpm_databases(paths) == sorted(paths[:2])
