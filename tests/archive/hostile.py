"""Hostile tar archives, and a sandbox that reports whether anything outside was touched."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from pydock.archive.tar_headers import (
    BLOCK_BYTES,
    BLOCK_DEVICE,
    CHARACTER_DEVICE,
    DIRECTORY,
    END,
    FIFO,
    HARD_LINK,
    REGULAR,
    SYMLINK,
    Entry,
    encode,
    padding,
)

Archive = Callable[[Path], bytes]


class Sandbox:
    """A destination beside files that must stay as they are.

    The destination holds symlinks that lead out, and a second name of a file outside.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.outside = directory / "outside"
        self.destination = directory / "destination"
        (self.outside / "sub").mkdir(parents=True)
        (self.outside / "secret").write_text("secret")
        (self.outside / "shared").write_text("shared")
        (self.outside / "sub" / "file").write_text("file")
        (self.outside / "loop").symlink_to("loop")
        self.destination.mkdir()
        (self.destination / "out").symlink_to("../outside")
        (self.destination / "out-file").symlink_to("../outside/secret")
        (self.destination / "shared").hardlink_to(self.outside / "shared")
        (self.destination / "kept").write_text("kept")
        (self.destination / "directory").mkdir()
        self._before = self._seen()

    def changes(self) -> list[str]:
        """What is not as it was outside of the destination."""
        after = self._seen()
        names = self._before.keys() | after.keys()
        return sorted(name for name in names if self._before.get(name) != after.get(name))

    def _seen(self) -> dict[str, tuple[object, ...]]:
        seen: dict[str, tuple[object, ...]] = {}
        for path in [self.directory, self.outside, *self.outside.rglob("*")]:
            status = path.lstat()
            # Replacing the second name of the shared file is no change of the file.
            links = 0 if path.name == "shared" else status.st_nlink
            content = path.read_bytes() if stat.S_ISREG(status.st_mode) else b""
            seen[str(path)] = (
                status.st_ino, status.st_mode, status.st_uid, status.st_gid, links,
                status.st_size, status.st_mtime_ns, content,
            )  # fmt: skip
        # Its own attributes may change: entries are created in it.
        seen[str(self.destination)] = (self.destination.lstat().st_mode,)
        return seen


def tar(*entries: tuple[Entry, bytes] | Entry | bytes, end: bytes = END) -> bytes:
    """An archive of entries, of entries with content, and of raw blocks."""
    pieces = []
    for item in entries:
        if isinstance(item, bytes):
            pieces.append(item)
            continue
        entry, content = item if isinstance(item, tuple) else (item, b"")
        pieces += [encode(entry), content, padding(len(content))]
    return b"".join(pieces) + end


def file(name: bytes, content: bytes = b"evil", **facts: int) -> tuple[Entry, bytes]:
    return Entry(name, REGULAR, size=len(content), **facts), content  # type: ignore[arg-type]


def directory(name: bytes, mode: int = 0o777) -> Entry:
    return Entry(name, DIRECTORY, mode=mode)


def link(name: bytes, target: bytes) -> Entry:
    return Entry(name, SYMLINK, mode=0o777, link_name=target)


def hard(name: bytes, target: bytes) -> Entry:
    return Entry(name, HARD_LINK, mode=0o777, mtime_ns=10**18, link_name=target)


def extension(kind: bytes, data: bytes, size: int | None = None) -> bytes:
    """A header that describes the next one: `x`, `g`, `L` or `K`; `size` may lie."""
    entry = Entry(b"extension", kind, size=len(data) if size is None else size)
    return encode(entry) + data + padding(len(data))


def pax(*records: bytes, kind: bytes = b"x") -> bytes:
    """A PAX header of `key=value` records."""
    data = b""
    for record in records:
        length = len(record) + 3
        while len(b"%d %b\n" % (length, record)) != length:
            length += 1
        data += b"%d %b\n" % (length, record)
    return extension(kind, data)


def patched(block: bytes, at: int, data: bytes) -> bytes:
    """A header block with some bytes replaced and the checksum made right again."""
    block = block[:at] + data + block[at + len(data) :]
    checksum = sum(block[:148]) + sum(block[156:BLOCK_BYTES]) + 8 * 0x20
    return block[:148] + b"%06o\0 " % checksum + block[156:]


def old_gnu_sparse(
    name: bytes, fragments: Iterable[tuple[int, int]], size: int, stored: bytes, more: bool = False
) -> bytes:
    """The header block of GNU's old sparse format, up to four fragments, and the content."""
    block = encode(Entry(name, b"S", size=len(stored)))
    block = patched(block, 257, b"ustar  \0")
    fields = b"".join(b"%011o\0%011o\0" % fragment for fragment in fragments)
    block = patched(block, 386, fields + bytes([0] * (96 - len(fields))) + bytes([more]))
    block = patched(block, 483, b"%011o\0" % size)
    return block + stored + padding(len(stored))


def _outside(path: str) -> Callable[[Path], bytes]:
    return lambda outside: os.fsencode(outside / path)


_EVIL = file(b"evil")
_BIG = (1 << 62).to_bytes(12, "big")
_NEGATIVE = b"\xff" * 12

ARCHIVES: dict[str, Archive] = {
    # Names that lead out
    "a name of two dots": lambda out: tar(file(b"../evil")),
    "many dots": lambda out: tar(file(b"../../../../../../../../evil")),
    "dots after a directory": lambda out: tar(directory(b"a/"), file(b"a/../../evil")),
    "dots after directories that are missing": lambda out: tar(file(b"a/b/../../../evil")),
    "dots after the root": lambda out: tar(file(b"/../../evil")),
    "dots after a dot": lambda out: tar(file(b"./../evil")),
    "an absolute name": lambda out: tar(file(os.fsencode(out / "evil"))),
    "an absolute name with two slashes": lambda out: tar(file(b"/" + os.fsencode(out / "evil"))),
    "the absolute name of a file": lambda out: tar(file(os.fsencode(out / "secret"))),
    "a directory above": lambda out: tar(directory(b"../", 0o000)),
    "a directory beside": lambda out: tar(directory(b"../outside/", 0o000)),
    "a new directory beside": lambda out: tar(directory(b"../new/")),
    "a file in a new directory beside": lambda out: tar(file(b"../new/evil")),
    "a symlink beside": lambda out: tar(link(b"../evil", b"/etc/passwd")),
    "a FIFO beside": lambda out: tar(Entry(b"../evil", FIFO)),
    "a ustar prefix of dots": lambda out: tar(
        patched(encode(_EVIL[0]), 345, b"../outside") + b"evil" + padding(4)
    ),
    "a PAX path": lambda out: tar(pax(b"path=../outside/evil"), _EVIL),
    "an absolute PAX path": lambda out: tar(pax(b"path=" + os.fsencode(out / "evil")), _EVIL),
    "a PAX path for all": lambda out: tar(pax(b"path=../outside/evil", kind=b"g"), _EVIL),
    "a GNU long name": lambda out: tar(extension(b"L", b"../outside/evil\0"), _EVIL),
    "a sparse file's own name": lambda out: tar(
        pax(b"GNU.sparse.map=0,4", b"GNU.sparse.size=4", b"GNU.sparse.name=../outside/evil"), _EVIL
    ),
    # The destination itself
    "an empty name": lambda out: tar(file(b"")),
    "a file for the destination": lambda out: tar(file(b".")),
    "a file for the root": lambda out: tar(file(b"/")),
    "a symlink for the destination": lambda out: tar(link(b"./", _outside("")(out)), file(b"evil")),
    "a mode for the destination": lambda out: tar(directory(b"./", 0o000), file(b"evil")),
    # Symlinks that lead out
    "through a symlink made before": lambda out: tar(
        link(b"new", os.fsencode(out)), file(b"new/evil")
    ),
    "through a symlink to a symlink": lambda out: tar(link(b"new", b"out"), file(b"new/evil")),
    "through a symlink that was there": lambda out: tar(file(b"out/evil")),
    "through a symlink to a file outside": lambda out: tar(file(b"out/secret")),
    "a directory for a symlink that was there": lambda out: tar(directory(b"out/", 0o000)),
    "a directory in a symlink that was there": lambda out: tar(directory(b"out/sub/", 0o000)),
    "a symlink in a symlink that was there": lambda out: tar(link(b"out/new", b"/etc/passwd")),
    "a file for a symlink to a file": lambda out: tar(file(b"out-file")),
    "a FIFO for a symlink to a file": lambda out: tar(Entry(b"out-file", FIFO, mode=0o600)),
    "a symlink for a directory": lambda out: tar(
        directory(b"a/"), file(b"a/b"), link(b"a", os.fsencode(out)), file(b"a/evil")
    ),
    "a symlink for a directory that was there": lambda out: tar(
        link(b"directory", os.fsencode(out)), file(b"directory/evil")
    ),
    "a directory for a symlink": lambda out: tar(
        link(b"a", os.fsencode(out)), directory(b"a/"), file(b"a/evil")
    ),
    "a symlink for a file, then a file": lambda out: tar(
        file(b"a"), link(b"a", os.fsencode(out / "secret")), file(b"a")
    ),
    "a symlink to the directory itself": lambda out: tar(
        link(b"a", b"."), link(b"a/b", os.fsencode(out)), file(b"a/b/evil")
    ),
    "symlinks in a circle": lambda out: tar(link(b"a", b"b"), link(b"b", b"a"), file(b"a/evil")),
    "a relative symlink out": lambda out: tar(link(b"new", b"../outside"), file(b"new/evil")),
    "a relative symlink out of a sibling": lambda out: tar(
        link(b"new", b"../destination-2/../outside"), file(b"new/evil")
    ),
    "a symlink without a target": lambda out: tar(link(b"new", b""), file(b"new/evil")),
    "a PAX target": lambda out: tar(
        pax(b"linkpath=" + os.fsencode(out)), link(b"new", b"kept"), file(b"new/evil")
    ),
    # Hard links that lead out
    "a hard link out": lambda out: tar(hard(b"new", b"../outside/secret"), file(b"new")),
    "an absolute hard link": lambda out: tar(hard(b"new", os.fsencode(out / "secret"))),
    "a hard link through a symlink that was there": lambda out: tar(
        hard(b"new", b"out/secret"), file(b"new")
    ),
    "a hard link through a symlink made before": lambda out: tar(
        link(b"a", os.fsencode(out)), hard(b"new", b"a/secret"), file(b"new")
    ),
    "a hard link to a symlink, then a file": lambda out: tar(
        hard(b"new", b"out-file"), file(b"new")
    ),
    "a hard link to a symlink to a directory": lambda out: tar(
        hard(b"new", b"out"), file(b"new/evil")
    ),
    "a hard link to a file with a name outside": lambda out: tar(
        hard(b"new", b"shared"), file(b"new"), file(b"shared")
    ),
    "a hard link to the directory above": lambda out: tar(hard(b"new", b"..")),
    "a hard link to a directory": lambda out: tar(hard(b"new", b"directory")),
    "a hard link to itself": lambda out: tar(hard(b"kept", b"kept")),
    "a GNU long link out": lambda out: tar(
        extension(b"K", b"../outside/secret\0"), hard(b"new", b"kept"), file(b"new")
    ),
    "a PAX hard link out": lambda out: tar(
        pax(b"linkpath=../outside/secret"), hard(b"new", b"kept"), file(b"new")
    ),
    # What is no file
    "devices": lambda out: tar(
        Entry(b"c", CHARACTER_DEVICE, device_major=1, device_minor=3),
        Entry(b"b", BLOCK_DEVICE, device_major=7, device_minor=300),
    ),
    "device numbers that there are not": lambda out: tar(
        patched(encode(Entry(b"c", CHARACTER_DEVICE)), 329, b"7777777\x007777777\0")
    ),
    "below a FIFO": lambda out: tar(Entry(b"a", FIFO), file(b"a/evil")),
    "below a file": lambda out: tar(file(b"a"), file(b"a/evil")),
    "a file for a directory": lambda out: tar(file(b"directory")),
    "an unknown type": lambda out: tar(Entry(b"new", b"V")),
    "a setuid program": lambda out: tar(file(b"new", mode=0o6755)),
    "extended attributes": lambda out: tar(
        pax(b"SCHILY.xattr.user.x=1", b"SCHILY.xattr.trusted.overlay.opaque=y"), _EVIL
    ),
    "malformed capabilities": lambda out: tar(
        pax(b"SCHILY.xattr.security.capability=\1\0\0\2"), _EVIL
    ),
    "times that no file has": lambda out: tar(
        file(b"a", mtime_ns=-(10**18)), pax(b"mtime=99999999999999999"), file(b"b")
    ),
    # Sizes and ends that lie
    "an empty stream": lambda out: b"",
    "nothing but zeros": lambda out: bytes(100_000),
    "no archive": lambda out: b"<html>" * 1000,
    "no end marker": lambda out: tar(_EVIL, end=b""),
    "an end marker in the middle": lambda out: tar(END, file(b"../evil")),
    "one block of zeros": lambda out: tar(bytes(BLOCK_BYTES), _EVIL),
    "cut in a header": lambda out: tar(_EVIL)[:300],
    "cut in the content": lambda out: tar(file(b"a", b"x" * 2000))[:1500],
    "cut in the padding": lambda out: tar(_EVIL)[:600],
    "a size that is too large": lambda out: tar((Entry(b"a", size=10**10), b"evil")),
    "a size of 4 EiB": lambda out: tar(patched(encode(_EVIL[0]), 124, b"\x80" + _BIG[1:])),
    "a negative size": lambda out: tar(patched(encode(_EVIL[0]), 124, _NEGATIVE)),
    "a negative PAX size": lambda out: tar(pax(b"size=-512"), _EVIL),
    "a PAX size that is too large": lambda out: tar(pax(b"size=9223372036854775807"), _EVIL),
    "a PAX size of words": lambda out: tar(pax(b"size=many"), _EVIL),
    "a size of words": lambda out: tar(patched(encode(_EVIL[0]), 124, b"many bytes\0\0")),
    "a wrong checksum": lambda out: b"b" + tar(file(b"aaa"))[1:],
    "content of a directory": lambda out: tar(
        patched(encode(directory(b"a/")), 124, b"00000001000\0")
    ),
    # Extensions that lie
    "a PAX record that is too short": lambda out: tar(extension(b"x", b"3 path=a\n"), _EVIL),
    "a PAX record that is too long": lambda out: tar(extension(b"x", b"99 path=a\n"), _EVIL),
    "a PAX record without an end": lambda out: tar(extension(b"x", b"8 path=a"), _EVIL),
    "a PAX record of no length": lambda out: tar(extension(b"x", b"0 path=a\n"), _EVIL),
    "a PAX path with a NUL": lambda out: tar(pax(b"path=a\0/../../evil"), _EVIL),
    "a PAX header of 1 GiB": lambda out: tar(extension(b"x", b"", 1 << 30), _EVIL),
    "a long name of 1 GiB": lambda out: tar(extension(b"L", b"", 1 << 30), _EVIL),
    "a name of 5000 bytes": lambda out: tar(file(b"a" * 5000)),
    "a name of 300 bytes": lambda out: tar(file(b"a" * 300)),
    "300 levels": lambda out: tar(file(b"a/" * 300 + b"evil")),
    "sparse pieces that overlap": lambda out: tar(
        pax(b"GNU.sparse.map=0,4,2,4", b"GNU.sparse.size=100"), file(b"a", b"12345678")
    ),
    "sparse pieces beyond the end": lambda out: tar(
        pax(b"GNU.sparse.map=100,4", b"GNU.sparse.size=50"), _EVIL
    ),
    "sparse pieces before the beginning": lambda out: tar(
        pax(b"GNU.sparse.map=-4,4", b"GNU.sparse.size=50"), _EVIL
    ),
    "more sparse pieces than content": lambda out: tar(
        pax(b"GNU.sparse.map=0,4000", b"GNU.sparse.size=4000"), _EVIL
    ),
    "an odd sparse map": lambda out: tar(
        pax(b"GNU.sparse.map=0,4,8", b"GNU.sparse.size=50"), _EVIL
    ),
    "a sparse map that has no end": lambda out: tar(
        pax(b"GNU.sparse.major=1", b"GNU.sparse.minor=0", b"GNU.sparse.realsize=4"),
        file(b"a", b"9999\n" * 100),
    ),
    "a sparse map of a billion pieces": lambda out: tar(
        pax(b"GNU.sparse.major=1", b"GNU.sparse.minor=0", b"GNU.sparse.realsize=4"),
        file(b"a", b"1000000000\n".ljust(BLOCK_BYTES, b"\0")),
    ),
    "an old sparse map that has no end": lambda out: tar(
        old_gnu_sparse(b"a", [(0, 4)], 4, b"", more=True),
        b"".join([b"00000000000\0" * 42 + b"\1" + bytes(7)] * 4000),
    ),
    "a sparse file of 8 EiB": lambda out: tar(
        pax(b"GNU.sparse.map=0,4", b"GNU.sparse.size=9223372036854775807"), _EVIL
    ),
}


def stream(archive: bytes, step: int = 1 << 20) -> Callable[[memoryview], int]:
    """The archive as something to be read, at most that many bytes at a time."""
    source = io.BytesIO(archive)
    return lambda buffer: source.readinto(buffer[:step])
