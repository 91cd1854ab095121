"""Check stack names."""

from __future__ import annotations

from pydock.errors import PydockError
from pydock.golang.strconv.quoting import quote


def check_name(stack: str) -> None:
    """PydockError for a name of blanks and quotation marks only."""
    if not stack.strip("'\" \t\n\v\f\r\x85\xa0"):
        raise PydockError(f"invalid stack name: {quote(stack)}")
