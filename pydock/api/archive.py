"""Files of a container as tar archives: /containers/ID/archive and, before it, copy."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from pydock.api.engine import Engine, path
from pydock.errors import ProtocolError
from pydock.golang.unmarshal import unmarshal

if TYPE_CHECKING:
    from pydock.transport import StreamResponse

_STAT_HEADER = "x-docker-container-path-stat"
# The bits of Go's FileMode, which this header carries.
_DIRECTORY = 1 << 31
_SYMLINK = 1 << 27
_DEVICE = 1 << 26
_IRREGULAR = 1 << 19


class PathStat(NamedTuple):
    """Stat of a path of a container; `mode` is Go's FileMode, not that of Unix."""

    name: str
    size_bytes: int
    mode: int
    link_target: str

    @property
    def is_directory(self) -> bool:
        return bool(self.mode & _DIRECTORY)

    @property
    def is_symlink(self) -> bool:
        return bool(self.mode & _SYMLINK)

    @property
    def is_device(self) -> bool:
        return bool(self.mode & _DEVICE)

    @property
    def is_irregular(self) -> bool:
        return bool(self.mode & _IRREGULAR)


def supports_archive(engine: Engine) -> bool:
    """Return whether the engine has /containers/ID/archive (API 1.20), at any version."""
    return engine.supports("1.20")


def stat(engine: Engine, container: str, container_path: str) -> PathStat:
    """HEAD /containers/ID/archive (API 1.20): what is at the path; no symlink is followed."""
    engine.require("1.20", "copying into a container")
    answer = engine.request(
        "HEAD", path("containers", container, "archive"), {"path": container_path}
    )
    return _decoded_stat(answer.headers.get(_STAT_HEADER, ""))


def get(engine: Engine, container: str, container_path: str) -> tuple[StreamResponse, PathStat]:
    """GET /containers/ID/archive (API 1.20): the path as a tar stream, to be closed; its stat."""
    query = {"path": container_path}
    answer = engine.stream("GET", path("containers", container, "archive"), query)
    try:
        return answer, _decoded_stat(answer.headers.get(_STAT_HEADER, ""))
    except ProtocolError:
        answer.close()
        raise


def put(
    engine: Engine,
    container: str,
    container_path: str,
    archive: Iterable[bytes],
    *,
    keep_owner: bool = False,
) -> None:
    """PUT /containers/ID/archive (API 1.20): unpacks a tar into a directory of the container.

    A directory is never replaced by another type, nor the reverse. `keep_owner` gives
    the files their uid and gid in the archive. ApiError 404 when the container or directory
    is missing, 403 where it is read-only; NotSupported by an older engine.
    """
    engine.require("1.20", "copying into a container")
    query = {
        "path": container_path,
        "noOverwriteDirNonDir": "true",
        "copyUIDGID": "true" if keep_owner else "",
    }
    headers = {"Content-Type": "application/x-tar"}
    engine.stream("PUT", path("containers", container, "archive"), query, archive, headers).close()


def copy(engine: Engine, container: str, container_path: str) -> StreamResponse:
    """POST /containers/ID/copy (before API 1.20): the path as a tar stream, to be closed."""
    body = json.dumps({"Resource": container_path}).encode("utf-8", "surrogateescape")
    headers = {"Content-Type": "application/json"}
    return engine.stream("POST", path("containers", container, "copy"), body=body, headers=headers)


class _Stat(TypedDict):
    name: str
    size: int
    mode: int
    linkTarget: str


def _decoded_stat(header: str) -> PathStat:
    """Docker writes standard base64, Podman that of URLs."""
    try:
        text = b64decode(header.replace("-", "+").replace("_", "/"), validate=True)
        found = unmarshal(_Stat, text)
        return PathStat(found["name"], found["size"], found["mode"], found["linkTarget"])
    except (ValueError, KeyError, TypeError):
        raise ProtocolError(
            "invalid response from engine: no X-Docker-Container-Path-Stat header"
        ) from None
