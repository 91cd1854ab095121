"""moby.filesync.v1.FileSend/DiffCopy: the engine sends results, to where the command line says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydock.build.buildkit.grpc import CallFailed, Code, ServerCall
from pydock.build.buildkit.messages.control import BytesMessage
from pydock.build.buildkit.receive_directory import receive_directory
from pydock.options.build.outputs import LOCAL, Export

METHOD = "/moby.filesync.v1.FileSend/DiffCopy"
_NUMBER_KEY = "buildkit-attachable-exporter-id"


class Results:
    """Takes the results of the exports that are a directory or a file, each of them once."""

    def __init__(self, exports: Sequence[Export]) -> None:
        self._open = {
            number: export
            for number, export in enumerate(exports)
            if export.open_file or export.type == LOCAL
        }
        self._taken: set[int] = set()

    @property
    def are_expected(self) -> bool:
        return bool(self._open)

    def diff_copy(self, call: ServerCall) -> None:
        number = self._number(call.metadata)
        export = self._open.get(number)
        if export is None:
            raise CallFailed(Code.NOT_FOUND, "no such result was asked for")
        if number in self._taken:
            raise CallFailed(Code.ALREADY_EXISTS, "target already exists")
        self._taken.add(number)
        call.begin()
        if export.type == LOCAL:
            receive_directory(call, export.destination)
        else:
            _receive_file(call, export)

    def _number(self, metadata: Mapping[str, list[str]]) -> int:
        """Which export is meant; engines that know one only do not say."""
        text = metadata.get(_NUMBER_KEY, [""])[0]
        if not text:
            return next(iter(self._open), -1)
        return int(text) if text.isascii() and text.isdigit() else -1


def _receive_file(call: ServerCall, export: Export) -> None:
    assert export.open_file is not None
    with export.open_file() as file:
        while (message := call.receive(BytesMessage)) is not None:
            file.write(message.data)
