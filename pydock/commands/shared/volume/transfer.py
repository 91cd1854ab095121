"""Copies of volumes, within an engine or to another one, with progress."""

from __future__ import annotations

import re
from contextlib import closing, contextmanager
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from pydock.api import volumes
from pydock.archive.header_fields import ArchiveError
from pydock.archive.tar_reader import TarReader
from pydock.archive.volume_files import ContentSummary, Transfer
from pydock.commands.shared.container.abandoned_helpers import remove_abandoned
from pydock.commands.shared.container.helper_container import require_linux, warn_unless_done
from pydock.commands.shared.volume.container import (
    EngineVolume,
    VolumeBusy,
    VolumeContainer,
    existing,
)
from pydock.errors import NotFound, PydockError
from pydock.golang.units import human_size
from pydock.progress.display import open_display
from pydock.progress.json_stream import Message, Progress
from pydock.spec.helper_container import NEW_VOLUME
from pydock.spec.volume import is_stored_elsewhere, volume_copy_body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import ExitStack

    from pydock.api.engine import Json
    from pydock.cli.app import App

    #: displays a state, the bytes so far, and their total if that is known
    Show = Callable[[str, int, int], None]

_NAME = re.compile(r"[^\s/:]+")
_REDRAW_SECONDS = 0.1


def engine_volumes(app: App, resources: ExitStack, *named: tuple[str, str]) -> list[EngineVolume]:
    """Return volumes by a context or address, "" for the engine in use, and a name.

    On these engines, what was left behind by a pydock that was killed is removed.
    """
    found: dict[str, EngineVolume] = {}
    for context, name in named:
        if not _NAME.fullmatch(name):  # another one may name a directory to mount
            raise PydockError(f'invalid volume name: "{name}"')
        if context in found:
            continue
        engine = app.engine
        if context:
            engine = resources.enter_context(closing(app.other_engine(context)))
        require_linux(app, engine)
        engine.require("1.25", app.command_path)
        remove_abandoned(app, engine)
        found[context] = EngineVolume(engine, app.endpoint_of(context).url, name)
    return [found[context]._replace(name=name) for context, name in named]


def exists(volume: EngineVolume) -> bool:
    """Return whether the engine has a volume of that name."""
    try:
        volumes.inspect(volume.engine, volume.name)
    except NotFound:
        return False
    return True


def copy_volume(
    app: App,
    source: EngineVolume,
    target: EngineVolume,
    *,
    pause: bool = False,
    quiet: bool = False,
    for_rename: bool = False,
) -> ContentSummary:
    """Copy a volume to a new one, read it back, and return what it has.

    The new one has the driver, options and labels of the first, but no options that say where that
    is stored. Whatever fails, no new volume is left. `for_rename` reads the first volume again as
    well: nothing else shows that a container of a moment has changed it. Raises PydockError.
    """
    found = existing(source)
    if exists(target):
        raise PydockError(f"volume {target.name} exists: it is never replaced")
    elsewhere = is_stored_elsewhere(found)
    if elsewhere:
        app.warn(f"WARNING: {target.name} gets no driver options: those say where files are stored")
    body = volume_copy_body(target.name, found, with_options=not elsewhere)
    with (
        VolumeContainer(app, source, pause=pause) as reader,
        transfer_display(app, source.name, quiet=quiet) as show,
    ):
        warn_of_loss(app, reader)
        with new_volume(app, target, body) as writer:
            summary = _copy(reader, writer, show)
            if for_rename:
                _verify(reader, summary, show, f"{source.name} was changed while it was copied")
            show(f"Sent {amount(summary)}", 0, 0)
            return summary


@contextmanager
def new_volume(app: App, volume: EngineVolume, body: Json) -> Iterator[VolumeContainer]:
    """Create and fill a volume; it is removed if that fails."""
    is_ours = False

    def create() -> None:
        nonlocal is_ours
        if exists(volume):  # with the mark, the next pydock would take it for incomplete
            raise PydockError(f"volume {volume.name} exists: another process has created it")
        volumes.create(volume.engine, body)
        is_ours = True

    try:
        with VolumeContainer(app, volume, fills=NEW_VOLUME, create=create) as writer:
            if not writer.is_empty():
                is_ours = False
                raise PydockError(
                    f"volume {volume.name} had files when it was created:"
                    " its driver shares its storage, and nothing is changed"
                )
            yield writer
    except BaseException as error:
        if is_ours and not isinstance(error, VolumeBusy):
            remove = partial(volumes.rm, volume.engine, volume.name)
            warn_unless_done(app, f"volume {volume.name} remains, incomplete", remove)
        raise


def _copy(reader: VolumeContainer, writer: VolumeContainer, show: Show) -> ContentSummary:
    """Copy, verify and return what a volume has, as far as both engines report it."""
    summary = ContentSummary(reader.reported.both(writer.reported))
    try:
        with reader.read() as answer:
            files = TarReader(answer.readinto)
            writer.write(Transfer(files, summary, lambda size: show("Sending", size, 0)))
    except ArchiveError as error:
        raise PydockError(f"reading volume {reader.volume}: {error.message}") from None
    _verify(writer, summary, show, f"the copy differs from {reader.volume}")
    return summary


def _verify(volume: VolumeContainer, summary: ContentSummary, show: Show, problem: str) -> None:
    """Raise PydockError unless a volume has the content of the summary."""
    found = volume.summarize(summary.reported, lambda size: show("Verifying", size, summary.size))
    if found.digest != summary.digest:
        amounts = amount(found), amount(summary)
        detail = "" if len(set(amounts)) == 1 else ": {} instead of {}".format(*amounts)
        raise PydockError(problem + detail)


def warn_of_loss(app: App, reader: VolumeContainer) -> None:
    """Warn of what an engine does not report of the files of a volume."""
    if not reader.reported.owners:
        app.warn("WARNING: Podman before 5.6 reports no owners: all files become root's")
    elif not reader.reported.top:
        app.warn("WARNING: Podman does not report mode and owner of a volume's top directory")


def amount(summary: ContentSummary) -> str:
    """Return a number of files and their size."""
    files = "1 file" if summary.files == 1 else f"{summary.files} files"
    return f"{human_size(summary.size)}, {files}"


@contextmanager
def transfer_display(app: App, volume: str, *, quiet: bool) -> Iterator[Show]:
    """Yield what displays the progress of a volume on standard error, if that is a terminal."""
    if quiet or not app.is_terminal("stderr"):
        yield lambda state, current, total: None
        return
    with open_display(app.stderr, terminal=True, environ=app.environ) as display:
        drawn = ("", 0.0)

        def show(state: str, current: int, total: int) -> None:
            nonlocal drawn
            now = monotonic()
            if state != drawn[0] or now >= drawn[1] + _REDRAW_SECONDS:
                drawn = (state, now)
                display(Message(id=volume, status=state, progress=Progress(current, total)))

        yield show
