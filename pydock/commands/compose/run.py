"""`docker compose run`: run a command once in a new container of a service."""

from pydock.cli.app import App
from pydock.cli.command import at_least, define, option
from pydock.commands.shared.compose.command_options import dry_run_option
from pydock.commands.shared.compose.run_options import RunOptions
from pydock.compose.errors import ComposeError
from pydock.options.value_types import LIST, SWITCH, String, Switch


@define("[OPTIONS] SERVICE [COMMAND] [ARGS...]", at_least(1), interspersed=False)
@option("build", "", SWITCH, "Build the image first")
@option("cap-add", "", LIST, "Add a capability")
@option("cap-drop", "", LIST, "Drop a capability")
@option("detach", "d", SWITCH, "Run in the background and print the container's ID")
@dry_run_option
@option("entrypoint", help="Entrypoint in place of the image's")
@option("env", "e", LIST, "Set an environment variable (NAME=VALUE, or NAME to copy its value)")
@option("env-from-file", "", LIST, "Read environment variables from a file", complete="files")
@option("interactive", "i", Switch(True), "Attach standard input")
@option("label", "l", LIST, "Set a label (key=value)", aliases=("labels",))
@option("name", help="Name of the container")
@option("no-deps", "", SWITCH, "Do not start the services that it depends on")
@option("no-TTY", "T", SWITCH, "Allocate no terminal (default: that of standard output)")
@option("publish", "p", LIST, "Publish a port of the container")
@option(
    "pull", "", String("policy"), "When to pull: always, missing, never",
    complete="choices:always,missing,never",
)  # fmt: skip
@option("quiet", "q", SWITCH, "Print nothing about what is done")
@option("quiet-build", "", SWITCH, "Build without output")
@option("quiet-pull", "", SWITCH, "Pull without progress")
@option("remove-orphans", "", SWITCH, "Remove containers of services that the files lack")
@option("rm", "", SWITCH, "Remove the container when it exits")
@option("service-ports", "P", SWITCH, "Publish the ports of the service")
@option("tty", "t", Switch(True), "Allocate a terminal", hidden=True)
@option("use-aliases", "", SWITCH, "Give it the service's aliases in its networks")
@option("user", "u", help="User to run as")
@option("volume", "v", LIST, "Mount a volume or a directory", aliases=("volumes",))
@option("workdir", "w", help="Working directory of the command")
def command(app: App, arguments: tuple[str, ...], options: RunOptions) -> int:
    """Run a command once in a new container of a service.

    What the service depends on is started first; its ports are not published unless requested.

    Examples:
      pydock compose run --rm web python manage.py migrate
      pydock compose run -T --no-deps db psql < dump.sql
    """
    from pydock.commands.shared.compose.one_off import run_one_off
    from pydock.commands.shared.compose.opening import project_scope

    if options["publish"] and options["service_ports"]:
        raise ComposeError("--service-ports and --publish are incompatible")
    if app.given("tty") and app.given("no_TTY"):
        raise ComposeError("--tty and --no-TTY can't be used together")
    service, *words = arguments
    scope = project_scope(app, [service], dry_run=options["dry_run"])
    if options["quiet"]:
        scope.progress = "quiet"
    return run_one_off(scope, service, words, options)
