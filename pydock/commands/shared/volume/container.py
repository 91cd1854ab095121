"""The files of a volume, reached through a container that is created and never started."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pydock.api import archive, containers, images, volumes
from pydock.archive.tar_headers import END
from pydock.archive.tar_reader import TarReader
from pydock.archive.volume_files import ContentSummary, ReportedFields, Transfer, entries, header
from pydock.commands.shared.container.abandoned_helpers import client_labels
from pydock.commands.shared.container.empty_image import empty_image
from pydock.commands.shared.container.helper_container import remove_helper, warn_unless_done
from pydock.errors import Conflict, PydockError
from pydock.spec.helper_container import (
    FILLED_LABEL,
    NEW_VOLUME,
    PAUSED_LABEL,
    VOLUME_DIRECTORY,
    VOLUME_LABEL,
    volume_create_body,
)
from pydock.views.removal import main_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from pydock.api.engine import Engine
    from pydock.api.types.containers import ContainerSummary
    from pydock.api.types.volumes import Volume
    from pydock.cli.app import App
    from pydock.transport import StreamResponse

_RUNNING_STATES = ("running", "restarting")


class EngineVolume(NamedTuple):
    """A volume of an engine, which may not exist yet."""

    engine: Engine
    url: str
    name: str


class VolumeBusy(PydockError):
    """Another process fills the volume through the container `filler`."""

    def __init__(self, volume: str, filler: str) -> None:
        super().__init__(f"volume {volume} is incomplete: {filler} is filling it")


class VolumeContainer:
    """Reads or fills the files of a volume; a context manager.

    As long as a volume is being filled, its container marks it as incomplete, also after this
    process was killed.
    """

    def __init__(
        self,
        app: App,
        volume: EngineVolume,
        *,
        fills: str = "",
        create: Callable[[], object] | None = None,
        pause: bool | None = False,
    ) -> None:
        """`fills` is NEW_VOLUME or EXISTING_VOLUME, where it is not read only.

        `create` creates a new volume, directly before the mark.

        With `pause`, running containers that may write to it are paused, without they are a
        PydockError; with None they go on. ApiError 404 for a missing volume.
        """
        engine = volume.engine
        self._app, self._engine, self.volume = app, engine, volume.name
        self.reported = reported_by(engine)
        labels = {**client_labels(), VOLUME_LABEL: volume.name}
        if fills:
            labels[FILLED_LABEL] = fills
        writers = []
        if fills != NEW_VOLUME:
            existing(volume)  # a container would create it
            users = using_containers(volume)
            writers = [one for one in users if pause is not None and _may_write(one, volume)]
        if writers and not pause:
            names = ", ".join(sorted(map(main_name, writers)))
            raise PydockError(f"volume {volume.name} is in use by {names}: stop it, or use --pause")
        if writers:
            labels[PAUSED_LABEL] = ",".join(one["Id"] for one in writers)
        with ExitStack() as self._resources:
            name = f"pydock-fills-{volume.name}" if fills else ""
            self._create(labels, name, create, read_only=not fills)
            for one in writers:
                containers.pause(engine, one["Id"])
                resume = partial(containers.unpause, engine, one["Id"])
                self._undo_later(f"{main_name(one)} stays paused", resume)
            self._resources = self._resources.pop_all()

    def read(self) -> StreamResponse:
        """Return the files as an archive, to be closed."""
        if self._engine.is_podman and self.reported.owners:
            return volumes.export(self._engine, self.volume)
        return archive.get(self._engine, self._id, f"{VOLUME_DIRECTORY}/.")[0]

    def summarize(
        self, reported: ReportedFields, on_progress: Callable[[int], None]
    ) -> ContentSummary:
        """Return what is there, as far as engines report it."""
        found = ContentSummary(reported)
        with self.read() as answer:
            Transfer(TarReader(answer.readinto), found, on_progress).count()
        return found

    def is_empty(self) -> bool:
        """Return whether the volume has no file."""
        with self.read() as answer:
            return not any(path for path, _ in entries(TarReader(answer.readinto)))

    def write(self, files: Transfer) -> None:
        """Write files into the volume."""
        if not self._engine.is_podman:
            # from above, where dockerd lets relative symlinks lead out of the volume, and sets the
            # mode and owner of its top directory
            archive.put(
                self._engine, self._id, "/", files.archive(f"{VOLUME_DIRECTORY[1:]}/".encode())
            )
            return
        archive.put(self._engine, self._id, VOLUME_DIRECTORY, files.archive(b"./"))
        if files.top:
            # the first change of a new volume on Podman 5 gives its top directory to root
            again = [header(b"./", b"", files.top), END]
            archive.put(self._engine, self._id, VOLUME_DIRECTORY, again)

    def _create(
        self,
        labels: dict[str, str],
        name: str,
        create: Callable[[], object] | None,
        *,
        read_only: bool,
    ) -> None:
        engine = self._engine
        image = empty_image(engine, labels)
        self._undo_later("a helper image remains", partial(images.rm, engine, image))
        body = volume_create_body(image, labels, self.volume, read_only=read_only)
        if create:
            create()
        try:
            self._id = containers.create(engine, body, name=name)["Id"]
        except Conflict:  # the name is in use
            raise VolumeBusy(self.volume, name) from None
        remove = partial(remove_helper, engine, self._id, volumes=False)
        if read_only:
            self._undo_later("a helper container remains", remove)
            return

        def remove_mark(kind: object, error: object, traceback: object) -> None:
            # a volume that keeps the mark is not whole: the next pydock would remove it
            if error is None:
                remove()
            else:
                warn_unless_done(self._app, "a helper container remains", remove)

        self._resources.push(remove_mark)

    def _undo_later(self, problem: str, undo: Callable[[], object]) -> None:
        """Undo something at last; a warning, without hiding an error, if that fails."""
        self._resources.callback(warn_unless_done, self._app, problem, undo)

    def __enter__(self) -> VolumeContainer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Resume containers, and remove this one."""
        self._resources.__exit__(kind, error, traceback)


def reported_by(engine: Engine) -> ReportedFields:
    """Return what an engine reports of the files of its volumes."""
    return ReportedFields(volumes.export_reports_owners(engine), not engine.is_podman)


def existing(volume: EngineVolume) -> Volume:
    """Return an inspected volume. Raises ApiError 404, PydockError for one of a cluster."""
    found = volumes.inspect(volume.engine, volume.name)
    if found.get("ClusterVolume"):
        raise PydockError(f"{volume.name} is a cluster volume, whose files cannot be reached")
    return found


def using_containers(volume: EngineVolume) -> list[ContainerSummary]:
    """Return the containers of a volume, stopped ones too, but pydock's own.

    Raises PydockError for a volume that another pydock is filling.
    """
    found = []
    for one in containers.ls(volume.engine, all=True, filters={"volume": [volume.name]}):
        labels = one.get("Labels") or {}
        if labels.get(VOLUME_LABEL) == volume.name and FILLED_LABEL in labels:
            raise VolumeBusy(volume.name, main_name(one))
        if VOLUME_LABEL not in labels:
            found.append(one)
    return found


def _may_write(container: ContainerSummary, volume: EngineVolume) -> bool:
    """Return whether a container runs and has a volume that is not read-only."""
    return container.get("State") in _RUNNING_STATES and any(
        mount.get("Name") == volume.name and mount.get("RW", True)
        for mount in containers.inspect(volume.engine, container["Id"]).get("Mounts") or ()
    )
