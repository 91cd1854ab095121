"""Registries as the engine sees them: /auth and /distribution of the Engine API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.api.engine import Engine, path, require_name
from pydock.api.types.images import DistributionInspect
from pydock.api.types.system import LoginResult

if TYPE_CHECKING:
    from pydock.oci.registry_auth import Auth


def login(engine: Engine, auth: Auth) -> LoginResult:
    """POST /auth: whether the registry accepts these credentials.

    Returns `{"Status": words, "IdentityToken": token or ""}`: a token is to be kept instead of
    the password (API 1.23). ApiError 401 when the registry refuses.
    """
    return engine.request_json(LoginResult, "POST", "/auth", body=auth.fields())


def distribution(engine: Engine, image: str, registry_auth: str = "") -> DistributionInspect:
    """GET /distribution/NAME/json (API 1.30): the image's descriptor and platforms in its registry.

    `{"Descriptor": {"digest": ...}, "Platforms": [{"architecture": ..., "os": ...}]}`;
    `registry_auth` is an `Auth.header()`. ApiError when the registry does not let it be seen.
    """
    headers = {"X-Registry-Auth": registry_auth} if registry_auth else {}
    require_name("image", image)
    target = path("distribution", image, "json")
    return engine.request_json(DistributionInspect, "GET", target, headers=headers)
