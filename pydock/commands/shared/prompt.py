"""Asking before something is done that cannot be undone."""

from __future__ import annotations

from pydock.cli.app import App


def confirmed(app: App, question: str) -> bool:
    """Show the question and read the answer; anything but y or yes, or no answer, is no."""
    app.stdout.write(f"{question} [y/N] ")
    app.stdout.flush()
    return app.stdin.readline().strip().lower() in ("y", "yes")


def confirmed_removal(app: App, what: str, asks: bool) -> bool:
    """Warn that `what` will be removed and ask, unless `asks` is off."""
    return not asks or confirmed(
        app, f"WARNING! This will remove {what}.\nAre you sure you want to continue?"
    )
