"""containerd.services.content.v1.Content: the engine reads and writes caches in local directories.

Only blobs by their sha256 digests, in the directories that the command line names; a written blob
is kept only if it matches its digest.
"""

import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from pydock.build.buildkit.grpc import CallFailed, Code, ServerCall
from pydock.build.buildkit.messages.content import (
    AbortRequest,
    Info,
    InfoRequest,
    InfoResponse,
    ReadRequest,
    ReadResponse,
    WriteAction,
    WriteRequest,
    WriteResponse,
)
from pydock.build.buildkit.messages.control import Empty
from pydock.errors import PydockError
from pydock.oci.layout import BlobMismatch, Layout, NewBlob

_SERVICE = "/containerd.services.content.v1.Content/"
INFO_METHOD = f"{_SERVICE}Info"
READ_METHOD = f"{_SERVICE}Read"
WRITE_METHOD = f"{_SERVICE}Write"
ABORT_METHOD = f"{_SERVICE}Abort"

_STORE_KEY = "buildkit-attachable-store-id"
_BLOCK_BYTES = 128 << 10


class Store(NamedTuple):
    """A directory, and whether the engine may write to it."""

    layout: Layout
    is_writable: bool


class Content:
    """Serves stores by their IDs in the engine's requests."""

    def __init__(self, stores: Mapping[str, Store]) -> None:
        self._stores = stores

    def info(self, call: ServerCall) -> None:
        request = call.receive(InfoRequest) or InfoRequest()
        status = self._blob(call, request.digest).stat()
        time_ns = status.st_mtime_ns
        call.send(InfoResponse(Info(request.digest, status.st_size, time_ns, time_ns)))

    def read(self, call: ServerCall) -> None:
        request = call.receive(ReadRequest) or ReadRequest()
        offset, left = max(0, request.offset), request.size if request.size > 0 else None
        with self._blob(call, request.digest).open("rb") as file:
            file.seek(offset)
            while data := file.read(_BLOCK_BYTES if left is None else min(left, _BLOCK_BYTES)):
                call.send(ReadResponse(offset, data))
                offset += len(data)
                if left is not None:
                    left -= len(data)

    def write(self, call: ServerCall) -> None:
        store = self._store(call)
        if not store.is_writable:
            raise CallFailed(Code.PERMISSION_DENIED, "the cache is read-only")
        with closing(_Writing(store.layout)) as writing:
            while request := call.receive(WriteRequest):
                call.send(writing.answer(request))
                if request.action == WriteAction.COMMIT:
                    return

    def abort(self, call: ServerCall) -> None:
        """Do nothing: a write without a commit leaves no file."""
        call.receive(AbortRequest)
        call.send(Empty())

    def _store(self, call: ServerCall) -> Store:
        store_id = call.metadata.get(_STORE_KEY, [""])[0]
        store = self._stores.get(store_id)
        if store is None:
            raise CallFailed(Code.NOT_FOUND, f"no access allowed to content store {store_id}")
        return store

    def _blob(self, call: ServerCall, digest: str) -> Path:
        path = self._store(call).layout.find(digest)
        if path is None:
            raise CallFailed(Code.NOT_FOUND, f"content {digest}: not found")
        return path


class _Writing:
    """One blob being written."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._blob: NewBlob | None = None
        self._total = 0
        self._expected = ""
        self._started_ns = time.time_ns()

    def answer(self, request: WriteRequest) -> WriteResponse:
        """Execute a request, and return the state of the blob."""
        self._total = request.total or self._total
        self._expected = request.expected or self._expected
        if self._expected and self._layout.find(self._expected):
            raise CallFailed(Code.ALREADY_EXISTS, f"content {self._expected}: already exists")
        blob = self._blob = self._blob or self._layout.new_blob()
        if request.data:
            if request.offset != blob.size:
                raise CallFailed(
                    Code.INVALID_ARGUMENT, "invalid offset: a blob is written sequentially"
                )
            blob.write(request.data)
        digest = ""
        if request.action == WriteAction.COMMIT:
            try:
                digest = blob.commit(self._total, self._expected)
            except BlobMismatch as error:
                raise PydockError(str(error)) from None
        return WriteResponse(
            request.action, self._started_ns, time.time_ns(), blob.size, self._total, digest
        )

    def close(self) -> None:
        if self._blob:
            self._blob.drop()
