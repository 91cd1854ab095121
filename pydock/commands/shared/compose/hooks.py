"""Commands of a service that run in its containers, after their start and before their stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pydock.api import execs
from pydock.commands.shared.compose.scope import Scope
from pydock.compose.errors import ComposeError
from pydock.compose.observed import Container
from pydock.compose.project.service_parts import Hook
from pydock.errors import ApiError
from pydock.transport.demultiplexer import whole_frames

if TYPE_CHECKING:
    from pydock.transport import ByteStream

#: takes pieces of a hook's output
HookOutput = Callable[[Container, bytes], None]
_PIECE_BYTES = 64 << 10
_STEP_SECONDS = 0.1


def run_hook(scope: Scope, container: Container, hook: Hook, on_output: HookOutput | None) -> None:
    """Run a hook and wait for its end. Raises ComposeError if it fails."""
    if scope.dry_run:
        return
    if on_output is None and scope.engine.ping.is_podman:
        on_output = _hide  # Podman may never report the end of one that is detached
    body: dict[str, Any] = {
        "User": hook.get("user"),
        "Privileged": hook.get("privileged"),
        "Env": [
            name if value is None else f"{name}={value}"
            for name, value in hook.get("environment", {}).items()
        ],
        "WorkingDir": hook.get("working_dir"),
        "Cmd": hook.get("command"),
    }
    if on_output is not None:
        body |= {"AttachStdout": True, "AttachStderr": True}
    body = {field: value for field, value in body.items() if value}
    exec_id = execs.create(scope.engine, container.id, body)
    if on_output is None:
        with suppress(ApiError):  # as docker compose has it
            execs.start(scope.engine, exec_id, {"Detach": True, "Tty": False})
    else:
        _show(scope, container, exec_id, on_output)
    status = _await_end(scope, exec_id)
    if status:
        raise ComposeError(f"{container.service} hook exited with status {status}")


def _hide(container: Container, output: bytes) -> None:
    """Show nothing."""


def _show(scope: Scope, container: Container, exec_id: str, on_output: HookOutput) -> None:
    with execs.attach(scope.engine, exec_id, {"Detach": False, "Tty": False}) as wire:
        for _, data in whole_frames(received(wire)):
            on_output(container, data)


def received(stream: ByteStream) -> Iterator[bytes]:
    """Yield what arrives on a stream until its end."""
    buffer = bytearray(_PIECE_BYTES)
    while size := stream.recv_into(buffer):
        yield bytes(buffer[:size])


def _await_end(scope: Scope, exec_id: str) -> int:
    while True:
        try:
            found = execs.inspect(scope.engine, exec_id)
        except ApiError:
            return 0
        if not found.get("Running"):
            return found.get("ExitCode") or 0
        time.sleep(_STEP_SECONDS)
