"""The order of keys in YAML that Go's yaml.v3 writes."""

from functools import cmp_to_key
from typing import Any


def sorted_keys(value: Any, *, deep: bool = True) -> Any:
    """Sort the keys of a mapping as yaml.v3 does; with `deep` of all mappings in a value."""
    if isinstance(value, dict):
        keys = sorted(value, key=cmp_to_key(_compare))
        return {key: sorted_keys(value[key]) if deep else value[key] for key in keys}
    if isinstance(value, list):
        return [sorted_keys(item) for item in value]
    return value


def _compare(one: str, other: str) -> int:
    """Compare keys as yaml.v3: digits compare as numbers, letters are last."""
    in_number = False
    for i, (a, b) in enumerate(zip(one, other, strict=False)):
        if a == b:
            in_number = a.isdecimal()
            continue
        if a.isalpha() and b.isalpha():
            return -1 if a < b else 1
        if a.isalpha() or b.isalpha():
            return -1 if (a if in_number else b).isalpha() else 1
        return _compare_numbers(one, other, i)
    return len(one) - len(other)


def _compare_numbers(one: str, other: str, start: int) -> int:
    """Compare two keys that differ at `start`, not in a letter."""
    before = one[:start]
    before = before[len(before.rstrip("0123456789")) :] if "0" in (one[start], other[start]) else ""
    lead = "1" if before.strip("0") else ""
    runs = [_digits(key, start) for key in (one, other)]
    first, second = (int(lead + run or "0") for run in runs)
    if first != second:
        return -1 if first < second else 1
    if len(runs[0]) != len(runs[1]):
        return len(runs[0]) - len(runs[1])
    return -1 if one[start] < other[start] else 1


def _digits(text: str, start: int) -> str:
    end = start
    while end < len(text) and text[end] in "0123456789":
        end += 1
    return text[start:end]
