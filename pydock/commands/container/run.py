"""`docker run`: create a container from an image and run it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from pydock.api import containers
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.container.attach_session import (
    Streams,
    require_terminal,
    resolve_detach_keys,
)
from pydock.commands.shared.container.create_container import create_container
from pydock.commands.shared.container.create_options import (
    create_options,
    parse_create_request,
    usage_error,
)
from pydock.errors import (
    CannotConnect,
    ConnectionLost,
    ExitStatus,
    NotSupported,
    ProtocolError,
    PydockError,
)
from pydock.options.value_types import STRING, SWITCH, Switch
from pydock.spec.container import CreateRequest, RunOptions
from pydock.spec.version_rules import CONTAINER_CREATE

#: parts of engines' messages about a program that cannot be executed
_NOT_FOUND_TEXTS = (
    "executable file not found",
    "no such file or directory",
    "system cannot find the file specified",
)
_NOT_EXECUTABLE_TEXTS = ("permission denied", "is a directory")


_RM_API = CONTAINER_CREATE["rm"].api_since


@define(
    "[OPTIONS] IMAGE [COMMAND] [ARG...]",
    at_least(1),
    interspersed=False,
    complete="images",
    rules=CONTAINER_CREATE,
)
@create_options
@option("detach", "d", SWITCH, "Run in the background and print the container's ID")
@option("sig-proxy", "", Switch(True), "Forward signals to the container")
@option("detach-keys", "", STRING, "Detach key sequence")
def command(app: App, arguments: tuple[str, ...], options: RunOptions) -> int:
    """Create a container from an image and run a command in it.

    Examples:
      pydock run --rm -it debian bash
      pydock run -d --name web -p 8080:80 nginx
      pydock run --rm -v "$PWD":/src -w /src python:3.12 python -m unittest
    """
    with _run_errors(app):
        request = parse_create_request(app, arguments, options)
    detach = options["detach"]
    _choose_streams(app, request, detach, options["attach"])
    if detach and options["rm"] and not app.engine.at_least(_RM_API):
        raise NotSupported(f"--rm together with --detach {app.engine.requirement(_RM_API)}")
    keys = resolve_detach_keys(app, options["detach_keys"])
    with _run_errors(app, _engine_status):
        container_id = create_container(app, request, options)

    from pydock.commands.shared.container.start_container import StartFailed  # not for help

    body = request.body
    streams = Streams(
        tty=body["Tty"],
        stdin=body["AttachStdin"],
        stdout=body["AttachStdout"],
        stderr=body["AttachStderr"],
        detach_keys=keys,
    )
    host = None if containers.create_accepts_host_config(app.engine) else body["HostConfig"]

    def start() -> None:
        containers.start(app.engine, container_id, host_config=host)

    def remove() -> None:
        if options["rm"]:
            with suppress(PydockError):  # such as that of a container that runs
                containers.rm(app.engine, container_id, volumes=True)

    try:
        return _start(app, container_id, streams, start, options["sig_proxy"], options["rm"])
    except StartFailed as error:
        if not error.is_removed:
            remove()
        raise usage_error(app, "run", error.message, _engine_status(error.message)) from None
    except (ConnectionLost, ProtocolError) as error:
        remove()
        raise PydockError(error.message, ExitStatus.NOT_RUN) from error


def _start(
    app: App,
    container_id: str,
    streams: Streams,
    start: Callable[[], None],
    sig_proxy: bool,
    remove: bool,
) -> int:
    from pydock.commands.shared.container.start_container import start_attached, start_detached

    if streams.any:
        return start_attached(
            app, container_id, streams, start, forward_signals=sig_proxy, auto_remove=remove
        )
    app.print(container_id)
    app.stdout.flush()
    start_detached(app, container_id, start, auto_remove=remove)
    return 0


def _choose_streams(app: App, request: CreateRequest, detach: bool, attach: list[str]) -> None:
    body = request.body
    if not detach:
        require_terminal(app, stdin=body["AttachStdin"], tty=body["Tty"])
        return
    if attach:
        raise PydockError("conflicting options: cannot specify both --attach and --detach")
    for field in ("AttachStdin", "AttachStdout", "AttachStderr", "StdinOnce"):
        body[field] = False


@contextmanager
def _run_errors(
    app: App, status_of: Callable[[str], int] = lambda _: ExitStatus.NOT_RUN
) -> Iterator[None]:
    """Report an error before the start in the form of docker run."""
    try:
        yield
    except CannotConnect:  # status 1, since docker 29
        raise
    except (ValueError, PydockError) as error:
        reason = str(error)
        raise usage_error(app, "run", reason, status_of(reason)) from None


def _engine_status(reason: str) -> int:
    """Exit status for an engine's message about a container that it did not create or start."""
    if any(text in reason for text in _NOT_FOUND_TEXTS):
        return ExitStatus.NOT_FOUND
    if any(text in reason for text in _NOT_EXECUTABLE_TEXTS):
        return ExitStatus.NOT_EXECUTABLE
    return ExitStatus.NOT_RUN
