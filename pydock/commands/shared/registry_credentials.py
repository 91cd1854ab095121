"""The stored credentials for a registry, as requests carry them."""

from pydock.cli.app import App
from pydock.oci.registry_auth import server_key


def auth_header(app: App, registry: str) -> str:
    """The value of X-Registry-Auth; ConfigError when a credential helper fails."""
    return app.credentials.get(server_key(registry)).header()
