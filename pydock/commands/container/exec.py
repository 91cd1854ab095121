"""`docker exec`: run a command in a running container."""

from pydock.api import containers, execs
from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.container.attach_session import require_terminal, resolve_detach_keys
from pydock.commands.shared.container.exec_session import (
    CONSOLE_SIZE_API,
    exec_options,
    run_attached,
)
from pydock.commands.shared.dotenv_files import add_dotenv_variables, dotenv_file_option
from pydock.config.small_file import read_small_file
from pydock.errors import reported_value_errors
from pydock.options.value_types import LIST, SWITCH
from pydock.spec.exec import ExecOptions, exec_create_body, exec_start_body
from pydock.spec.version_rules import EXEC_CREATE


@define(
    "[OPTIONS] CONTAINER COMMAND [ARG...]",
    at_least(2),
    interspersed=False,
    complete="containers:running -",
    engine_since="1.15",
    rules=EXEC_CREATE,
    behind_picked=("sh",),
)
@option("detach", "d", SWITCH, "Run the command in the background")
@exec_options
@option("env-file", "", LIST, "Read environment variables from a file", complete="files")
@dotenv_file_option
@option("interactive", "i", SWITCH, "Attach standard input")
@option("privileged", "", SWITCH, "Extended privileges for the command")
@option("tty", "t", SWITCH, "Allocate a terminal")
def command(app: App, arguments: tuple[str, ...], options: ExecOptions) -> int:
    """Run a command in a running container.

    Examples:
      pydock exec -it web sh
      pydock exec -u root -e DEBUG=1 web env
    """
    name, *command_line = arguments
    detach = options["detach"]
    keys = resolve_detach_keys(app, options["detach_keys"])
    with reported_value_errors():
        add_dotenv_variables(app, options)
        request = exec_create_body(
            options,
            command_line,
            app.environ,
            read_small_file,
            detach_keys=keys,
            console_size=app.console_size() if app.engine.at_least(CONSOLE_SIZE_API) else None,
        )
    # Created execs that never start cannot be removed, so check the container first.
    containers.inspect(app.engine, name)
    if not detach:
        require_terminal(app, stdin=options["interactive"], tty=options["tty"])
    if detach:
        exec_id = execs.create(app.engine, name, request)
        execs.start(app.engine, exec_id, exec_start_body(request))
        return 0
    return run_attached(app, name, request, keys)
