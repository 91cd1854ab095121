"""Compressed streams."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
from collections.abc import Callable

import pytest

from pydock.archive.compression import gzipped, uncompressed
from pydock.archive.header_fields import ArchiveError

DATA = b"first" + os.urandom(200_000) + bytes(300_000)


def read(data: bytes) -> bytes:
    readinto = uncompressed(io.BytesIO(data).readinto)
    buffer = memoryview(bytearray(1000))
    return b"".join(iter(lambda: bytes(buffer[: readinto(buffer)]), b""))


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress, bytes])
def test_whatever_the_format(compress: Callable[[bytes], bytes]) -> None:
    assert read(compress(DATA)) == DATA


def test_several_streams_are_one() -> None:
    assert read(gzip.compress(b"a") + gzip.compress(b"b") + bytes(500)) == b"ab"


def test_nothing_is_no_archive() -> None:
    with pytest.raises(ArchiveError, match="the archive is empty"):
        read(b"")


@pytest.mark.parametrize("data", [b"x", DATA[:5]], ids=["a byte", "five"])
def test_what_is_short_is_not_compressed(data: bytes) -> None:
    assert read(data) == data


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_a_stream_that_is_cut(compress: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ArchiveError, match="unexpected end of the"):
        read(compress(DATA)[:-20000])


def test_a_stream_that_is_damaged() -> None:
    damaged = bytearray(gzip.compress(DATA))
    damaged[100_000:100_100] = bytes(100)
    with pytest.raises(ArchiveError, match=r"invalid gzip|unexpected end"):
        read(bytes(damaged))


def test_pieces_are_one_gzip_stream() -> None:
    pieces = [b"a" * 100_000, b"", b"b" * 10]
    assert gzip.decompress(b"".join(gzipped(pieces))) == b"".join(pieces)
