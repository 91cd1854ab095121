"""Texts made shorter, as docker shows them in tables."""

from __future__ import annotations

from pydock.golang.tabwriter import display_width

ID_LENGTH = 12


def short_id(id: str) -> str:
    """The first twelve digits of an id, without its "sha256:"."""
    return id.rpartition(":")[2][:ID_LENGTH] if ":" in id else id[:ID_LENGTH]


def ellipsis(text: str, width: int) -> str:
    """The text in so many columns of a terminal, with an ellipsis where it was cut."""
    if width <= 0:
        return ""
    if display_width(text) <= width:
        return text
    kept = min(width - 1, len(text))
    while display_width(text[:kept]) > width - 1:
        kept -= 1
    return text[:kept] + "…"
