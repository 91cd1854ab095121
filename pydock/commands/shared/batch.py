"""Act on several objects: one after the other, or in parallel; errors do not stop the rest."""

from collections.abc import Callable, Iterable, Sequence

from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.errors import PydockError

MAX_THREADS = 50


def for_each(app: App, names: Iterable[str], act: Callable[[str], None]) -> int:
    """Act on each name in order; report each error at once, and return status 1 if there is one."""
    status = 0
    for name in names:
        try:
            act(name)
        except PydockError as error:
            app.warn(error.message)
            status = 1
    return status


def remove_each(app: App, names: Iterable[str], rm: Callable[[Engine, str], None]) -> int:
    """Remove each object and print its name; as `for_each`."""

    def remove(name: str) -> None:
        rm(app.engine, name)
        app.print(name)

    return for_each(app, names, remove)


def for_each_parallel(
    app: App,
    names: Sequence[str],
    act: Callable[[str], object],
    ignore: Callable[[PydockError], bool] = lambda error: False,
) -> int:
    """Act on all names in parallel; print successes in order, then errors but those of `ignore`."""
    errors: list[PydockError] = []
    for first in range(0, len(names), MAX_THREADS):
        for name, error in _run_threads(app, names[first : first + MAX_THREADS], act):
            if error is None:
                app.print(name)
            elif not ignore(error):
                errors.append(error)
    app.warn(*(error.message for error in errors))
    return 1 if errors else 0


def _run_threads(
    app: App, names: Sequence[str], act: Callable[[str], object]
) -> list[tuple[str, PydockError | None]]:
    """Each name with its error; other exceptions are raised when all threads have ended."""
    from threading import Thread

    outcomes: list[Exception | None] = [None] * len(names)

    def run(index: int) -> None:
        try:
            act(names[index])
        except Exception as error:
            outcomes[index] = error

    if len(names) > 1:
        _ = app.engine.api_version  # negotiated once, before the threads start
    threads = [Thread(target=run, args=[index], daemon=True) for index in range(1, len(names))]
    for thread in threads:
        thread.start()
    run(0)
    for thread in threads:
        thread.join()
    results: list[tuple[str, PydockError | None]] = []
    for name, error in zip(names, outcomes, strict=True):
        if error is not None and not isinstance(error, PydockError):
            raise error
        results.append((name, error))
    return results
