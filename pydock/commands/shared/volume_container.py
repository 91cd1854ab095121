"""The files of a volume, reached through a container that is created and never started."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from pydock.api import archive, containers, images, volumes
from pydock.archive.tar_headers import END
from pydock.archive.tar_reader import TarReader
from pydock.archive.volume_files import Reported, Tally, Transfer, entries, header
from pydock.commands.shared.abandoned_helpers import client_labels
from pydock.commands.shared.helper_container import remove_helper
from pydock.errors import ProtocolError, PydockError
from pydock.progress.json_stream import decode
from pydock.spec.helper_container import (
    FILLED_LABEL,
    NEW_VOLUME,
    PAUSED_LABEL,
    VOLUME_DIRECTORY,
    VOLUME_LABEL,
    label_changes,
    volume_create_body,
)
from pydock.views.removal import main_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydock.api.engine import Engine
    from pydock.api.types.containers import ContainerSummary
    from pydock.cli.app import App
    from pydock.transport import StreamResponse

_ANSWER_BYTES = 64 << 10
_RUNNING_STATES = ("running", "restarting")


class VolumeContainer:
    """Reads or fills the files of a volume, which exists; a context manager.

    As long as a volume is being filled, its container marks it as incomplete, also after this
    process was killed.
    """

    def __init__(
        self, app: App, engine: Engine, volume: str, *, fills: str = "", pause: bool | None = False
    ) -> None:
        """`fills` is NEW_VOLUME or EXISTING_VOLUME, where it is not read only.

        With `pause`, running containers that may write to it are paused, without they are a
        PydockError; with None they go on.
        """
        self._app, self._engine, self.volume = app, engine, volume
        self.reported = reported_by(engine)
        labels = {**client_labels(), VOLUME_LABEL: volume}
        if fills:
            labels[FILLED_LABEL] = fills
        users = [] if fills == NEW_VOLUME else using_containers(engine, volume)
        writers = [] if pause is None else [one for one in users if _may_write(engine, one, volume)]
        if writers and not pause:
            names = ", ".join(sorted(map(main_name, writers)))
            raise PydockError(f"volume {volume} is in use by {names}: stop it, or use --pause")
        if writers:
            labels[PAUSED_LABEL] = ",".join(one["Id"] for one in writers)
        self._resources = ExitStack()
        try:
            self._create(labels, f"pydock-fills-{volume}" if fills else "", read_only=not fills)
            for one in writers:
                containers.pause(engine, one["Id"])
                resume = partial(containers.unpause, engine, one["Id"])
                self._resources.callback(self._try, f"paused {main_name(one)}", resume)
        except BaseException:
            self.close()
            raise

    def read(self) -> StreamResponse:
        """Return the files as an archive, to be closed."""
        if self._engine.is_podman and self.reported.owners:
            return volumes.export(self._engine, self.volume)
        return archive.get(self._engine, self._id, f"{VOLUME_DIRECTORY}/.")[0]

    def tally(self, reported: Reported, on_progress: Callable[[int], None]) -> Tally:
        """Return what is there, as far as engines report it."""
        found = Tally(reported)
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

    def close(self) -> None:
        """Resume containers, and remove this one."""
        self._resources.close()

    def _create(self, labels: dict[str, str], name: str, *, read_only: bool) -> None:
        engine = self._engine
        image = _empty_image(engine, label_changes(labels))
        self._resources.callback(self._try, "image", partial(images.rm, engine, image))
        body = volume_create_body(image, labels, self.volume, read_only=read_only)
        self._id = containers.create(engine, body, name=name)["Id"]
        remove = partial(remove_helper, engine, self._id, volumes=False)
        self._resources.callback(self._try, "container", remove)

    def _try(self, what: str, action: Callable[[], object]) -> None:
        """Undo something without hiding the error that led here."""
        try:
            action()
        except PydockError as error:
            self._app.warn(f"WARNING: {what} is left behind: {error.message}")

    def __enter__(self) -> VolumeContainer:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def reported_by(engine: Engine) -> Reported:
    """Return what an engine reports of the files of its volumes."""
    return Reported(volumes.export_reports_owners(engine), not engine.is_podman)


def using_containers(engine: Engine, volume: str) -> list[ContainerSummary]:
    """Return the containers of a volume, stopped ones too, but pydock's own.

    Raises PydockError for a volume that another pydock is filling.
    """
    found = []
    for one in containers.ls(engine, all=True, filters={"volume": [volume]}):
        labels = one.get("Labels") or {}
        if labels.get(VOLUME_LABEL) == volume and FILLED_LABEL in labels:
            raise PydockError(f"volume {volume} is incomplete: {main_name(one)} is filling it")
        if VOLUME_LABEL not in labels:
            found.append(one)
    return found


def _may_write(engine: Engine, container: ContainerSummary, volume: str) -> bool:
    """Return whether a container runs and has a volume that is not read-only."""
    return container.get("State") in _RUNNING_STATES and any(
        mount.get("Name") == volume and mount.get("RW", True)
        for mount in containers.inspect(engine, container["Id"]).get("Mounts") or ()
    )


def _empty_image(engine: Engine, changes: Sequence[str]) -> str:
    """Return the ID of a new image without files: the engine may have none, and no registry."""
    with images.import_(engine, "-", [END], changes=changes) as answer:
        chunks = iter(lambda: answer.read1(_ANSWER_BYTES), b"")
        ids = [message.status for message in decode(chunks) if message.status]
    if not ids:
        raise ProtocolError("invalid response from engine: no ID of the imported image")
    return ids[-1]
