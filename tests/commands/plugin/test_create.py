"""The context of `plugin create`."""

from __future__ import annotations

import gzip

from pydock.commands.plugin.create import compressed


def test_compressed_parts_are_one_gzip_stream() -> None:
    parts = [b"a" * 100_000, b"", b"b" * 10]
    assert gzip.decompress(b"".join(compressed(parts))) == b"".join(parts)
