"""Commands on a container of a project that are those of one container."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydock.cli.app import App
from pydock.cli.command import load


def run_command(app: App, path: str, arguments: Sequence[str], **values: Any) -> int | None:
    """Run another command with arguments and options by key; others have their defaults."""
    declared = load(path)
    defaults = {one.key: one.kind.initial() for one in declared.options}
    app.flags_given = set(values)
    return declared.run(app, tuple(arguments), defaults | values)
