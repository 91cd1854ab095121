"""Local files of a BuildKit build's exports, and the push of its images."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from pydock.api import images
from pydock.build.buildkit.progress.client_step import ClientStep
from pydock.cli.app import App
from pydock.commands.shared.output_file import output_file
from pydock.errors import PydockError
from pydock.oci.reference import parse
from pydock.options.build.outputs import STDOUT, Export
from pydock.progress.json_stream import Message, decode


def openable_exports(app: App, exports: Iterable[Export]) -> tuple[Export, ...]:
    """Exports that can open their files; PydockError for an unusable destination."""
    return tuple(_openable(app, export) for export in exports)


def _openable(app: App, export: Export) -> Export:
    path = export.destination
    if export.is_directory and Path(path).exists() and not Path(path).is_dir():
        raise PydockError(f"destination directory {path} is a file")
    if not export.is_file or not path:
        return export
    return replace(export, open_file=cast("Callable[[], BinaryIO]", _opener(app, export)))


def _opener(app: App, export: Export) -> Callable[[], AbstractContextManager[BinaryIO]]:
    path = export.destination
    if path == STDOUT:
        if app.is_terminal("stdout"):
            raise PydockError(
                f"dest file is required for {export.type} exporter. refusing to write to console"
            )
        return lambda: nullcontext(app.out)
    if Path(path).is_dir():
        raise PydockError(f"destination file {path} is a directory")
    if Path(path).exists() and not Path(path).is_file():
        return lambda: open(path, "wb")  # noqa: PTH123
    return lambda: output_file(path, "failed to write the result", private=False)


def push(app: App, names: Sequence[str], show: Callable[[ClientStep], None]) -> None:
    """Push images, each as a step of the build, `show` on each change; PydockError."""
    for name in names:
        step = ClientStep(f"pushing {name} with docker")
        show(step)
        try:
            for message in _pushing(app, name):
                if _update(step, message):
                    show(step)
        except PydockError as error:
            step.fail(error.message)
            raise
        else:
            step.complete()
        finally:
            show(step)


def _pushing(app: App, name: str) -> Iterator[Message]:
    image = parse(name).with_default_tag()
    auth = app.credentials.find_for(image).header()
    with images.push(app.engine, image.name, image.tag, auth=auth) as answer:
        yield from decode(answer.chunks())


def _update(step: ClientStep, message: Message) -> bool:
    """Update the step from a message about a layer; True if it has changed."""
    known = message.progress is not None and message.progress.is_known
    is_over = message.status == "Pushed"
    if not message.id or not (known or is_over):
        return False
    progress = message.progress
    step.count(
        f"pushing layer {message.id}",
        progress.current if progress and known else 0,
        progress.total if progress and known else 0,
        is_over=is_over,
    )
    return True
