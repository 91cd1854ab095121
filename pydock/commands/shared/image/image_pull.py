"""Pull an image for `pull`, `run`, `create` and `build`."""

from pydock.api import images
from pydock.cli.app import App
from pydock.commands.shared.streams import show_progress
from pydock.oci.reference import Reference


def pull(app: App, image: Reference, *, platform: str, quiet: bool, stream: str = "stdout") -> None:
    """Pull an image, with progress on a `stream` unless `quiet`; without a tag all of them."""
    auth = app.credentials.get_for(image).header()
    tag = image.digest or image.tag
    answer = images.pull(app.engine, image.name, tag, platform=platform, auth=auth)
    show_progress(app, answer, quiet=quiet, stream=stream)
