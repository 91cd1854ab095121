"""Finds cycles of references between names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def find_cycle(edges: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the names of a cycle, the first one again at its end; [] without a cycle.

    Each name that another one leads to is a key of `edges`.
    """
    finished: set[str] = set()
    for start in edges:
        path: list[str] = []
        pending = [iter([start])]
        while pending:
            name = next(pending[-1], None)
            if name is None:
                pending.pop()
                if path:
                    finished.add(path.pop())
            elif name in path:
                return [*path[path.index(name) :], name]
            elif name not in finished:
                path.append(name)
                pending.append(iter(edges[name]))
    return []
