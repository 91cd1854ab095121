"""USER[:GROUP] by name or number, as the passwd and group files of a container have them."""

from collections.abc import Iterator
from typing import NamedTuple


class User(NamedTuple):
    uid: int
    gid: int
    home: str


def needs_files(text: str) -> bool:
    """Return whether the user's numbers and home are in the files of the container."""
    return text not in ("", "0", "root", "0:0")


def resolve_user(text: str, passwd: str = "", group: str = "") -> User:
    """Return the user of a text, root for "". Raises ValueError for an unknown name."""
    if not needs_files(text):
        return User(0, 0, "/root")
    name, _, group_name = text.partition(":")
    uid = gid = 0
    home = "/"
    for fields in _rows(passwd, 6):
        if (name or "root") == fields[0] or name == fields[2]:
            uid, gid, home = int(fields[2]), int(fields[3]), fields[5] or "/"
            break
    else:
        if name and not _is_number(name):
            raise ValueError(f"unable to find user {name}: no matching entries in passwd file")
        uid = int(name or "0")
    if group_name:
        gid = _group(group_name, group)
    return User(uid, gid, home)


def _group(name: str, group: str) -> int:
    for fields in _rows(group, 3):
        if fields[0] == name:
            return int(fields[2])
    if not _is_number(name):
        raise ValueError(f"unable to find group {name}: no matching entries in group file")
    return int(name)


def _rows(text: str, fields: int) -> Iterator[list[str]]:
    """Yield the rows with at least that many fields and with valid numbers."""
    for line in text.splitlines():
        row = line.split(":")
        if len(row) >= fields and _is_number(row[2]) and (fields < 6 or _is_number(row[3])):
            yield row


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
