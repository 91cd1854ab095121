"""Validates documents."""

from __future__ import annotations

from typing import Any


def validate(document: dict[str, Any], path: str) -> None:
    """Raise ComposeError."""
