"""`pydock debug`: a shell with tools in any container or image."""

from contextlib import ExitStack, suppress

from pydock.api import containers, images
from pydock.api.types.containers import ContainerInspect, ImageConfig
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.container.abandoned_helpers import client_labels, remove_abandoned
from pydock.commands.shared.container.attach_session import require_terminal, resolve_detach_keys
from pydock.commands.shared.container.debug_copy import read_file, running_copy
from pydock.commands.shared.container.exec_session import (
    CONSOLE_SIZE_API,
    exec_options,
    run_attached,
)
from pydock.commands.shared.container.helper_container import (
    HelperContainer,
    require_linux,
    toolbox_image,
)
from pydock.errors import NotFound, PydockError, reported_value_errors
from pydock.options.environment import resolved
from pydock.options.users import User, needs_files, resolve_user
from pydock.options.value_types import STRING, SWITCH
from pydock.spec.helper_container import (
    Toolbox,
    process_to_find,
    toolbox_create_body,
    toolbox_exec_body,
)
from pydock.terminal.unwinding import unwinding_signals
from pydock.views.container_state import is_up


@define(
    "[OPTIONS] CONTAINER|IMAGE [COMMAND] [ARG...]",
    at_least(1),
    interspersed=False,
    complete="containers+images -",
    engine_since="1.24",
)
@exec_options
@option("image", "", STRING, "Image with the tools", complete="images")
@option("interactive", "i", SWITCH, "Attach standard input; on a terminal the default")
@option("root", "", SWITCH, "Run as root instead of the user of the container")
@option("tty", "t", SWITCH, "Allocate a terminal; on a terminal the default")
def command(
    app: App,
    arguments: tuple[str, ...],
    *,
    detach_keys: str,
    env: list[str],
    image: str,
    interactive: bool,
    root: bool,
    tty: bool,
    user: str,
    workdir: str,
) -> int:
    """Open a shell, or run a command, in a container that need not have one.

    The programs of a toolbox image, busybox by default, run among the files and processes and in
    the network of the container, which is not changed: they follow its own programs on the PATH.
    A stopped container, and an image, is debugged in a copy. In an image without statically linked
    tools the files of the container are at /proc/1/root.

    Examples:
      pydock debug web
      pydock debug --root web netstat -ltn
      pydock debug --image nicolaka/netshoot db
    """
    name, *command_line = arguments
    if root and user:
        raise PydockError("conflicting options: cannot specify both --root and --user")
    keys = resolve_detach_keys(app, detach_keys)
    stdin = interactive if app.given("interactive") else app.is_terminal("stdin")
    default_tty = stdin and app.is_terminal("stdin") and app.is_terminal("stdout")
    tty = tty if app.given("tty") else default_tty
    require_linux(app, app.engine)
    require_terminal(app, stdin=stdin, tty=tty)
    tools = toolbox_image(app, image)
    with unwinding_signals(), ExitStack() as resources:
        found, config = _find(app, name)
        remove_abandoned(app, app.engine)
        if found is None or not is_up(found["State"]):
            copy = resources.enter_context(running_copy(app, name, found, tools))
            found = containers.inspect(app.engine, copy.id)
        chosen = _user(app, found["Id"], "0" if root else user or config.get("User", ""))
        host_config = {**found["HostConfig"]}
        body = toolbox_create_body(tools, client_labels(), found["Id"], host_config, chosen)
        helper = resources.enter_context(HelperContainer(app, body))
        helper.start()
        variables = [*(config.get("Env") or ()), *(resolved(text, app.environ) for text in env)]
        process = process_to_find(found["Id"], host_config, found["State"].get("Pid", 0))
        directory = workdir or config.get("WorkingDir", "") or "/"
        toolbox = Toolbox(process, chosen, directory, variables)
        request = toolbox_exec_body(toolbox, helper.process, command_line)
        request |= {"AttachStdout": True, "AttachStderr": True}
        request |= {"AttachStdin": True} if stdin else {}
        request |= {"DetachKeys": keys} if keys else {}
        if tty:
            request["Tty"] = True
            if app.engine.at_least(CONSOLE_SIZE_API) and (size := app.console_size()):
                request["ConsoleSize"] = list(size)
        return run_attached(app, helper.id, request, keys)


def _find(app: App, name: str) -> tuple[ContainerInspect | None, ImageConfig]:
    """Return the container of that name, None for an image, and the configuration of either.

    Raises PydockError for neither.
    """
    with suppress(NotFound):
        container = containers.inspect(app.engine, name)
        return container, container["Config"]
    try:
        return None, images.inspect(app.engine, name).get("Config") or {}
    except NotFound:
        raise PydockError(f"no such container or image: {name}") from None


def _user(app: App, container: str, text: str) -> User:
    """Return the user by the container's own files. Raises PydockError for an unknown name."""
    files = {"passwd": "", "group": ""}
    if needs_files(text):
        for name in files:
            content = read_file(app.engine, container, f"/etc/{name}") or b""
            files[name] = content.decode("utf-8", "replace")
    with reported_value_errors():
        return resolve_user(text, **files)
