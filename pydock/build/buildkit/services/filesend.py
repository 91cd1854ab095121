"""moby.filesync.v1.FileSend/DiffCopy: the engine sends the results of a build."""

import threading
from collections.abc import Mapping, Sequence

from pydock.archive.tar_headers import BLOCK_BYTES, END
from pydock.build.buildkit.grpc import CallFailed, Code, ServerCall
from pydock.build.buildkit.messages.control import BytesMessage
from pydock.build.buildkit.receive_directory import receive_directory
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason
from pydock.options.build.outputs import LOCAL, Export

METHOD = "/moby.filesync.v1.FileSend/DiffCopy"
_NUMBER_KEY = "buildkit-attachable-exporter-id"
#: how long a transfer may last after the engine has reported success
_LAST_DATA_SECONDS = 10.0


class _Transfer:
    """One result and the state of its transfer."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.started = False
        self.ended = threading.Event()
        self.error = ""

    def receive(self, call: ServerCall) -> None:
        """Receive the result; store the reason of a failure."""
        try:
            if self.export.type == LOCAL:
                receive_directory(call, self.export.destination)
            else:
                _receive_file(call, self.export)
        except PydockError as error:
            self.error = error.message
            raise
        except OSError as error:
            self.error = os_reason(error)
            raise
        except BaseException:
            self.error = "internal error"
            raise
        finally:
            self.ended.set()


class ExportReceiver:
    """Receives the results of the exports that are a directory or a file, each of them once."""

    def __init__(self, exports: Sequence[Export]) -> None:
        self._transfers = {
            number: _Transfer(export)
            for number, export in enumerate(exports)
            if export.open_file or export.type == LOCAL
        }

    @property
    def are_expected(self) -> bool:
        return bool(self._transfers)

    def diff_copy(self, call: ServerCall) -> None:
        transfer = self._transfers.get(self._number(call.metadata))
        if transfer is None:
            raise CallFailed(Code.NOT_FOUND, "no such export")
        if transfer.started:
            raise CallFailed(Code.ALREADY_EXISTS, "target already exists")
        transfer.started = True
        call.begin()
        transfer.receive(call)

    def failure(self) -> str:
        """Return why a transfer failed; "" when none has."""
        return next((one.error for one in self._transfers.values() if one.error), "")

    def check(self) -> None:
        """Raise PydockError unless every result of a successful build is complete."""
        for transfer in self._transfers.values():
            if not transfer.started:
                reason = "the engine sent no result"
            elif not transfer.ended.wait(_LAST_DATA_SECONDS):
                reason = "timed out waiting for the rest of the result"
            else:
                reason = transfer.error
            if reason:
                raise PydockError(f"failed to export {transfer.export.type}: {reason}")

    def _number(self, metadata: Mapping[str, list[str]]) -> int:
        """Return the number of the export; engines with a single export do not send it."""
        text = metadata.get(_NUMBER_KEY, [""])[0]
        if not text:
            return next(iter(self._transfers), -1)
        return int(text) if text.isascii() and text.isdigit() else -1


def _receive_file(call: ServerCall, export: Export) -> None:
    """Receive a tar; PydockError when it has no end marker."""
    assert export.open_file is not None
    size_bytes, tail = 0, b""
    with export.open_file() as file:
        while (message := call.receive(BytesMessage)) is not None:
            file.write(message.data)
            size_bytes += len(message.data)
            tail = (tail + message.data[-len(END) :])[-len(END) :]
        if tail != END or size_bytes % BLOCK_BYTES:
            raise PydockError(f"unexpected EOF: archive truncated after {size_bytes} bytes")
