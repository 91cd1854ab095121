"""`docker secret rm`: remove secrets."""

from __future__ import annotations

from pydock.api import secrets
from pydock.cli.app import App
from pydock.cli.command import at_least, define
from pydock.commands.shared.batch import for_each


@define("SECRET [SECRET...]", at_least(1), api_since="1.25", complete="secrets")
def command(app: App, arguments: tuple[str, ...]) -> int:
    """Remove one or more secrets. Secrets in use are kept."""

    def remove(name: str) -> None:
        secrets.rm(app.engine, name)
        app.print(name)

    return for_each(app, arguments, remove)
