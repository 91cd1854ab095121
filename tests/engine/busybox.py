"""The image that every test runs: busybox:latest, made from Debian's static busybox."""

from __future__ import annotations

import io
import subprocess
import tarfile

from tests.engine.debian import static_busybox
from tests.engine.http import Client, EngineError

IMAGE = "busybox:latest"
#: the bytes of the image, whichever release's busybox it has
SIZE = 2_345_678

_DIRECTORIES = ("bin", "dev", "etc", "home", "proc", "root", "sys", "tmp", "usr", "usr/bin", "var")
_FILES = {
    "etc/passwd": (
        "root:x:0:0:root:/root:/bin/sh\n"
        "daemon:x:1:1:daemon:/usr/sbin:/bin/false\n"
        "nobody:x:65534:65534:nobody:/home:/bin/false\n"
    ),
    "etc/group": "root:x:0:\ndaemon:x:1:\nnogroup:x:65534:\n",
}


def ensure_busybox(engine: Client) -> None:
    """Import busybox:latest into the engine unless it is there already."""
    try:
        engine.get(f"/images/{IMAGE}/json")
    except EngineError as error:
        if error.status != 404:
            raise
        repository, _, tag = IMAGE.partition(":")
        engine.send_tar(
            "/images/create",
            [root_file_system()],
            fromSrc="-",
            repo=repository,
            tag=tag,
            changes='CMD ["sh"]',
        )


def root_file_system() -> bytes:
    """A tar archive of a whole root file system of `SIZE` bytes, the same bytes each time.

    Zeros at the end of the program, which mean nothing to it, make up for the release's size.
    """
    busybox = static_busybox()
    applets = subprocess.run([busybox, "--list"], capture_output=True, text=True, check=True)
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        for name in _DIRECTORIES:
            directory = tarfile.TarInfo(name)
            directory.type = tarfile.DIRTYPE
            directory.mode = 0o1777 if name == "tmp" else 0o755
            tar.addfile(directory)
        for name, text in _FILES.items():
            _add_file(tar, name, text.encode(), 0o644)
        for applet in applets.stdout.split():
            if applet != "busybox":
                _add_link(tar, f"bin/{applet}", "busybox")
        _add_link(tar, "usr/bin/env", "/bin/busybox")
        others = sum(entry.size + len(entry.linkname) for entry in tar.getmembers())
        program = busybox.read_bytes().ljust(SIZE - others, b"\0")
        _add_file(tar, "bin/busybox", program, 0o755)
    return archive.getvalue()


def _add_file(tar: tarfile.TarFile, name: str, content: bytes, mode: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    entry.mode = mode
    tar.addfile(entry, io.BytesIO(content))


def _add_link(tar: tarfile.TarFile, name: str, target: str) -> None:
    entry = tarfile.TarInfo(name)
    entry.type = tarfile.SYMTYPE
    entry.linkname = target
    tar.addfile(entry)
