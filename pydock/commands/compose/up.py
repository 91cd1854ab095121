"""`docker compose up`: create and start a project."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import any_number, define, option
from pydock.commands.shared.compose.command_options import (
    CreateOptions,
    check_create_options,
    create_options,
)
from pydock.compose.errors import ComposeError
from pydock.options.value_types import LIST, STRING, SWITCH, Int


class UpOptions(CreateOptions):
    """The options of `up`."""

    abort_on_container_exit: bool
    abort_on_container_failure: bool
    always_recreate_deps: bool
    attach: list[str]
    attach_dependencies: bool
    detach: bool
    exit_code_from: str
    menu: bool
    no_attach: list[str]
    no_color: bool
    no_deps: bool
    no_log_prefix: bool
    no_start: bool
    quiet_build: bool
    renew_anon_volumes: bool
    timeout: int
    timestamps: bool
    wait: bool
    wait_timeout: int
    watch: bool


@define("[OPTIONS] [SERVICE...]", any_number)
@create_options
@option("abort-on-container-exit", "", SWITCH, "Stop all containers when one has stopped")
@option("abort-on-container-failure", "", SWITCH, "Stop all containers when one has failed")
@option("always-recreate-deps", "", SWITCH, "Replace the containers of dependencies too")
@option("attach", "", LIST, "Show the output of these services only")
@option("attach-dependencies", "", SWITCH, "Show the output of dependencies too")
@option("detach", "d", SWITCH, "Run in the background")
@option("exit-code-from", "", STRING, "Stop when a service has, and exit with its status")
@option("menu", "", SWITCH, "Accepted, without effect: there are no shortcuts")
@option("no-attach", "", LIST, "Do not show the output of these services")
@option("no-color", "", SWITCH, "Print no colours")
@option("no-deps", "", SWITCH, "Do not start the services that the named ones depend on")
@option("no-log-prefix", "", SWITCH, "Do not print the name of the container before each line")
@option("no-start", "", SWITCH, "Do not start the containers")
@option("quiet-build", "", SWITCH, "Build without output")
@option("renew-anon-volumes", "V", SWITCH, "Replace anonymous volumes instead of keeping them")
@option("timeout", "t", Int(), "Seconds to wait before SIGKILL when containers are stopped")
@option("timestamps", "", SWITCH, "Include timestamps")
@option("wait", "", SWITCH, "Wait until services are running or healthy, in the background")
@option("wait-timeout", "", Int(), "Seconds to wait at most, with --wait")
@option("watch", "w", SWITCH, "Watch files, and update containers when they change")
def command(app: App, arguments: tuple[str, ...], options: UpOptions) -> int:
    """Create and start the containers of services, and of those that they depend on.

    Containers that have changed are replaced; nothing else changes. The output of the services is
    shown until ctrl-C stops them; a second ctrl-C kills them.

    Examples:
      pydock compose up -d
      pydock compose up --build --scale worker=3
      pydock compose up --exit-code-from tests
    """
    from pydock.commands.shared.compose.convergence import create_project
    from pydock.commands.shared.compose.create_settings import (
        attached_services,
        create_settings,
        with_create_options,
    )
    from pydock.commands.shared.compose.opening import project_scope
    from pydock.commands.shared.compose.starting import start_services
    from pydock.compose.project.selection import service_of, with_selected

    _check(options)
    scope = project_scope(app, arguments, dry_run=options["dry_run"])
    project = with_create_options(app, scope.required_project, options)
    if options["no_deps"]:
        project = with_selected(project, arguments, with_dependencies=False)
    if options["exit_code_from"]:
        service_of(project, options["exit_code_from"])
    scope.project = project
    settings = create_settings(
        scope,
        options,
        arguments,
        always_recreate_deps=options["always_recreate_deps"],
        renew_anonymous_volumes=options["renew_anon_volumes"],
        timeout_seconds=options["timeout"] if app.given("timeout") else None,
        quiet_build=options["quiet_build"],
    )
    detach = options["detach"] or options["wait"]
    attached = attached_services(
        project,
        arguments,
        options["attach"],
        options["no_attach"],
        with_dependencies=options["attach_dependencies"],
    )
    with scope.shown():
        create_project(scope, settings)
        if detach and not options["no_start"]:
            start_services(scope, wait=options["wait"], wait_seconds=options["wait_timeout"])
    if detach or options["no_start"]:
        return 0
    if scope.dry_run:
        app.print("end of 'compose up' output, interactive run is not supported in dry-run mode")
        return 0
    from pydock.commands.shared.compose.attached import AttachSettings, run_attached
    from pydock.commands.shared.compose.output import OutputFormat

    return run_attached(
        scope,
        AttachSettings(
            services=arguments,
            attached=attached,
            stops_on_exit=_stops_on_exit(options),
            stops_on_failure=options["abort_on_container_failure"],
            exit_code_from=options["exit_code_from"],
            format=OutputFormat(
                colour=scope.has_colour and not options["no_color"],
                prefix=not options["no_log_prefix"],
                timestamps=options["timestamps"],
            ),
            timeout_seconds=settings.timeout_seconds,
            watches=options["watch"],
        ),
    )


def _stops_on_exit(options: UpOptions) -> bool:
    """Return whether the first container that stops ends all: --exit-code-from implies it."""
    follows = bool(options["exit_code_from"]) and not options["abort_on_container_failure"]
    return options["abort_on_container_exit"] or follows


def _check(options: UpOptions) -> None:
    """Raise ComposeError for options that exclude each other."""
    stops_on_exit = _stops_on_exit(options)
    if stops_on_exit and options["abort_on_container_failure"]:
        raise ComposeError(
            "--abort-on-container-failure cannot be combined with --abort-on-container-exit"
        )
    shows = options["attach_dependencies"] or bool(options["attach"])
    if options["wait"] and (shows or stops_on_exit):
        raise ComposeError(
            "--wait cannot be combined with --abort-on-container-exit, --attach or"
            " --attach-dependencies"
        )
    check_create_options(options)
    stops = stops_on_exit or options["abort_on_container_failure"]
    if (options["detach"] or options["wait"]) and (shows or stops or options["watch"]):
        name = "wait" if options["wait"] else "detach"
        raise ComposeError(
            f"--{name} cannot be combined with --abort-on-container-exit,"
            " --abort-on-container-failure, --attach, --attach-dependencies or --watch"
        )
    if options["no_recreate"] and options["renew_anon_volumes"]:
        raise ComposeError("--no-recreate and --renew-anon-volumes are incompatible")
    if options["no_recreate"] and options["always_recreate_deps"]:
        raise ComposeError("--always-recreate-deps and --no-recreate are incompatible")
    if options["no_build"] and options["watch"]:
        raise ComposeError("--no-build and --watch are incompatible")
