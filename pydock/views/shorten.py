"""Shorten IDs and texts for tables."""

from pydock.golang.tabwriter import display_width, has_simple_width

ID_LENGTH = 12


def short_id(id: str) -> str:
    """Return the first twelve digits of an ID, without "sha256:"."""
    return id.rpartition(":")[2][:ID_LENGTH] if ":" in id else id[:ID_LENGTH]


def ellipsis(text: str, width: int) -> str:
    """Truncate the text to `width` columns of a terminal, with an ellipsis."""
    if width <= 0:
        return ""
    if has_simple_width(text):
        return text if len(text) <= width else text[: width - 1] + "…"
    if display_width(text) <= width:
        return text
    kept = min(width - 1, len(text))
    while display_width(text[:kept]) > width - 1:
        kept -= 1
    return text[:kept] + "…"
