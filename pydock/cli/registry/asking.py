"""Asking a person for the user and the password that a registry wants."""

from __future__ import annotations

import os
import signal
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from pydock.cli.app import App
from pydock.cli.notes import note
from pydock.config.auth import HUB_SERVER, Auth
from pydock.errors import PydockError

_LOCAL_MODES = 3
_ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


def ask_for_auth(
    app: App, server: str, username: str = "", password: str = "", usual_username: str = ""
) -> Auth:
    """What was given, completed with what the person types; the password is not echoed.

    Raises PydockError when there is nobody to ask, or the answer is empty.
    """
    username, password = username.strip(), password.strip()
    if not (username and password) and not app.is_terminal("stdin"):
        raise PydockError("Error: Cannot perform an interactive login from a non TTY device")
    if not username:
        if server == HUB_SERVER:
            app.print(
                "Log in with your Docker ID or email address to use images of Docker Hub.", ""
            )
        usual_username = usual_username.strip()
        prompt = f"Username ({usual_username}): " if usual_username else "Username: "
        username = _ask(app, prompt).strip() or usual_username
        if not username:
            raise PydockError("Error: Non-null Username Required")
    if not password:
        if server == HUB_SERVER:
            note(
                app,
                "A Personal Access Token (PAT) can be used instead.",
                "To create a PAT, visit https://app.docker.com/settings",
                "",
                "",
                stream="stderr",
            )
        with _without_echo(app.stdin.fileno()):
            password = _ask(app, "Password: ")
        app.print()
        if not password:
            raise PydockError("Error: Password Required")
    return Auth(username, password, server=server)


def _ask(app: App, prompt: str) -> str:
    app.stdout.write(prompt)
    app.stdout.flush()
    return app.stdin.readline().rstrip("\r\n")


@contextmanager
def _without_echo(fd: int) -> Iterator[None]:
    """Keep a terminal from showing what is typed, and undo that however this ends."""
    before = termios.tcgetattr(fd)
    silent = list(before)
    silent[_LOCAL_MODES] &= ~termios.ECHO

    def restore() -> None:
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(fd, termios.TCSADRAIN, before)

    with _restored_by_signals(restore):
        termios.tcsetattr(fd, termios.TCSADRAIN, silent)
        try:
            yield
        finally:
            restore()


@contextmanager
def _restored_by_signals(restore: Callable[[], None]) -> Iterator[None]:
    """Undo something also when a signal ends the process."""

    def end(number: int, frame: FrameType | None) -> None:
        restore()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    old: dict[int, Any] = {number: signal.signal(number, end) for number in _ENDING_SIGNALS}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
