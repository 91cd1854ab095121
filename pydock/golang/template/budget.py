"""How much a template may do, so that none runs for ever or fills the memory."""

from __future__ import annotations

from typing import Any

#: steps are statements, function calls and repetitions
MAX_STEPS = 500_000
#: characters that are printed, or made by functions
MAX_SIZE = 16 << 20
#: what an item of a list counts for, in characters
ITEM_SIZE = 8


class Exhausted(Exception):
    """The template wants more than it may have."""


class Budget:
    """What is left of the time and the memory of one rendering."""

    def __init__(self) -> None:
        self.steps = MAX_STEPS
        self.size = MAX_SIZE

    def step(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise Exhausted(f"more than {MAX_STEPS} steps")

    def spend(self, value: Any) -> None:
        """Account for a text or list that was made."""
        if isinstance(value, (str, list)):
            self.size -= len(value) if isinstance(value, str) else ITEM_SIZE * len(value)
            if self.size < 0:
                raise Exhausted(f"more than {MAX_SIZE} characters")
