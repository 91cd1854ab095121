"""`pydock volume diff`: what differs between two volumes, which docker does not show."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING

from pydock.archive.tar_reader import TarReader
from pydock.archive.volume_files import tree
from pydock.cli.app import App
from pydock.cli.command import between, define, option
from pydock.commands.shared.volume.container import VolumeContainer, reported_by
from pydock.commands.shared.volume.options import pause_option
from pydock.commands.shared.volume.transfer import engine_volumes
from pydock.errors import ExitStatus, PydockError
from pydock.oci.image_difference import file_changes
from pydock.oci.layer_files import TooManyFiles
from pydock.terminal.unwinding import unwinding_signals
from pydock.views.image_difference import file_lines, file_objects

if TYPE_CHECKING:
    from pydock.archive.volume_files import ReportedFields
    from pydock.commands.shared.volume.container import EngineVolume
    from pydock.oci.layer_files import Tree

_DIFFERENT = 1
_TROUBLE = 2


@define("[OPTIONS] VOLUME [OTHER]", between(1, 2), engine_since="1.25", complete="volumes")
@option("format", help="Output format: 'json'", complete="choices:json")
@option(
    "from",
    help="Context or address of the engine that has VOLUME (default: the engine in use)",
    complete="contexts",
)
@pause_option
@option(
    "to",
    help="Context or address of the engine that has OTHER (default: the engine in use)",
    complete="contexts",
)
def command(
    app: App, arguments: tuple[str, ...], *, format: str, from_: str, pause: bool, to: str
) -> int | None:
    """Show what differs between the files of two volumes.

    They are compared by type, mode, owner, size and content, not by their times, as far as the
    engines report that: Podman before 5.6 reports no owners. OTHER is VOLUME by default, on another
    engine. The status is that of diff: 0 for equal volumes, 1 for different ones, 2 for an error.

    Examples:
      pydock volume diff data data-before-upgrade
      pydock volume diff data --to production
    """
    if format not in ("", "json"):
        raise PydockError(f'invalid format "{format}": must be json', _TROUBLE)
    try:
        with unwinding_signals(), ExitStack() as resources:
            names = (from_, arguments[0]), (to, arguments[-1])
            first, second = engine_volumes(app, resources, *names)
            if first[1:] == second[1:]:
                raise PydockError("diff requires two volumes, or another engine: --to")
            reported = reported_by(first.engine).both(reported_by(second.engine))
            trees = (_files(app, one, reported, pause=pause) for one in (first, second))
            changes = file_changes(*trees)
    except TooManyFiles:
        raise PydockError("the volumes have too many files", _TROUBLE) from None
    except PydockError as error:
        error.exit_status = _TROUBLE
        raise
    if format:
        found = {"Equal": not changes, "Files": file_objects(changes)}
        app.print(json.dumps(found, separators=(",", ":")))
    else:
        app.print(*file_lines(changes))
    return _DIFFERENT if changes else ExitStatus.SUCCESS


def _files(app: App, volume: EngineVolume, reported: ReportedFields, *, pause: bool) -> Tree:
    with VolumeContainer(app, volume, pause=pause or None) as reader, reader.read() as answer:
        return tree(TarReader(answer.readinto), reported)
