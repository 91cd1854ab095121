"""Requests that the engine passes on to a registry, with the person's credentials."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydock.cli.app import App
from pydock.errors import ApiError
from pydock.oci.registry_auth import server_key

Answer = TypeVar("Answer")

_UNAUTHORIZED = 401


def with_login(app: App, registry: str, purpose: str, send: Callable[[str], Answer]) -> Answer:
    """Send a request with the credentials for a registry, as `Auth.header()` writes them.

    When they are refused and somebody sits at the terminal, they are asked for others, once.
    """
    server = server_key(registry)
    try:
        return send(app.credentials.find(server).header())
    except ApiError as error:
        if error.status != _UNAUTHORIZED or not app.is_terminal("stdin"):
            raise
    from pydock.commands.shared.login_prompt import ask_for_auth

    app.print("", f"Login prior to {purpose}:")
    return send(ask_for_auth(app, server).header())
