"""Calls in threads: their order, their limit, and what an error leaves undone."""

from __future__ import annotations

from threading import Barrier, get_ident

import pytest

from pydock.commands.shared.compose.workers import each_of, in_order
from pydock.compose.errors import ComposeError


def test_a_chain_is_visited_in_order_by_one_thread() -> None:
    names = [str(number) for number in range(200)]
    edges = {name: [str(int(name) - 1)] if name != "0" else [] for name in reversed(names)}
    visited: list[tuple[str, int]] = []
    in_order(edges, lambda name: visited.append((name, get_ident())))
    assert [name for name, _ in visited] == names
    assert len({thread for _, thread in visited}) == 1


def test_what_is_independent_runs_at_the_same_time() -> None:
    barrier = Barrier(20, timeout=30)
    each_of(range(20), lambda number: barrier.wait())


def test_a_thread_that_waits_does_not_delay_others() -> None:
    """a waits for c, which comes after b."""
    barrier = Barrier(2, timeout=30)
    edges = {"a": [], "b": [], "c": ["b"]}
    in_order(edges, lambda name: None if name == "b" else barrier.wait())


def test_nothing_begins_after_an_error() -> None:
    visited = []

    def visit(name: str) -> None:
        visited.append(name)
        raise ComposeError(name)

    with pytest.raises(ComposeError, match="a"):
        in_order({"a": [], "b": ["a"], "c": []}, visit, limit=1)
    assert visited == ["a"]
