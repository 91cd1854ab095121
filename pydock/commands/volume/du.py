"""`pydock volume du`: show what takes the space of a volume, which docker does not do."""

from contextlib import ExitStack

from pydock.archive.file_entries import content_bytes
from pydock.archive.tar_headers import DIRECTORY
from pydock.archive.tar_reader import TarReader
from pydock.archive.volume_files import entries
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.listing import format_option
from pydock.commands.shared.volume.container import VolumeContainer
from pydock.commands.shared.volume.transfer import engine_volumes
from pydock.errors import PydockError
from pydock.options.value_types import Int
from pydock.terminal.unwinding import unwinding_signals
from pydock.views.listing import Listing
from pydock.views.volume_usage import VolumeUsageView, usage_rows


@define("[OPTIONS] VOLUME", exactly(1), engine_since="1.25", complete="volumes")
@option("depth", "d", Int(1), "Levels of directories to show")
@format_option
@option("largest", "n", Int(), "Show the largest N alone (0: all)")
def command(app: App, arguments: tuple[str, ...], *, depth: int, format: str, largest: int) -> None:
    """Show what uses the space of a volume: files and directories, the largest first.

    The first row is the whole volume. Sizes are those of the content: holes count, and a file with
    several names counts once. All of the volume is read for that.

    Examples:
      pydock volume du data
      pydock volume du --depth 3 --largest 20 data
      pydock volume du --format json data
    """
    if depth < 0 or largest < 0:
        raise PydockError("--depth and --largest cannot be negative")
    listing = Listing(VolumeUsageView, format)
    with unwinding_signals(), ExitStack() as resources:
        [volume] = engine_volumes(app, resources, ("", arguments[0]))
        reader = resources.enter_context(VolumeContainer(app, volume, pause=None))
        with reader.read() as answer:
            files = (
                (path, entry.type == DIRECTORY, content_bytes(entry))
                for path, entry in entries(TarReader(answer.readinto))
            )
            rows = usage_rows(files, depth, largest)
    app.write(listing.text(rows))
