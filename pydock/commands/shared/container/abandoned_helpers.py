"""Helper containers of a pydock that was killed: whose they are, and their removal."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pydock.api import containers, images, volumes
from pydock.errors import PydockError
from pydock.spec.helper_container import (
    FILLED_LABEL,
    MACHINE_LABEL,
    NEW_VOLUME,
    PAUSED_LABEL,
    PROCESS_LABEL,
    VOLUME_LABEL,
)
from pydock.views.shorten import short_id

if TYPE_CHECKING:
    from pydock.api.engine import Engine
    from pydock.cli.app import App

#: of processes that wait for their parent to ask how they ended
_ENDED_STATES = ("Z", "X")


def client_labels() -> dict[str, str]:
    """Return the labels that name this process as the user of a helper."""
    return {MACHINE_LABEL: _machine(), PROCESS_LABEL: _process(os.getpid())}


def is_of_this_machine(labels: Mapping[str, str]) -> bool:
    """Return whether the user of a helper is a process of this machine, which may have ended."""
    return labels.get(MACHINE_LABEL) == _machine()


def remove_abandoned(app: App, engine: Engine) -> None:
    """Remove helpers, and images made for them, whose pydock was killed on this machine.

    Containers that it paused are resumed. A volume that it was filling is removed if it is new. A
    warning reports both.
    """
    with suppress(PydockError):
        for container in containers.ls(engine, all=True, filters={"label": [MACHINE_LABEL]}):
            if _is_abandoned(labels := container.get("Labels") or {}):
                with suppress(PydockError):
                    _resume(app, engine, labels)
                    # an anonymous volume that was read is not its own
                    is_own = VOLUME_LABEL not in labels
                    containers.rm(engine, container["Id"], force=True, volumes=is_own)
                    _report_partial_volume(app, engine, labels)
        for image in images.ls(engine, filters={"label": [MACHINE_LABEL]}):
            if _is_abandoned(image.get("Labels") or {}):
                with suppress(PydockError):
                    images.rm(engine, image["Id"])


def _resume(app: App, engine: Engine, labels: Mapping[str, str]) -> None:
    for container in filter(None, labels.get(PAUSED_LABEL, "").split(",")):
        with suppress(PydockError):
            containers.unpause(engine, container)
            app.warn(f"WARNING: resumed container {short_id(container)}, which was left paused")


def _report_partial_volume(app: App, engine: Engine, labels: Mapping[str, str]) -> None:
    volume = labels.get(VOLUME_LABEL, "")
    if labels.get(FILLED_LABEL) == NEW_VOLUME:
        try:
            volumes.rm(engine, volume)
            app.warn(f"WARNING: removed volume {volume}, which was left incomplete")
        except PydockError as error:
            app.warn(f"WARNING: volume {volume} was left incomplete: {error.message}")
    elif FILLED_LABEL in labels:
        app.warn(f"WARNING: volume {volume} has part of an archive: its import was killed")


def _is_abandoned(labels: Mapping[str, str]) -> bool:
    """Return whether the labels are of a process of this machine that has ended."""
    if not is_of_this_machine(labels):
        return False
    process = labels.get(PROCESS_LABEL, "")
    number = process.partition("-")[0]
    return number.isdigit() and _process(int(number)) != process


def _machine() -> str:
    """Return what names this machine since its last start, and this namespace of processes."""
    namespace = boot = ""
    with suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        namespace = str(Path("/proc/self/ns/pid").stat().st_ino)
    return "-".join(filter(None, (socket.gethostname(), boot, namespace)))


def _process(number: int) -> str:
    """Return what names a process: its ID and start time; "" if it has ended."""
    if sys.platform == "linux":
        try:
            stat = Path(f"/proc/{number}/stat").read_text()
        except OSError:
            return ""
        fields = stat.rpartition(")")[2].split()
        has_ended = fields[0] in _ENDED_STATES
        return "" if has_ended else f"{number}-{fields[19]}"
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return ""
    except OSError:  # another user's
        pass
    return f"{number}-0"
