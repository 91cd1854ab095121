"""Go's FileMode numbers, in which BuildKit sends the modes of files."""

import stat

DIRECTORY = 1 << 31
SYMLINK = 1 << 27
DEVICE = 1 << 26
NAMED_PIPE = 1 << 25
_SET_USER = 1 << 23
_SET_GROUP = 1 << 22
CHARACTER_DEVICE = 1 << 21
_STICKY = 1 << 20
#: all bits for the kind of a file; a regular file has none of them
KIND = DIRECTORY | SYMLINK | DEVICE | NAMED_PIPE | 1 << 24 | CHARACTER_DEVICE | 1 << 19

_KINDS = {
    stat.S_IFDIR: DIRECTORY,
    stat.S_IFLNK: SYMLINK,
    stat.S_IFIFO: NAMED_PIPE,
    stat.S_IFBLK: DEVICE,
    stat.S_IFCHR: DEVICE | CHARACTER_DEVICE,
}
_BITS = {stat.S_ISUID: _SET_USER, stat.S_ISGID: _SET_GROUP, stat.S_ISVTX: _STICKY}


def to_go(mode: int) -> int:
    """Return Go's number for a mode of `os.stat`; as in docker, a socket is a regular file."""
    found = mode & 0o777 | _KINDS.get(stat.S_IFMT(mode), 0)
    if mode & 0o7000:
        for bit, of_go in _BITS.items():
            if mode & bit:
                found |= of_go
    return found


def permissions(mode: int) -> int:
    """Return the mode for `chmod` from a mode of Go's."""
    found = mode & 0o777
    for bit, of_go in _BITS.items():
        if mode & of_go:
            found |= bit
    return found
