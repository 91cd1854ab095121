"""`pydock image diff`: what differs between two images, which docker does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.api import images
from pydock.api.types.images import ImageInspect
from pydock.archive.image_layers import read_image
from pydock.cli.app import App
from pydock.cli.command import define, exactly, option
from pydock.commands.shared.image.saved_image import inspected_image, saved_image
from pydock.errors import PydockError
from pydock.oci.image_difference import Contents, contents, difference
from pydock.oci.layer_files import TooManyFiles
from pydock.views.image_difference import difference_json, difference_text

if TYPE_CHECKING:
    from pydock.api.engine import Engine

_DIFFERENT = 1
_TROUBLE = 2


@define("[OPTIONS] IMAGE OTHER", exactly(2), complete="images")
@option("format", help="Output format: 'json'", complete="choices:json")
@option("platform", help="Platform of the images, such as linux/amd64", complete="platforms")
def command(app: App, arguments: tuple[str, ...], *, format: str, platform: str) -> int | None:
    """Show what differs between two images: configuration, layers, packages and files.

    Files are compared by type, mode, owner, size and content, not by their times; packages are
    those of dpkg, apk and Python. The status is that of diff: 0 for equal images, 1 for different
    ones, 2 for an error.

    Examples:
      pydock image diff me/app:1 me/app:2
      pydock image diff --format json me/app:1 me/app:2
    """
    if format not in ("", "json"):
        raise PydockError(f'invalid format "{format}": must be json', _TROUBLE)
    try:
        first, second = (_Side(app.engine, name, platform) for name in arguments)
        same = first.inspected["Id"] == second.inspected["Id"]
        same |= first.diff_ids == second.diff_ids != []
        nothing = contents(())
        found = difference(
            first.inspected,
            second.inspected,
            first.diff_ids,
            second.diff_ids,
            nothing if same else first.contents(),
            nothing if same else second.contents(),
        )
    except TooManyFiles as error:
        raise PydockError(str(error), _TROUBLE) from None
    except PydockError as error:
        error.exit_status = _TROUBLE
        raise
    app.write(difference_json(found) if format else difference_text(found))
    return None if found.is_equal else _DIFFERENT


class _Side:
    """One of the two images."""

    def __init__(self, engine: Engine, name: str, platform: str) -> None:
        self._engine, self._name, self._platform = engine, name, platform
        self.inspected: ImageInspect = inspected_image(engine, name, platform)
        self.diff_ids = images.diff_ids(self.inspected)

    def contents(self) -> Contents:
        with saved_image(self._engine, self._name, self.inspected, self._platform) as archive:
            return contents(read_image(archive.readinto, self.diff_ids, for_diff=True).layers)
