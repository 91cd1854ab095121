"""`pydock volume import`: fill a volume from a tar archive, which docker does not do."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, cast

from pydock.archive.compression import uncompressed
from pydock.archive.header_fields import ArchiveError
from pydock.archive.tar_reader import ReadInto, TarReader
from pydock.archive.volume_files import ContentSummary, ReportedFields, Transfer
from pydock.cli.app import App
from pydock.cli.command import between, define, option
from pydock.commands.shared.input_file import input_file
from pydock.commands.shared.volume.container import VolumeContainer
from pydock.commands.shared.volume.options import pause_option, quiet_option
from pydock.commands.shared.volume.transfer import (
    amount,
    engine_volumes,
    exists,
    new_volume,
    transfer_display,
)
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH
from pydock.spec.helper_container import EXISTING_VOLUME
from pydock.terminal.unwinding import unwinding_signals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from pydock.commands.shared.volume.container import EngineVolume


_REST_BYTES = 1 << 20


@define("[OPTIONS] VOLUME [FILE|-]", between(1, 2), engine_since="1.25", complete="volumes files")
@option("merge", "", SWITCH, "Add to a volume that has files; those of the archive replace them")
@pause_option
@quiet_option
def command(app: App, arguments: tuple[str, ...], *, merge: bool, pause: bool, quiet: bool) -> None:
    """Fill a volume with the files of a tar archive.

    It may be compressed: with gzip, bzip2, xz or, from Python 3.14 on, zstd. The volume is created
    if it does not exist, and then removed if the import fails. Engines write files with holes in
    full.

    Examples:
      pydock volume import data data.tar
      podman volume export data | pydock volume import data
    """
    name, source, *_ = (*arguments, "-")
    if source == "-" and app.is_terminal("stdin"):
        raise PydockError("requested import from stdin, but stdin is a terminal")
    summary = ContentSummary(ReportedFields())
    with unwinding_signals(), ExitStack() as resources:
        [volume] = engine_volumes(app, resources, ("", name))
        file = app.stdin.buffer if source == "-" else resources.enter_context(input_file(source))
        readinto = uncompressed(cast("BufferedReader", file).readinto)
        writer = resources.enter_context(_writer(app, volume, merge=merge, pause=pause))
        show = resources.enter_context(transfer_display(app, name, quiet=quiet))
        try:
            files = Transfer(TarReader(readinto), summary, lambda size: show("Sending", size, 0))
            writer.write(files)
            _read_rest(readinto)
        except ArchiveError as error:
            raise PydockError(f"invalid archive: {error.message}") from None
    app.print(name)
    if not quiet:
        app.print(f"Imported {amount(summary)}")
    if summary.sparse_files:
        app.warn(f"WARNING: the engine wrote files with holes in full: {summary.sparse_files}")


def _read_rest(readinto: ReadInto) -> None:
    """Read what follows the archive: zeros that tar adds, and the checksum of a compressed one."""
    buffer = memoryview(bytearray(_REST_BYTES))
    while buffer and (count := readinto(buffer)):
        buffer = buffer[count:]


@contextmanager
def _writer(
    app: App, volume: EngineVolume, *, merge: bool, pause: bool
) -> Iterator[VolumeContainer]:
    """Fill a volume, a new one if it does not exist."""
    if not exists(volume):
        with new_volume(app, volume, {"Name": volume.name}) as writer:
            yield writer
        return
    with VolumeContainer(app, volume, fills=EXISTING_VOLUME, pause=pause) as writer:
        if not merge and not writer.is_empty():
            raise PydockError(f"volume {volume.name} has files: use --merge to add to them")
        try:
            yield writer
        except BaseException:
            app.warn(f"WARNING: volume {volume.name} may have part of the archive")
            raise
