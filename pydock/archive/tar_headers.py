"""Tar headers: entries of an archive, and their bytes exactly as docker sends them.

An archive is, for each entry, `encode(entry)`, then `entry.size` bytes of content when it
is a regular file, then `padding(entry.size)`; after the last one comes `END`. `packed`
joins such small pieces into blocks worth sending:

    def pieces() -> Iterator[bytes]:
        for path in files:
            with open_for_reading(path) as file:
                entry = from_stat(name, os.fstat(file.fileno()))
                yield encode(entry)
                yield from file_content(file.fileno(), entry)
        yield END

    body = packed(pieces())

Headers are those of Go's archive/tar in PAX format: plain ustar whenever the entry fits
in it, else with a PAX extended header before the ustar one. Names are bytes: tar archives and
Unix file systems have no encoding.
"""

import os
import posixpath
import stat
from collections.abc import Iterable, Iterator

from pydock.errors import PydockError

REGULAR = b"0"
HARD_LINK = b"1"
SYMLINK = b"2"
CHARACTER_DEVICE = b"3"
BLOCK_DEVICE = b"4"
DIRECTORY = b"5"
FIFO = b"6"

BLOCK_BYTES = 512
END = bytes(2 * BLOCK_BYTES)

PAX_XATTR = b"SCHILY.xattr."
_CAPABILITY = "security.capability"

_CONTENT_BYTES = 256 * 1024
_MAX_OCTAL_7 = 0o7777777
_MAX_OCTAL_11 = 0o77777777777
_NAME_BYTES = 100
_PREFIX_BYTES = 155
_SECOND_NS = 1_000_000_000
_NOT_ASCII = bytes(range(0x80, 0x100)) + b"\0"

_BEFORE_CHECKSUM = b"%b%07o\0%07o\0%07o\0%011o\0%011o\0"
_AFTER_CHECKSUM = b"%b%bustar\x0000%b%b"
_NO_USER_NAMES = bytes(64)
_NO_DEVICE = b"0000000\0" * 2
_NO_PREFIX = bytes(_PREFIX_BYTES + 12)
_CHECKSUM_AS_SPACES = 8 * 0x20


class Entry:
    """One entry of an archive. `name` of a directory ends with a slash.

    `pax` holds extended records beside those that this class has attributes for, such as
    `SCHILY.xattr.security.capability`.
    """

    __slots__ = (
        "device_major",
        "device_minor",
        "gid",
        "link_name",
        "mode",
        "mtime_ns",
        "name",
        "pax",
        "size",
        "type",
        "uid",
    )

    def __init__(
        self,
        name: bytes,
        type: bytes = REGULAR,
        *,
        mode: int = 0o644,
        uid: int = 0,
        gid: int = 0,
        size: int = 0,
        mtime_ns: int = 0,
        link_name: bytes = b"",
        device_major: int = 0,
        device_minor: int = 0,
        pax: dict[bytes, bytes] | None = None,
    ) -> None:
        self.name = name
        self.type = type
        self.mode = mode
        self.uid = uid
        self.gid = gid
        self.size = size
        self.mtime_ns = mtime_ns
        self.link_name = link_name
        self.device_major = device_major
        self.device_minor = device_minor
        self.pax = pax

    def __repr__(self) -> str:
        return f"Entry({self.name!r}, type={self.type!r}, mode={self.mode:o}, size={self.size})"


_TYPES = {
    stat.S_IFREG: REGULAR,
    stat.S_IFDIR: DIRECTORY,
    stat.S_IFLNK: SYMLINK,
    stat.S_IFCHR: CHARACTER_DEVICE,
    stat.S_IFBLK: BLOCK_DEVICE,
    stat.S_IFIFO: FIFO,
}


def from_stat(name: bytes, status: os.stat_result, link_name: bytes = b"") -> Entry | None:
    """Return a local file's entry, in whole seconds, owned by its owner; None for a socket."""
    type = _TYPES.get(stat.S_IFMT(status.st_mode))
    if type is None:
        return None
    if type is DIRECTORY and not name.endswith(b"/"):
        name += b"/"
    entry = Entry(
        name,
        type,
        mode=status.st_mode & 0o7777,
        uid=status.st_uid,
        gid=status.st_gid,
        size=status.st_size if type is REGULAR else 0,
        mtime_ns=status.st_mtime_ns // _SECOND_NS * _SECOND_NS,
        link_name=link_name,
    )
    if type is CHARACTER_DEVICE or type is BLOCK_DEVICE:
        entry.device_major = os.major(status.st_rdev)
        entry.device_minor = os.minor(status.st_rdev)
    return entry


def add_capabilities(entry: Entry, file: int | bytes) -> None:
    """Add the capabilities (setcap) of an executable, a descriptor or path, as docker does."""
    if entry.type is not REGULAR or not entry.mode & 0o111:
        return
    try:
        value = os.getxattr(file, _CAPABILITY)
    except OSError:
        return
    entry.pax = {**(entry.pax or {}), PAX_XATTR + _CAPABILITY.encode(): value}


def encode(entry: Entry) -> bytes:
    """Return the header blocks of an entry. Raises ValueError for what no tar format can hold."""
    name, link_name = entry.name, entry.link_name
    if (
        not entry.pax
        and len(name) <= _NAME_BYTES
        and len(link_name) <= _NAME_BYTES
        and name.isascii()
        and link_name.isascii()
        and 0 <= entry.uid <= _MAX_OCTAL_7
        and 0 <= entry.gid <= _MAX_OCTAL_7
        and 0 <= entry.size <= _MAX_OCTAL_11
        and 0 <= entry.mtime_ns // _SECOND_NS <= _MAX_OCTAL_11
        and not entry.mtime_ns % _SECOND_NS
        and b"\0" not in name
        and b"\0" not in link_name
    ):
        return _block(entry, name, _device_fields(entry) + _NO_PREFIX)
    return _encode_extended(entry)


def padding(size_bytes: int) -> bytes:
    """Return the zeros after content of that size, up to the next whole block."""
    return bytes(-size_bytes % BLOCK_BYTES)


def file_content(file: int, entry: Entry) -> Iterator[bytes]:
    """Yield an entry's content and padding, `entry.size` bytes; PydockError if it shrank."""
    left = entry.size
    while left:
        data = os.read(file, min(left, _CONTENT_BYTES))
        if not data:
            raise PydockError(f"{printable(entry.name)} became shorter while it was being read")
        left -= len(data)
        yield data
    if entry.size % BLOCK_BYTES:
        yield padding(entry.size)


def file_archive(entry: Entry, content: bytes) -> bytes:
    """Return an archive of one regular file."""
    return with_content(entry, content) + END


def with_content(entry: Entry, content: bytes) -> bytes:
    """Return a regular file in an archive; the entry gets the size of the content."""
    entry.size = len(content)
    return b"".join((encode(entry), content, padding(entry.size)))


def packed(pieces: Iterable[bytes], block_bytes: int = _CONTENT_BYTES) -> Iterator[bytes]:
    """Yield the same bytes in blocks of at least that size (the last one excepted)."""
    waiting: list[bytes] = []
    waiting_bytes = 0
    for piece in pieces:
        if not waiting and len(piece) >= block_bytes:
            yield piece
            continue
        waiting.append(piece)
        waiting_bytes += len(piece)
        if waiting_bytes >= block_bytes:
            yield b"".join(waiting)
            waiting.clear()
            waiting_bytes = 0
    if waiting:
        yield b"".join(waiting)


def printable(name: bytes) -> str:
    """Return a file name for a message: undecodable bytes and control characters are escaped."""
    from pydock.terminal.sanitize import escaped

    return escaped(name.decode("utf-8", "backslashreplace"))


def _device_fields(entry: Entry) -> bytes:
    if not entry.device_major and not entry.device_minor:
        return _NO_DEVICE
    return b"%07o\0%07o\0" % (entry.device_major, entry.device_minor)


def _block(entry: Entry, name: bytes, last_fields: bytes) -> bytes:
    """Return one ustar header block of checked values; `last_fields`: devices and prefix."""
    before = _BEFORE_CHECKSUM % (
        name.ljust(_NAME_BYTES, b"\0"),
        entry.mode,
        entry.uid,
        entry.gid,
        entry.size,
        entry.mtime_ns // _SECOND_NS,
    )
    after = _AFTER_CHECKSUM % (
        entry.type,
        entry.link_name.ljust(_NAME_BYTES, b"\0"),
        _NO_USER_NAMES,
        last_fields,
    )
    checksum = sum(before) + sum(after) + _CHECKSUM_AS_SPACES
    return b"%b%06o\0 %b" % (before, checksum, after)


def _encode_extended(entry: Entry) -> bytes:
    """An entry that needs more than a name of 100 ASCII bytes and small numbers."""
    if b"\0" in entry.name or b"\0" in entry.link_name:
        raise ValueError(f"a tar archive cannot hold the name {printable(entry.name)}")
    split = _split_ustar_name(entry.name)
    records = _pax_records(entry, name_fits=split is not None)
    if not records and split is not None:
        prefix, name = split
        return _block(entry, name, _device_fields(entry) + prefix.ljust(len(_NO_PREFIX), b"\0"))
    data = b"".join(_pax_record(key, records[key]) for key in sorted(records))
    plain = Entry(
        b"",
        entry.type,
        mode=entry.mode,
        uid=_octal_or_0(entry.uid, _MAX_OCTAL_7),
        gid=_octal_or_0(entry.gid, _MAX_OCTAL_7),
        size=_octal_or_0(entry.size, _MAX_OCTAL_11),
        mtime_ns=_octal_or_0(entry.mtime_ns, _MAX_OCTAL_11 * _SECOND_NS + _SECOND_NS - 1),
        link_name=_name_field(entry.link_name),
    )
    extended = Entry(b"", b"x", mode=0, size=len(data))
    return b"".join(
        (
            _block(extended, _pax_name(entry.name), bytes(len(_NO_DEVICE)) + _NO_PREFIX),
            data,
            padding(len(data)),
            _block(plain, _name_field(entry.name), _device_fields(entry) + _NO_PREFIX),
        )
    )


def _pax_records(entry: Entry, *, name_fits: bool) -> dict[bytes, bytes]:
    """Return PAX records for what ustar cannot hold; a prefix is repeated if there are any."""
    records = dict(entry.pax or {})
    if not _is_short_ascii(entry.link_name):
        records[b"linkpath"] = entry.link_name
    for key, value in ((b"uid", entry.uid), (b"gid", entry.gid)):
        if not 0 <= value <= _MAX_OCTAL_7:
            records[key] = b"%d" % value
    if not 0 <= entry.size <= _MAX_OCTAL_11:
        records[b"size"] = b"%d" % entry.size
    seconds, rest_ns = divmod(entry.mtime_ns, _SECOND_NS)
    if rest_ns or not 0 <= seconds <= _MAX_OCTAL_11:
        records[b"mtime"] = _pax_time(entry.mtime_ns)
    if not _is_short_ascii(entry.name) and (records or not name_fits):
        records[b"path"] = entry.name
    return records


def _is_short_ascii(name: bytes) -> bool:
    return len(name) <= _NAME_BYTES and name.isascii()


def _octal_or_0(value: int, largest: int) -> int:
    return value if 0 <= value <= largest else 0


def _split_ustar_name(name: bytes) -> tuple[bytes, bytes] | None:
    """A long ASCII name as ustar's prefix and name (joined by a slash), if it can be split."""
    if len(name) <= _NAME_BYTES or not name.isascii():
        return None
    at = name.rstrip(b"/").rfind(b"/", 0, _PREFIX_BYTES + 1)
    if at <= 0 or not 0 < len(name) - at - 1 <= _NAME_BYTES:
        return None
    return name[:at], name[at + 1 :]


def _pax_record(key: bytes, value: bytes) -> bytes:
    """`LENGTH KEY=VALUE\\n`, where the length counts its own digits."""
    rest = b" %b=%b\n" % (key, value)
    length = len(rest) + len(str(len(rest)))
    if len(str(length)) != len(str(len(rest))):
        length += 1
    return b"%d%b" % (length, rest)


def _pax_time(time_ns: int) -> bytes:
    sign = "-" if time_ns < 0 else ""
    seconds, rest_ns = divmod(abs(time_ns), _SECOND_NS)
    return f"{sign}{seconds}.{rest_ns:09}".rstrip("0").rstrip(".").encode()


def _pax_name(name: bytes) -> bytes:
    """Return the name of the extended header itself, which tools without PAX support show."""
    directory, file = posixpath.split(name)
    joined = posixpath.normpath(posixpath.join(directory, b"PaxHeaders.0", file))
    return joined.translate(None, _NOT_ASCII)[:_NAME_BYTES].rstrip(b"/")


def _name_field(name: bytes) -> bytes:
    """Return the ASCII part of a name that fits; PAX has all. A slash at its end is a NUL."""
    name = name.translate(None, _NOT_ASCII)
    field = name[:_NAME_BYTES]
    if len(name) > _NAME_BYTES and field.endswith(b"/"):
        kept = len(field.rstrip(b"/"))
        field = field[:kept] + b"\0" + field[kept + 1 :]
    return field
