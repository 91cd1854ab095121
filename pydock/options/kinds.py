"""The kinds of value that options take, in pflag's terms.

A kind turns each text that follows an option into the option's new value. It knows
nothing of the option's name: the parser of the command line puts that into the message.
"""

from __future__ import annotations

from typing import Any


class Kind:
    """How an option reads its values; `add` is called once for each time it is given."""

    #: the word that help shows behind the option; empty for a switch
    name = "string"
    #: the text taken when the option stands alone, or None when it must have a value
    bare: str | None = None

    def initial(self) -> Any:
        """The value of an option that was not given."""
        return ""

    def add(self, old: Any, text: str) -> Any:
        """The value after the option was given with `text`; ValueError says what is wrong."""
        return text


class String(Kind):
    """Any text; the last one counts."""

    def __init__(self, default: str = "", name: str = "string") -> None:
        self.default = default
        self.name = name

    def initial(self) -> str:
        return self.default


_BOOLEANS = {
    **dict.fromkeys(("1", "t", "T", "TRUE", "true", "True"), True),
    **dict.fromkeys(("0", "f", "F", "FALSE", "false", "False"), False),
}


class Switch(Kind):
    """On or off; stands alone or takes `=true`, `=false` and Go's other spellings."""

    name = ""
    bare = "true"

    def __init__(self, default: bool = False) -> None:
        self.default = default

    def initial(self) -> bool:
        return self.default

    def add(self, old: Any, text: str) -> bool:
        try:
            return _BOOLEANS[text]
        except KeyError:
            raise ValueError(f'strconv.ParseBool: parsing "{text}": invalid syntax') from None


class StringList(Kind):
    """Any texts, all of them kept in order, taken as they are."""

    name = "list"

    def __init__(self, name: str = "list") -> None:
        self.name = name

    def initial(self) -> list[str]:
        return []

    def add(self, old: list[str], text: str) -> list[str]:
        return [*old, text]


STRING = String()
SWITCH = Switch()
LIST = StringList()
