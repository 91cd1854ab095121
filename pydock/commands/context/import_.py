"""`docker context import`: create a context from an archive."""

from pydock.cli.app import App
from pydock.cli.command import define, exactly
from pydock.commands.shared.context.lookup import check_name_available
from pydock.config.context_archive import LIMIT_BYTES, import_archive
from pydock.config.small_file import read_small_file
from pydock.errors import PydockError
from pydock.golang.os_errors import path_error


@define("CONTEXT FILE|-", exactly(2), complete="files")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Create a context from a tar or zip archive written by `context export`."""
    name, path = arguments
    check_name_available(app, name)
    context, certificates = import_archive(_content(app, path))
    app.endpoint_resolver.store.save(context.changed(name=name), certificates)
    app.print(name)
    app.warn(f'Successfully imported context "{name}"')


def _content(app: App, path: str) -> bytes:
    """Content of the archive, up to one byte over the limit."""
    if path == "-":
        return app.stdin.buffer.read(LIMIT_BYTES + 1)
    try:
        return read_small_file(path, LIMIT_BYTES)
    except OSError as error:
        raise PydockError(path_error(error, path)) from None
