"""JSON with a malformed value at one path."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

#: what a value is replaced by; ABSENT takes it out
ABSENT = object()
MALFORMED_VALUES = [
    ABSENT, None, True, 0, -1, 1.5, 10**30, "", "x", "\ud800", "\x1b[2J", "9" * 400,
    [], [None], ["x"], [[]], [{}], {}, {"x": None}, {"x": 1}, {"x": {}},
]  # fmt: skip


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield place
    items: Any = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        yield from places(item, (*place, key))


def with_malformed_value(response: Any, generator: random.Random) -> tuple[Any, str, Any]:
    """Return the response with another value in one place, the place, and the value."""
    place = generator.choice(list(places(response)))
    value = generator.choice(MALFORMED_VALUES)
    changed = {"": copy.deepcopy(response)}
    inner: Any = changed
    for step in ("", *place)[:-1]:
        inner = inner[step]
    last = ("", *place)[-1]
    if value is not ABSENT:
        inner[last] = value
    elif place:
        del inner[last]
    return changed[""], "".join(f"[{step!r}]" for step in place), value
