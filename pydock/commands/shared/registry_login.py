"""Requests with registry credentials, with a login prompt if they are refused."""

from collections.abc import Callable
from typing import TypeVar

from pydock.cli.app import App
from pydock.errors import ApiError
from pydock.oci.registry_auth import server_key

Answer = TypeVar("Answer")

_UNAUTHORIZED = 401


def with_login(app: App, registry: str, purpose: str, send: Callable[[str], Answer]) -> Answer:
    """Send a request with the stored credentials for a registry.

    `send` takes the value of `Auth.header()`. If they are refused and standard input is a
    terminal, it prompts for other credentials once.
    """
    server = server_key(registry)
    try:
        return send(app.credentials.find(server).header())
    except ApiError as error:
        if error.status != _UNAUTHORIZED or not app.is_terminal("stdin"):
            raise
    from pydock.commands.shared.login_prompt import prompt_for_credentials

    app.print("", f"Login prior to {purpose}:")
    return send(prompt_for_credentials(app, server).header())
