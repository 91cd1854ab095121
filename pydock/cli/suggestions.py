"""The nearest known names to a mistyped command or flag, on a terminal."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydock.cli.app import App
    from pydock.cli.pflag import Flag

_UNKNOWN_FLAG = "unknown flag: "


def with_nearest(app: App, message: str, word: str, known: Iterable[str]) -> str:
    """Return the message, on a terminal with a second line of the known names nearest to `word`."""
    if not app.is_terminal("stderr"):
        return message
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f"{message}\nDid you mean {' or '.join(found)}?" if found else message


def with_nearest_flag(app: App, message: str, flags: Iterable[Flag]) -> str:
    """Return the parser's message, with the nearest flags where it is about an unknown one."""
    if not message.startswith(_UNKNOWN_FLAG):
        return message
    word = message.removeprefix(_UNKNOWN_FLAG)
    return with_nearest(app, message, word, [f"--{flag.long}" for flag in flags])
