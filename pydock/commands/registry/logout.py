"""`docker logout`: log out of a registry."""

from pydock.cli.app import App
from pydock.cli.command import at_most, define
from pydock.commands.shared.note import warn_of_environment
from pydock.config.credentials import VARIABLE
from pydock.errors import ConfigError
from pydock.oci.registry_auth import HUB_SERVER, hostname_of, is_namespace


@define("[SERVER]", at_most(1))
def command(app: App, arguments: tuple[str, ...]) -> None:
    """Remove the stored credentials of a registry or a namespace of one (default: Docker Hub)."""
    if app.environ.get(VARIABLE):
        warn_of_environment(app, VARIABLE)
    server = arguments[0] if arguments else ""
    if is_namespace(server):
        shown = server
        keys = [server]
    elif server:
        shown = hostname_of(server)
        # earlier versions of docker stored URLs
        keys = [server, shown, f"http://{shown}", f"https://{shown}"]
    else:
        shown = HUB_SERVER
        keys = [HUB_SERVER]
    app.print(f"Removing login credentials for {shown}")
    errors: dict[str, str] = {}
    for key in dict.fromkeys(keys):
        try:
            app.credentials.erase(key)
        except ConfigError as error:
            errors[key] = error.message
    if len(errors) == len(set(keys)):
        app.warn(
            "WARNING: could not erase credentials:",
            *(f"{key}: {message}" for key, message in errors.items()),
        )
