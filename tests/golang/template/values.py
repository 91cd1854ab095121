"""The values that the template cases work on, as JSON gives them to Go: all numbers floats."""

from __future__ import annotations

from typing import Any

VALUES: dict[str, Any] = {
    "s": "hey",
    "e": "",
    "n": 3.0,
    "f": 1.5,
    "b": True,
    "no": False,
    "nil": None,
    "big": 1e21,
    "mil": 1e6,
    "neg": -0.000001,
    "zero": 0.0,
    "l": ["a", "b", 3.0, None],
    "words": ["x", "y", "z"],
    "m": {"z": 1.0, "a": {"x": "y"}, "b-c": "q"},
    "em": {},
    "el": [],
    "u": "héllo wörld 世界",
    "h": "<a href=\"x\">'&'</a>",
    "nest": [{"k": "1", "v": ["p", "q"]}, {"k": "2", "v": []}],
}
