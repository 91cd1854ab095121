"""Calls in threads: several at once, up to a limit, in the order of their dependencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")

#: threads at once; each has a connection to the engine
MAX_THREADS = 50


def each(calls: Sequence[Callable[[], object]], limit: int = MAX_THREADS) -> None:
    """Make all calls; none begins after an error, and the first one is raised at the end."""
    if len(calls) == 1:
        calls[0]()
        return
    names = [str(number) for number in range(len(calls))]
    in_order(dict.fromkeys(names, ()), lambda name: calls[int(name)](), limit)


def each_of(items: Iterable[T], act: Callable[[T], object], limit: int = MAX_THREADS) -> None:
    """Act on all items, as `each`."""
    each([partial(act, item) for item in items], limit)


def in_order(
    edges: Mapping[str, Iterable[str]], visit: Callable[[str], object], limit: int = MAX_THREADS
) -> None:
    """Visit each name when those that it leads to have been visited, as `each`."""
    waiting = {name: set(others) & edges.keys() for name, others in edges.items()}
    tasks: SimpleQueue[str | None] = SimpleQueue()
    results: SimpleQueue[tuple[str, Exception | None]] = SimpleQueue()
    running = threads = 0
    failure: Exception | None = None

    def work() -> None:
        while (name := tasks.get()) is not None:
            error = None
            try:
                visit(name)
            except Exception as problem:
                error = problem
            results.put((name, error))

    try:
        while True:
            ready = [name for name, others in waiting.items() if not others]
            for name in ready[: max(limit - running, 0)] if failure is None else ():
                del waiting[name]
                running += 1
                tasks.put(name)
                if running - results.qsize() > threads:  # all of them are busy
                    threads += 1
                    Thread(target=work, daemon=True).start()
            if not running:
                break
            name, error = results.get()
            running -= 1
            failure = failure or error
            for others in waiting.values():
                others.discard(name)
    finally:
        for _ in range(threads):
            tasks.put(None)
    if failure is not None:
        raise failure
