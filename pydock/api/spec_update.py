"""Updates of a swarm's objects: the whole spec, with the index of its version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydock.api.engine import Engine, Json
from pydock.errors import ApiError

if TYPE_CHECKING:
    from pydock.transport import Response

_STALE = "update out of sequence"


def send_update(
    engine: Engine,
    target: str,
    version: int,
    spec: Json,
    subject: str,
    query: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """POST `spec` as the change of `version`; ApiError with a hint if `subject` changed since."""
    try:
        return engine.request("POST", target, {"version": version, **(query or {})}, spec, headers)
    except ApiError as error:
        if _STALE not in error.reason:
            raise
        hint = f"The {subject} changed meanwhile; nothing was updated. Run the command again."
        raise type(error)(error.status, f"{error.reason}\n{hint}") from None
