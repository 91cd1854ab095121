"""`docker plugin create`: create a plugin from a directory."""

import os
import stat
from pathlib import Path
from typing import Any

from pydock.api import plugins
from pydock.archive.compression import gzipped
from pydock.archive.tar_writer import tar_stream
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.image.image_reference import parse_reference
from pydock.config.small_file import read_small_file
from pydock.errors import PydockError
from pydock.golang.os_errors import os_reason
from pydock.golang.unmarshal import unmarshal
from pydock.options.value_types import SWITCH


@define("[OPTIONS] PLUGIN PLUGIN-DATA-DIR", at_least(2), api_since="1.25", complete="- directorys")
@option("compress", kind=SWITCH, help="Compress the content with gzip")
def command(app: App, arguments: tuple[str, ...], *, compress: bool) -> None:
    """Create a plugin from a directory with its config.json and rootfs."""
    name, directory = arguments[:2]
    parse_reference(name)
    source = Path(directory).absolute()
    check_directory(source, str(Path(directory) / "config.json"))

    def skipped(path: bytes, reason: str) -> None:
        app.warn(f"skipped {os.fsdecode(path)}: {reason}")

    files = tar_stream(os.fsencode(source), b".", skipped)
    plugins.create(app.engine, name, gzipped(files) if compress else files)
    app.print(name)


def check_directory(directory: Path, config: str) -> None:
    """PydockError unless it is a directory and `config`, in it, holds a JSON object."""
    try:
        if not stat.S_ISDIR(directory.stat().st_mode):
            raise PydockError("context must be a directory")
    except OSError as error:
        raise PydockError(f"lstat {directory}: {os_reason(error)}") from None
    try:
        found = unmarshal(dict[str, Any], read_small_file(config))
    except OSError as error:
        raise PydockError(f"open {config}: {os_reason(error)}") from None
    except ValueError as error:
        raise PydockError(f"invalid plugin configuration: {config}: {error}") from None
    if found is None:
        raise PydockError(f"invalid plugin configuration: {config}")
