"""Registries as the engine sees them: /auth and /distribution of the Engine API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.api.engine import Engine

if TYPE_CHECKING:
    from pydock.config.auth import Auth

Json = dict[str, Any]


def login(engine: Engine, auth: Auth) -> Json:
    """POST /auth: asks the registry whether it takes these credentials.

    Returns `{"Status": words, "IdentityToken": token or ""}`: a token is to be kept instead of
    the password (API 1.23). ApiError 401 when the registry refuses.
    """
    done: Json | None = engine.call("POST", "/auth", body=auth.fields())
    return done or {}
