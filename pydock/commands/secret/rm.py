"""`docker secret rm`: remove secrets."""

from pydock.api.secrets_configs import secrets
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.batch import remove_each


@define("SECRET [SECRET...]", at_least(1), api_since="1.25", complete="secrets")
def command(app: App, arguments: tuple[str, ...]) -> int:
    """Remove one or more secrets. Secrets in use are kept."""
    return remove_each(app, arguments, secrets.rm)
