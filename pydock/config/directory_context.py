"""The context that a file of the project's directory selects, once the user has confirmed it."""

from __future__ import annotations

import os

from pydock.config.context_file import Answer, DirectoryAnswers, read_context_file
from pydock.config.context_store import DEFAULT_CONTEXT, ContextStore
from pydock.errors import ConfigError, without_password

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def context_of_file(
    path: str,
    config_directory: Path,
    warn: Callable[[str], object],
    ask: Callable[[str], bool | None] | None,
) -> str:
    """Return the context that a file selects; "" where it is not used.

    The user confirms it: `ask` is None off a terminal, and returns None without an answer. A file
    that was never confirmed is ignored off a terminal, with a warning: whoever ships it must not
    change what docker's commands do. One that was is refused there when it has changed, as commands
    would reach another engine than the user expects.
    Raises ConfigError.
    """
    directory = os.path.dirname(path)  # noqa: PTH120
    answers = DirectoryAnswers(config_directory)
    before = answers.get(directory)
    was_used = before is not None and before.is_trusted
    try:
        name = read_context_file(path)
        if before and before.context == name:
            return name if before.is_trusted else ""
        host = _host(ContextStore(config_directory / "contexts"), path, name)
    except ConfigError as error:
        if was_used:
            raise
        warn(f"WARNING: {error.message}: it is ignored")
        return ""
    changed = f' instead of "{before.context}"' if before else ""
    text = f'{path} selects the context "{name}"{changed}'
    if ask is None:
        advice = f"confirm it on a terminal, or by `context use --here {name}`"
        if was_used:
            raise ConfigError(f"{text}: {advice}")
        warn(f"WARNING: {text} and is ignored: {advice}")
        return ""
    is_trusted = ask(f"{text} ({host}) for commands there and below.\nUse it?")
    if is_trusted is not None:
        try:
            answers.set(directory, Answer(name, is_trusted))
        except ConfigError as error:
            warn(f"WARNING: the answer is not kept: {error.message}")
    if was_used and not is_trusted:
        raise ConfigError(f"{path} is not confirmed: nothing was done")
    return name if is_trusted else ""


def _host(store: ContextStore, path: str, name: str) -> str:
    """Return the address of a context. Raises ConfigError for a missing one."""
    if name == DEFAULT_CONTEXT:
        return "the engine of this machine"
    context = store.find(name)
    if context is None:
        raise ConfigError(f'{path} selects the context "{name}", which does not exist')
    return without_password(context.host)
