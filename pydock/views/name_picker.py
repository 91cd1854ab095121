"""A list of names to pick one from: what keys do to it, and what is shown."""

from collections.abc import Sequence
from typing import NamedTuple

from pydock.views.selection_list import edited, first_shown, moves
from pydock.views.shorten import ellipsis

_HELP = "Enter: choose   Esc: cancel"
#: lines beside the names: the title, the filter, and the help
_OTHER_LINES = 3


class PickerLine(NamedTuple):
    """A line of the list."""

    text: str
    is_selected: bool = False


class NamePicker:
    """Names, of which a typed text filters some; `chosen` is the one picked at last."""

    def __init__(self, command: str, kind: str, names: Sequence[str]) -> None:
        """`command` needs one of the names, which are of a kind such as "containers"."""
        self.is_done = False
        self.chosen = ""
        self._command = command
        self._kind = kind
        self._names = names
        self._filter = ""
        self._found = list(names)
        self._position = 0
        self._first = 0
        self._page = 1

    def press(self, key: str) -> None:
        """Handle a key by its name: see `terminal.key_input`."""
        by = moves(self._page, len(self._found)).get(key)
        if by is not None:
            self._position = max(0, min(self._position + by, len(self._found) - 1))
        elif key == "enter" and self._found:
            self.chosen, self.is_done = self._found[self._position], True
        elif key in ("escape", "end-of-input"):
            self.is_done = True
        elif (text := edited(self._filter, key)) is not None:
            self._select(text)

    def _select(self, text: str) -> None:
        """Filter the names by the parts of a text, in any case; those that begin with it first."""
        self._filter = text
        parts = text.lower().split()
        found = [name for name in self._names if all(part in name.lower() for part in parts)]
        self._found = sorted(found, key=lambda name: not name.lower().startswith(text.lower()))
        self._position = 0

    def lines(self, columns: int, rows: int) -> list[PickerLine]:
        """Return the lines for a window; the selected name is among them, if there is any."""
        self._page = max(1, rows - _OTHER_LINES)
        self._first = first_shown(self._first, self._position, self._page, len(self._found))
        shown = self._found[self._first : self._first + self._page]
        lines = [
            PickerLine(f"{self._command}: {len(self._found)} of {len(self._names)} {self._kind}"),
            PickerLine(f"filter: {self._filter}_"),
            *(
                PickerLine(
                    f"{'>' if index == self._position else ' '} {name}", index == self._position
                )
                for index, name in enumerate(shown, self._first)
            ),
            PickerLine(_HELP),
        ]
        if rows <= _OTHER_LINES:
            lines = lines[1 : 1 + rows]
        return [PickerLine(ellipsis(text, columns), selected) for text, selected in lines]
