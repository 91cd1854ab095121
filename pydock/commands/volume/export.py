"""`pydock volume export`: write a volume as a tar archive, which docker does not do."""

from contextlib import ExitStack

from pydock.archive.compression import gzipped
from pydock.archive.tar_reader import TarReader
from pydock.archive.volume_files import ContentSummary, ReportedFields, Transfer
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.output_file import output_file, write_with_holes
from pydock.commands.shared.volume.container import VolumeContainer
from pydock.commands.shared.volume.options import pause_option, quiet_option
from pydock.commands.shared.volume.transfer import engine_volumes, transfer_display, warn_of_loss
from pydock.errors import PydockError
from pydock.options.value_types import SWITCH
from pydock.terminal.unwinding import unwinding_signals


@define("[OPTIONS] VOLUME", exactly(1), engine_since="1.25", complete="volumes")
@option("gzip", "z", SWITCH, "Compress the archive")
@option("output", "o", help="Output file (default: standard output)", complete="files")
@pause_option
@quiet_option
def command(
    app: App, arguments: tuple[str, ...], *, gzip: bool, output: str, pause: bool, quiet: bool
) -> None:
    """Write the files of a volume as a tar archive.

    `volume import` and Podman's read it. Sockets are left out; dockerd reports no extended
    attributes but capabilities, and Podman neither mode nor owner of the top directory and, before
    5.6, no owners at all. Holes of files are holes of the archive.

    Examples:
      pydock volume export data -o data.tar
      pydock volume export --gzip --pause data > data.tar.gz
    """
    if not output and app.is_terminal("stdout"):
        raise PydockError("cowardly refusing to save to a terminal. Use the -o flag or redirect")
    with unwinding_signals(), ExitStack() as resources:
        [volume] = engine_volumes(app, resources, ("", arguments[0]))
        reader = resources.enter_context(VolumeContainer(app, volume, pause=pause))
        warn_of_loss(app, reader)
        file = app.out
        if output:
            file = resources.enter_context(output_file(output, "failed to export volume"))
        show = resources.enter_context(transfer_display(app, volume.name, quiet=quiet))
        with reader.read() as answer:
            files = Transfer(
                TarReader(answer.readinto),
                ContentSummary(ReportedFields()),
                lambda size: show("Reading", size, 0),
            )
            pieces = files.archive(b"./")
            if gzip:
                pieces = gzipped(pieces)
            if output:
                write_with_holes(file, pieces)
            else:
                file.writelines(pieces)
                file.flush()
