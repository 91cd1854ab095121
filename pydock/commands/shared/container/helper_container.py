"""A container of pydock's own that lasts no longer than this process, for `forward` and `debug`."""

from __future__ import annotations

import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

from pydock.api import containers, execs
from pydock.api.engine import Engine
from pydock.cli.app import App
from pydock.commands.shared.container.create_container import create_pulled, pullable_reference
from pydock.commands.shared.image.content_trust import refuse_content_trust
from pydock.errors import ApiError, NotFound, NotSupported, PydockError
from pydock.spec.container import CreateRequest
from pydock.transport.demultiplexer import Demultiplexer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydock.transport import Hijacked

DEFAULT_IMAGE = "busybox"
#: the key of config.json below `plugins.pydock` that names another image
IMAGE_KEY = "toolbox"

_LINE_LIMIT_BYTES = 4096
_REMOVAL_TRIES = 50
_REMOVAL_STEP_SECONDS = 0.1


def toolbox_image(app: App, option: str) -> str:
    """Return the image of helpers: of the option, of config.json, or busybox."""
    return option or app.config.own_settings.get(IMAGE_KEY) or DEFAULT_IMAGE


def require_linux(app: App, engine: Engine) -> None:
    """Raise NotSupported for an engine of Windows containers."""
    if engine.ping.os_type == "windows":
        raise NotSupported(f"{app.command_path} requires an engine of Linux containers")


class HelperContainer:
    """A helper; `process` is the ID of its first process in its PID namespace."""

    def __init__(self, app: App, body: dict[str, Any], *, pull: bool = True) -> None:
        """Create it; a missing image is pulled first, if `pull`. Raises PydockError."""
        self._app = app
        self._engine = app.engine
        refuse_content_trust(app, False)
        reference = pullable_reference(body["Image"]) if pull else None
        self.id = str(create_pulled(app, CreateRequest(body, "", ""), reference)["Id"])
        self._resources = ExitStack()
        self._resources.callback(self._remove)
        self.process = 0

    def start(self) -> None:
        """Start it; it is removed if that fails. Raises PydockError."""
        try:
            self._guard = self._resources.enter_context(
                containers.attach(self._engine, self.id, stdin=True, stdout=True, stderr=False)
            )
            containers.start(self._engine, self.id)
            self.process = _first_line(self._guard)
        except BaseException:
            self.close()
            raise

    def fileno(self) -> int:
        """Return a descriptor that is readable once the helper has ended."""
        return self._guard.fileno()

    def exec_(self, body: dict[str, Any]) -> Hijacked:
        """Start a program in it; its streams on the hijacked connection."""
        exec_id = execs.create(self._engine, self.id, body)
        return execs.attach(self._engine, exec_id, {"Detach": False, "Tty": False})

    def close(self) -> None:
        """End and remove it; return once it is gone."""
        self._resources.close()

    def _remove(self) -> None:
        with suppress(PydockError):  # the engine ends it when the connection closes
            remove_helper(self._engine, self.id, volumes=True)

    def __enter__(self) -> HelperContainer:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def remove_helper(engine: Engine, id: str, *, volumes: bool) -> None:
    """Remove a helper, and its anonymous volumes; return once it is gone. Raises PydockError."""
    for tries_left in reversed(range(_REMOVAL_TRIES)):
        try:
            containers.rm(engine, id, force=True, volumes=volumes)
        except NotFound:
            return
        except ApiError:
            if not tries_left:
                raise
            time.sleep(_REMOVAL_STEP_SECONDS)  # the removal is in progress
        else:
            if not engine.is_podman:  # the engine may still be removing it
                return


def warn_unless_done(app: App, problem: str, action: Callable[[], object]) -> None:
    """Act, and report a failure as a warning."""
    try:
        action()
    except PydockError as error:
        app.warn(f"WARNING: {problem}: {error.message}")


def _first_line(guard: Hijacked) -> int:
    """Return the process ID that the first process prints. Raises PydockError."""
    text = bytearray()
    frames = Demultiplexer(text.extend, text.extend)
    buffer = bytearray(_LINE_LIMIT_BYTES)
    while b"\n" not in text and len(text) < _LINE_LIMIT_BYTES:
        count = guard.recv_into(buffer)
        if not count:
            break
        frames.feed(memoryview(buffer)[:count])
    try:
        return int(text.partition(b"\n")[0])
    except ValueError:
        raise PydockError(
            "the helper container ended at once: its image needs sh and cat"
        ) from None
