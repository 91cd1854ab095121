"""The engine itself: /version, /info and what else concerns all of it."""

from __future__ import annotations

from typing import Any

from pydock.api.engine import Engine

Json = dict[str, Any]


def version(engine: Engine) -> Json:
    """GET /version: versions of the engine and its components."""
    found: Json = engine.call("GET", "/version")
    return found


def info(engine: Engine) -> Json:
    """GET /info: the engine's state, figures and configuration."""
    found: Json = engine.call("GET", "/info")
    return found
