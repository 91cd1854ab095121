"""Registries as the engine sees them: /auth and /distribution of the Engine API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.api.engine import Engine, path, registry_auth_header, require_name
from pydock.api.types.images import DistributionInspect
from pydock.api.types.system import LoginResult

if TYPE_CHECKING:
    from pydock.oci.registry_auth import Auth


def login(engine: Engine, auth: Auth) -> LoginResult:
    """POST /auth: check credentials; an IdentityToken replaces the password. ApiError 401."""
    return engine.request_json(LoginResult, "POST", "/auth", body=auth.fields())


def distribution(engine: Engine, image: str, registry_auth: str = "") -> DistributionInspect:
    """GET /distribution/NAME/json (API 1.30): descriptor and platforms in the registry."""
    headers = registry_auth_header(registry_auth)
    target = path("distribution", require_name("image", image), "json")
    return engine.request_json(DistributionInspect, "GET", target, headers=headers)
