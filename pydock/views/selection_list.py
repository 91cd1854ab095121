"""A list with a selected line, filtered by typed text: what keys change, and which lines show."""


def moves(page: int, count: int) -> dict[str, int]:
    """Return by how many of `count` lines each key moves the selection; names: `key_input`."""
    return {
        "up": -1, "down": 1, "page-up": -page, "page-down": page, "home": -count, "end": count,
    }  # fmt: skip


def edited(text: str, key: str) -> str | None:
    """Return the filter after a key; None for a key that does not edit it."""
    if key == "backspace":
        return text[:-1]
    if key == "ctrl-u":
        return ""
    return text + key if len(key) == 1 else None


def first_shown(before: int, selected: int, page: int, count: int) -> int:
    """Return the first line to show: that of before, unless the selected one would be hidden."""
    first = max(selected - page + 1, min(before, selected))
    return max(0, min(first, count - page))
