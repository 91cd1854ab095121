"""The lock of `recreate`: a container whose name the engine gives to one client only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from pydock.api import containers, images
from pydock.commands.shared.container.abandoned_helpers import (
    client_labels,
    is_of_this_machine,
    remove_abandoned,
)
from pydock.commands.shared.container.empty_image import empty_image
from pydock.commands.shared.container.helper_container import remove_helper, warn_unless_done
from pydock.errors import Conflict, NotFound, PydockError
from pydock.spec.helper_container import idle_create_body

if TYPE_CHECKING:
    from pydock.cli.app import App

_LOCK = ".pydock-lock"


@contextmanager
def recreation_lock(app: App, name: str) -> Iterator[None]:
    """Let no other client recreate the container of that name. Raises PydockError if one does.

    The lock of a process of this machine that was killed is removed first: by its ID, so that of
    several that do so none removes the lock of another one.
    """
    engine, labels = app.engine, client_labels()
    remove_abandoned(app, engine)
    with ExitStack() as resources:
        image = empty_image(engine, labels)
        remove_image = partial(images.rm, engine, image)
        resources.callback(warn_unless_done, app, "a helper image remains", remove_image)
        try:
            body = idle_create_body(image, labels)
            lock = containers.create(engine, body, name=name + _LOCK)["Id"]
        except Conflict:
            raise PydockError(_refusal(app, name)) from None
        remove = partial(remove_helper, engine, lock, volumes=False)
        resources.callback(warn_unless_done, app, f"{name}{_LOCK} remains", remove)
        yield


def _refusal(app: App, name: str) -> str:
    text = f"another recreate of {name} is in progress"
    try:
        labels = containers.inspect(app.engine, name + _LOCK)["Config"].get("Labels") or {}
    except NotFound:  # it has just ended
        return text
    if is_of_this_machine(labels):
        return text
    return f"{text} on another machine; if that was killed: {app.program} rm {name}{_LOCK}"
