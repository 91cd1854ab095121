"""Trees of files for the tests of `cp`, made the same way locally and in containers."""

from __future__ import annotations

import io
import os
import stat
import tarfile
from pathlib import Path

MTIME = 1_600_000_000
OWNER = 1234

TREE: dict[str, tuple[bytes, int, str]] = {
    "a folder": (tarfile.DIRTYPE, 0o755, ""),
    "a folder/in it": (tarfile.REGTYPE, 0o644, "in it"),
    "broken": (tarfile.SYMTYPE, 0o777, "nowhere"),
    "broken-below": (tarfile.SYMTYPE, 0o777, "nowhere/below"),
    "colon:file": (tarfile.REGTYPE, 0o644, "colon"),
    "empty": (tarfile.DIRTYPE, 0o700, ""),
    "fifo": (tarfile.FIFOTYPE, 0o640, ""),
    "file": (tarfile.REGTYPE, 0o640, "file"),
    "folder": (tarfile.DIRTYPE, 0o750, ""),
    "folder/.hidden": (tarfile.REGTYPE, 0o600, "hidden"),
    "folder/absolute": (tarfile.SYMTYPE, 0o777, "/etc/passwd"),
    "folder/file": (tarfile.REGTYPE, 0o644, "file in folder"),
    "folder/hard": (tarfile.LNKTYPE, 0o644, "folder/file"),
    "folder/nothing": (tarfile.REGTYPE, 0o644, ""),
    "folder/relative": (tarfile.SYMTYPE, 0o777, "sub/deep"),
    "folder/sub": (tarfile.DIRTYPE, 0o1777, ""),
    "folder/sub/deep": (tarfile.REGTYPE, 0o4755, "deep"),
    "leads-out": (tarfile.DIRTYPE, 0o755, ""),
    "leads-out/link": (tarfile.SYMTYPE, 0o777, "../../../../elsewhere"),
    "loop": (tarfile.SYMTYPE, 0o777, "loop"),
    "other": (tarfile.DIRTYPE, 0o755, ""),
    "other/file": (tarfile.DIRTYPE, 0o755, ""),
    "other/sub": (tarfile.REGTYPE, 0o644, "a file called sub"),
    "to-broken-name": (tarfile.SYMTYPE, 0o777, "folder/new"),
    "to-file": (tarfile.SYMTYPE, 0o777, "file"),
    "to-folder": (tarfile.SYMTYPE, 0o777, "folder"),
    "to-sub": (tarfile.SYMTYPE, 0o777, "folder/sub"),
    "\udcff\udcfe": (tarfile.REGTYPE, 0o644, "any byte"),
}
"""Name -> type, mode, and content or target."""


def tree_archive(*directories: str, but_not: str = "\0") -> bytes:
    """The tree below each of the directories; without names that begin with `but_not`."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", errors="surrogateescape") as archive:
        for directory in directories:
            archive.addfile(_info(directory, tarfile.DIRTYPE, 0o755, ""))
            for name, (type, mode, text) in TREE.items():
                if name.startswith(but_not):
                    continue
                info = _info(f"{directory}/{name}", type, mode, text)
                if type == tarfile.LNKTYPE:
                    info.linkname = f"{directory}/{text}"
                archive.addfile(info, io.BytesIO(text.encode()))
    return buffer.getvalue()


def make_tree(directory: Path) -> None:
    """The same tree on this machine, without owners."""
    directory.mkdir(parents=True)
    for name, (type, mode, text) in TREE.items():
        path = directory / name
        if type == tarfile.DIRTYPE:
            path.mkdir()
        elif type == tarfile.SYMTYPE:
            path.symlink_to(text)
        elif type == tarfile.LNKTYPE:
            path.hardlink_to(directory / text)
        elif type == tarfile.FIFOTYPE:
            os.mkfifo(path)
        else:
            path.write_text(text)
        if type != tarfile.SYMTYPE:
            path.chmod(mode)
    for path in [*sorted(directory.rglob("*"), reverse=True), directory]:
        os.utime(path, (MTIME, MTIME), follow_symlinks=False)


Fact = tuple[object, ...]


def local_facts(directory: Path, *, directory_times: bool) -> dict[str, Fact]:
    """All that is in a directory: type, mode, owner, time unless it is new, content or target."""
    first_names: dict[int, str] = {}
    facts: dict[str, Fact] = {}
    for path in sorted(directory.rglob("*")):
        status = path.lstat()
        name = str(path.relative_to(directory))
        kind = stat.S_IFMT(status.st_mode)
        what: object = ""
        if kind == stat.S_IFREG:
            what = (first_names.setdefault(status.st_ino, name), path.read_bytes())
        elif kind == stat.S_IFLNK:
            what = os.readlink(path)  # noqa: PTH115 (as it is)
        time = _time(int(status.st_mtime)) if directory_times or kind != stat.S_IFDIR else ""
        facts[name] = (oct(status.st_mode), status.st_uid, status.st_gid, time, what)
    return facts


def archive_facts(data: bytes) -> dict[str, Fact]:
    """The same of an archive."""
    facts: dict[str, Fact] = {}
    with tarfile.open(fileobj=io.BytesIO(data), errors="surrogateescape") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isreg() else None
            what = file.read() if file else member.linkname
            owner = (member.uid, member.gid)
            time = _time(int(member.mtime))
            facts[member.name] = (member.type, oct(member.mode), owner, time, what)
    return facts


def _time(seconds: int) -> int | str:
    return seconds if seconds <= MTIME else "new"


def _info(name: str, type: bytes, mode: int, text: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.mode, info.mtime = type, mode, MTIME
    info.uid = info.gid = OWNER
    if type == tarfile.SYMTYPE:
        info.linkname = text
    elif type == tarfile.REGTYPE:
        info.size = len(text.encode())
    return info
