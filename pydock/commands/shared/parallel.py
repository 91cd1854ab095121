"""Commands over several objects that are done at the same time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Thread

from pydock.cli.app import App
from pydock.errors import PydockError

MAX_AT_ONCE = 50


def _never(error: PydockError) -> bool:
    return False


def for_all(
    app: App,
    names: Sequence[str],
    act: Callable[[str], None],
    is_excused: Callable[[PydockError], bool] = _never,
) -> int:
    """Act on all names at once, and print each that went well in the order they were given.

    The errors follow, and the status is 1 if there is one that is not excused.
    """
    errors: list[PydockError] = []
    for first in range(0, len(names), MAX_AT_ONCE):
        for name, error in _at_once(app, names[first : first + MAX_AT_ONCE], act):
            if error is None:
                app.print(name)
            else:
                errors.append(error)
    app.warn(*(error.message for error in errors))
    return 0 if all(map(is_excused, errors)) else 1


def _at_once(
    app: App, names: Sequence[str], act: Callable[[str], None]
) -> list[tuple[str, PydockError | None]]:
    if len(names) > 1:
        _ = app.engine.api_version  # asked once, before the threads would all ask for it
    tasks = [_Task(act, name) for name in names]
    for task in tasks[1:]:
        task.start()
    tasks[0].run()
    for task in tasks[1:]:
        task.join()
    for task in tasks:
        if task.failure is not None:
            raise task.failure
    return [(task.subject, task.error) for task in tasks]


class _Task(Thread):
    """One act on one name; what goes wrong is kept for the main thread."""

    def __init__(self, act: Callable[[str], None], subject: str) -> None:
        super().__init__(daemon=True)
        self.act = act
        self.subject = subject
        self.error: PydockError | None = None
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            self.act(self.subject)
        except PydockError as error:
            self.error = error
        except Exception as failure:
            self.failure = failure
