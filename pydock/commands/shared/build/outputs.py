"""Where the results of a BuildKit build go on this machine, and to registries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from pydock.api import images
from pydock.build.buildkit.progress.client_step import OwnStep
from pydock.cli.app import App
from pydock.commands.shared.output_file import output_file
from pydock.errors import PydockError
from pydock.oci.reference import parse
from pydock.oci.registry_auth import server_key
from pydock.options.build.outputs import STDOUT
from pydock.options.build.outputs import Output as Wanted
from pydock.progress.json_stream import Message, decode
from pydock.spec.build_request import Export

if TYPE_CHECKING:
    from pydock.spec.build_request import Output

_PIECE_BYTES = 64 << 10


def exports(app: App, wanted: Iterable[Wanted]) -> tuple[Export, ...]:
    """The exports with their files and directories; PydockError for a place that cannot be one."""
    return tuple(
        Export(
            output.type,
            output.attrs,
            directory=_directory(output.destination) if output.is_folder else "",
            output=_file(app, output) if output.is_file and output.destination else None,
        )
        for output in wanted
    )


def _directory(path: str) -> str:
    if Path(path).exists() and not Path(path).is_dir():
        raise PydockError(f"destination directory {path} is a file")
    return path


def _file(app: App, output: Wanted) -> Output:
    path = output.destination
    opened: Callable[[], AbstractContextManager[BinaryIO]]
    if path == STDOUT:
        if app.is_terminal("stdout"):
            raise PydockError(
                f"dest file is required for {output.type} exporter. refusing to write to console"
            )
        opened = lambda: nullcontext(app.out)  # noqa: E731
    elif Path(path).is_dir():
        raise PydockError(f"destination file {path} is a directory")
    elif Path(path).exists() and not Path(path).is_file():
        opened = lambda: open(path, "wb")  # noqa: E731, PTH123, SIM115
    else:
        opened = lambda: output_file(path, "failed to write the result", private=False)  # noqa: E731
    return cast("Output", opened)


def push(app: App, names: Sequence[str], show: Callable[[OwnStep], None]) -> None:
    """Push images of the engine, each as a step of the build; PydockError when one is refused.

    `show` is called whenever there is something new of the step.
    """
    for name in names:
        step = OwnStep(f"pushing {name} with docker")
        show(step)
        try:
            for message in _pushing(app, name):
                if _note(step, message):
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
    auth = app.credentials.find(server_key(image.registry)).header()
    answer = images.push(app.engine, image.name, image.tag, auth=auth)
    with answer:
        yield from decode(iter(lambda: answer.read1(_PIECE_BYTES), b""))


def _note(step: OwnStep, message: Message) -> bool:
    """Take over what a message says of a layer; whether there was something."""
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
