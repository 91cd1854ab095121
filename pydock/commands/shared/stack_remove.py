"""Remove the objects of a stack."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.errors import PydockError

Json = dict[str, Any]


def remove_all(
    app: App, kind: str, rm: Callable[[Engine, str], None], found: Iterable[Json]
) -> bool:
    """Remove services, networks, secrets or configs; False if a removal failed."""
    done = True
    for item in found:
        app.print(f"Removing {kind} {item.get('Name') or item['Spec']['Name']}")
        id = item.get("ID") or item["Id"]
        try:
            rm(app.engine, id)
        except PydockError as error:
            app.warn(f"Failed to remove {kind} {id}: {error.message}")
            done = False
    return done
