"""The stored credentials for an image, as requests carry them."""

from pydock.cli.app import App
from pydock.oci.reference import Reference


def auth_header(app: App, image: Reference) -> str:
    """The value of X-Registry-Auth; ConfigError when a credential helper fails."""
    return app.credentials.get_for(image).header()
