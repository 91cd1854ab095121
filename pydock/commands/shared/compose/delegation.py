"""Commands on a container of a project that are those of one container."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydock.cli.app import App
from pydock.cli.command import default_values, load


def run_command(app: App, path: str, arguments: Sequence[str], **values: Any) -> int | None:
    """Run another command with arguments and options by key; others have their defaults."""
    app.flags_given = set(values)
    return load(path).run(app, tuple(arguments), default_values(path) | values)
