"""The nearest names, for a person who mistyped one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydock.cli.app import App

_UNKNOWN_FLAG = re.compile(r"unknown flag: (--[^=\s]+)")


def with_nearest(app: App, message: str, word: str, known: Iterable[str]) -> str:
    """The message, and on a terminal a second line with the known names nearest to the word."""
    if not app.is_terminal("stderr"):
        return message
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f"{message}\nDid you mean {' or '.join(found)}?" if found else message


def with_nearest_flag(app: App, message: str, long_names: Iterable[str]) -> str:
    """The same for the parser's message on an unknown flag; other messages stay as they are."""
    unknown = _UNKNOWN_FLAG.fullmatch(message)
    if not unknown:
        return message
    return with_nearest(app, message, unknown[1], [f"--{name}" for name in long_names])
