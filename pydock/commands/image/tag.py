"""`docker tag`: add a name to an image."""

from pydock.api import images
from pydock.cli.app import App
from pydock.cli.command import define, exactly
from pydock.errors import PydockError
from pydock.oci.reference import InvalidReference, Reference, is_image_id, parse


@define("SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]", exactly(2), interspersed=False, complete="images")
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Add a name to an image."""
    source, target = arguments
    if not is_image_id(source):
        _parsed(source)
    name = _parsed(target)
    if name.digest:
        raise PydockError("refusing to create a tag with a digest reference")
    images.tag(app.engine, source, name.name, name.with_default_tag().tag)


def _parsed(text: str) -> Reference:
    try:
        return parse(text)
    except InvalidReference as error:
        raise PydockError(
            f'error parsing reference: "{text}" is not a valid repository/tag: {error}'
        ) from None
