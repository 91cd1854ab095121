"""Prompts for confirmation."""

from __future__ import annotations

from pydock.cli.app import App


def confirm(app: App, question: str) -> bool:
    """Prompt with a question; True for the answers y and yes."""
    app.stdout.write(f"{question} [y/N] ")
    app.stdout.flush()
    return app.stdin.readline().strip().lower() in ("y", "yes")


def confirm_removal(app: App, what: str, force: bool) -> bool:
    """Prompt before the removal of `what`, unless `force` is set."""
    return force or confirm(
        app, f"WARNING! This will remove {what}.\nAre you sure you want to continue?"
    )
