"""moby.upload.v1.Upload/Pull: the engine downloads a stream of the client, once."""

import os
from typing import BinaryIO

from pydock.build.buildkit.grpc import CallFailed, Code, ServerCall
from pydock.build.buildkit.messages.control import BytesMessage

METHOD = "/moby.upload.v1.Upload/Pull"
_BLOCK_BYTES = 128 << 10


class Upload:
    """One stream, under a random address."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream: BinaryIO | None = stream
        self._name = os.urandom(16).hex()

    @property
    def url(self) -> str:
        """Address of the stream for the engine."""
        return f"http://buildkit-session/{self._name}"

    def pull(self, call: ServerCall) -> None:
        path = call.metadata.get("urlpath", [""])[0]
        stream = self._stream
        if path.rpartition("/")[2] != self._name or stream is None:
            raise CallFailed(Code.NOT_FOUND, f"no http response from session for {path}")
        self._stream = None
        while data := stream.read(_BLOCK_BYTES):
            call.send(BytesMessage(data))
