"""A tar stream as a context; its Dockerfile can be replaced, and it can be compressed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pydock.archive import tar_headers
from pydock.build.classic.directory_tar import generated_file
from pydock.build.dockerfile import DEFAULT_NAME, IGNORE_FILE
from pydock.build.input_stream import InputStream


def only_dockerfile(content: bytes) -> Iterator[bytes]:
    """Yield the tar of a context that has a Dockerfile and no other file."""
    yield generated_file(DEFAULT_NAME.encode(), content, mode=0o644) + tar_headers.END


def compressed(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the same archive compressed with gzip, unless it is compressed already."""
    from pydock.archive.compression import format_of, gzipped

    first = next(blocks, b"")
    whole = chain([first], blocks)
    yield from whole if format_of(first) else gzipped(whole)


def with_dockerfile(stream: InputStream, name: str, content: bytes) -> Iterator[bytes]:
    """Yield the uncompressed archive with a Dockerfile that images lack. Raises PydockError."""
    return tar_headers.packed(_with_dockerfile(stream, name.encode(), content))


def ignore_file_with(name: bytes, content: bytes | None) -> bytes:
    """Return the content of a `.dockerignore` that also keeps a file of that name out."""
    if content is None:
        content = IGNORE_FILE.encode()
    return content + b"\n" + name + b"\n"


def _with_dockerfile(stream: InputStream, name: bytes, content: bytes) -> Iterator[bytes]:
    from pydock.archive.compression import uncompressed
    from pydock.archive.tar_reader import TarReader

    reader = TarReader(uncompressed(stream.readinto))
    ignore_file = IGNORE_FILE.encode()
    has_ignore_file = False
    for entry in reader:
        if entry.name.removeprefix(b"./") == ignore_file and entry.type == tar_headers.REGULAR:
            has_ignore_file = True
            kept = b"".join(reader.whole_content())
            yield tar_headers.with_content(entry, ignore_file_with(name, kept))
            continue
        yield tar_headers.encode(entry)
        if entry.type == tar_headers.REGULAR:
            yield from reader.whole_content()
            yield tar_headers.padding(entry.size)
    if not has_ignore_file:
        yield generated_file(ignore_file, ignore_file_with(name, None))
    yield generated_file(name, content)
    yield tar_headers.END
