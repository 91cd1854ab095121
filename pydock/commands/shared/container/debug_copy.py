"""A running copy of an image or stopped container, for `debug`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pydock.api import archive, containers, images
from pydock.archive.tar_headers import DIRECTORY, REGULAR, Entry, encode, file_archive
from pydock.archive.tar_reader import TarReader
from pydock.commands.shared.container.abandoned_helpers import client_labels
from pydock.commands.shared.container.helper_container import HelperContainer
from pydock.errors import NotFound, PydockError
from pydock.spec.helper_container import (
    COPY_PROGRAM,
    copy_create_body,
    helper_create_body,
    label_changes,
)

if TYPE_CHECKING:
    from pydock.api.engine import Engine
    from pydock.api.types.containers import ContainerInspect
    from pydock.cli.app import App

#: of a file that is read into memory
FILE_LIMIT_BYTES = 64 << 20


@contextmanager
def running_copy(
    app: App, name: str, container: ContainerInspect | None, tools: str
) -> Iterator[HelperContainer]:
    """Run a copy of a stopped container, or of the image `name`; it is removed at last.

    `tools` is an image with a static busybox, the copy's only process: an image may have nothing
    that runs.
    """
    engine, labels = app.engine, client_labels()
    image = name
    if container is not None:
        app.warn(f"container {name} is not running: debugging a copy, with its volumes read-only")
        image = containers.commit(
            engine, container["Id"], changes=label_changes(labels), pause=False
        )
    try:
        program = _static_busybox(app, tools)
        volumes_from = container["Id"] if container is not None else ""
        body = copy_create_body(image, labels, volumes_from)
        with HelperContainer(app, body, pull=False) as copy:
            archive.put(engine, copy.id, "/", _archive_of(program))
            copy.start()
            yield copy
    finally:
        if container is not None:
            with suppress(PydockError):
                images.rm(engine, image, force=True)


def read_file(engine: Engine, container: str, path: str) -> bytes | None:
    """Return the content of a regular file of a container; None if it has none there."""
    try:
        answer, _ = archive.get(engine, container, path)
    except NotFound:
        return None
    with answer:
        reader = TarReader(answer.readinto)
        entry = next(iter(reader), None)
        if entry is None or entry.type != REGULAR or entry.size > FILE_LIMIT_BYTES:
            return None
        return b"".join(bytes(data) for _, data in reader.content())


def _static_busybox(app: App, tools: str) -> bytes:
    """Return the busybox of an image. Raises PydockError if it has none."""
    with HelperContainer(app, helper_create_body(tools, client_labels(), {})) as unstarted:
        found = read_file(app.engine, unstarted.id, "/bin/busybox")
    if found is None:
        raise PydockError(f"a copy needs a static busybox: {tools} has no /bin/busybox")
    return found


def _archive_of(program: bytes) -> Iterator[bytes]:
    directory, _, _ = COPY_PROGRAM[1:].rpartition("/")
    yield encode(Entry(directory.encode() + b"/", DIRECTORY, mode=0o755))
    yield file_archive(Entry(COPY_PROGRAM[1:].encode(), mode=0o755), program)
