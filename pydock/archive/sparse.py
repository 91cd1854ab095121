"""Sparse files in tar archives: the offsets of the pieces that an archive holds.

GNU tar has written four formats: one with the map in and after the header block ("old
GNU"), and three with PAX records: 0.0 (a record for each number), 0.1 (one record with all)
and 1.0 (the map as text before the content).
"""

from collections.abc import Callable, Iterator

from pydock.archive.header_fields import ArchiveError, number, whole_number
from pydock.archive.tar_headers import printable

Fragment = tuple[int, int]  # offset in the file, length

PAX_PREFIX = b"GNU.sparse."
_MOST_FRAGMENTS = 32 * 1024
_OLD_GNU_FIELD_BYTES = 12
_LONGEST_LINE_BYTES = 20


def old_gnu(block: bytes, next_block: Callable[[], bytes]) -> tuple[list[Fragment], int]:
    """The fragments and the real size of an entry of type S."""
    size = number(block[483:495])
    fragments = _old_gnu_fragments(block[386:482])
    more = block[482]
    while more:
        block = next_block()
        fragments += _old_gnu_fragments(block[:504])
        _limit(len(fragments))
        more = block[504]
    return fragments, size


def _old_gnu_fragments(fields: bytes) -> list[Fragment]:
    step = _OLD_GNU_FIELD_BYTES
    fragments = []
    for at in range(0, len(fields), 2 * step):
        if not fields[at]:
            break
        fragments.append(
            (number(fields[at : at + step]), number(fields[at + step : at + 2 * step]))
        )
    return fragments


class SparseMap:
    """A sparse file as PAX records (those that begin with `GNU.sparse.`) describe it."""

    def __init__(self, records: list[tuple[bytes, bytes]]) -> None:
        values = {key.removeprefix(PAX_PREFIX): value for key, value in records}
        self.name = values.get(b"name", b"")
        size = values.get(b"realsize") or values.get(b"size")
        self.size = whole_number(size) if size else None
        self.map_is_in_content = values.get(b"major") == b"1" and values.get(b"minor") == b"0"
        if b"map" in values:
            numbers = values[b"map"].split(b",") if values[b"map"] else []
        else:
            numbers = [v for k, v in records if k.endswith((b".offset", b".numbytes"))]
        self.fragments = _pairs([whole_number(n) for n in numbers])

    def read_map(self, next_block: Callable[[], bytes]) -> None:
        """Reads the map of format 1.0: a count, then offsets and lengths, a line each."""
        lines = _lines(next_block)
        count = whole_number(next(lines))
        if count < 0:
            raise ArchiveError("a sparse map of the archive is malformed")
        _limit(count)
        self.fragments = _pairs([whole_number(next(lines)) for _ in range(2 * count)])


def _lines(next_block: Callable[[], bytes]) -> Iterator[bytes]:
    """The lines of a map that fills whole blocks with zeros after its last line."""
    waiting = b""
    while True:
        line, newline, rest = waiting.partition(b"\n")
        if newline:
            waiting = rest
            yield line
        elif len(line) > _LONGEST_LINE_BYTES:
            raise ArchiveError("a sparse map of the archive is malformed")
        else:
            waiting += next_block()


def check(fragments: list[Fragment], size: int, stored: int, name: bytes) -> None:
    """Raises ArchiveError unless fragments lie in order in the file and add up to `stored`."""
    end = 0
    for offset, length in fragments:
        if offset < end or length < 0:
            raise ArchiveError(f"{printable(name)} has a sparse map that contradicts itself")
        end = offset + length
    if end > size or sum(length for _, length in fragments) != stored:
        raise ArchiveError(f"{printable(name)} has a sparse map that contradicts its size")


def _pairs(numbers: list[int]) -> list[Fragment]:
    if len(numbers) % 2:
        raise ArchiveError("a sparse map of the archive is malformed")
    _limit(len(numbers) // 2)
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _limit(fragments: int) -> None:
    if fragments > _MOST_FRAGMENTS:
        raise ArchiveError("a sparse map of the archive is too long")
