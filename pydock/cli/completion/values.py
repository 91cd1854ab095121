"""`pydock [OPTIONS] __complete SOURCE [WORD...]`: names of the engine's objects, for completion.

Command-line plugins complete themselves: `cli-plugins` prints their names and those of aliases with
descriptions, separated by a tab, and `plugin:NAME` what the plugin answers to the words after its
name: a line each, and at last a colon and a number, the sum of the flags that cobra calls
directives.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from pydock import catalog
from pydock.cli.app import App
from pydock.errors import PydockError

if TYPE_CHECKING:
    import click

    Program = Callable[[], click.Command]

#: the user waits at the prompt meanwhile
LIMIT_SECONDS = 0.5


def print_names(app: App, program: Program, source: str = "", *words: str) -> None:
    """Print the values of a source, a line each, in half a second; none without an engine."""
    if not source.startswith("plugin:"):  # whose process is ended after that time
        signal.signal(signal.SIGALRM, lambda *_: os._exit(0))
        signal.setitimer(signal.ITIMER_REAL, LIMIT_SECONDS)
    try:
        found = values(app, source, words)
        if not found and source.startswith("plugin:"):
            from pydock.cli.completion.alias_words import complete

            found = complete(app, program(), source.removeprefix("plugin:"), words)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    app.print(*found)


def values(app: App, source: str, words: Sequence[str] = ()) -> list[str]:
    """Return the values of a source, sorted; none when the engine does not answer."""
    kind, _, text = source.partition(":")
    if kind == "choices":
        return text.split(",")
    try:
        if kind == "plugin":
            return _of_plugin(app, text, words)
        return sorted(set(_names(app, source)))
    except (PydockError, KeyError, OSError, TypeError, ValueError):
        return []


def _names(app: App, source: str) -> Iterable[str]:
    if source in ("contexts", "contexts:others"):
        stored = [context.name for context in app.endpoint_resolver.store.all()]
        current = app.config.text("currentContext")
        return ["default", *stored] if source == "contexts" else {*stored} - {current}
    if source == "cli-plugins":
        from pydock.cli.aliases import help_lines
        from pydock.cli.plugins import all_plugins

        plugins = {one.name: one.description for one in all_plugins(app) if not one.error}
        return (
            f"{name}\t{text}"
            for name, text in {**help_lines(app, ()), **plugins}.items()
            if not catalog.is_builtin(name)
        )
    from pydock.api.object_names import names

    return names(app.engine.transport, source)


def _of_plugin(app: App, name: str, words: Sequence[str]) -> list[str]:
    """Return what a plugin answers to cobra's request for completion, its directive at last."""
    from pydock.cli.plugins import candidates, directories, start
    from pydock.config.child_output import ChildOutputError, read_output

    paths = candidates(directories(app)).get(name)
    if not paths:
        return []
    child = start(app, paths[0], "__complete", name, *words)
    try:
        answer = read_output(child, timeout_seconds=LIMIT_SECONDS)
    except ChildOutputError:
        return []
    lines = answer.decode("utf-8", "surrogateescape").splitlines()
    if not lines or not re.fullmatch(r":\d+", lines[-1]):
        return []  # of a plugin without completion
    return lines
