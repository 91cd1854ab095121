"""Runs a command line: global options, plugins, the path of the command, its options, its body.

The catalogue names the commands and pflag's syntax reads their options, so that a valid command
line runs without click, which takes longer to load than most commands take. `click_tree` shows
the same declarations to click.
"""

from __future__ import annotations

from pydock import catalog
from pydock.cli import help as pages
from pydock.cli.command import Command, global_options, load
from pydock.cli.engine_requirements import check_engine
from pydock.cli.pflag import FlagError, HelpRequested, Parsed, parse
from pydock.cli.suggestions import with_nearest, with_nearest_flag
from pydock.errors import ConfigError, ExitStatus, PydockError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydock.cli.app import App
    from pydock.cli.click_tree import Root, UsageError

_GROUP_USAGES = {"": "[OPTIONS] COMMAND [ARG...]", "stack": "[OPTIONS]"}
_LOG_LEVELS = ("debug", "error", "fatal", "info", "panic", "trace", "warn", "warning")


def run(app: App, arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status. Raises PydockError."""
    app.arguments = arguments
    try:
        return _run_program(app, arguments) or 0
    finally:
        app.close()


def click_command() -> Root:
    """Return the program as a click command, for CliRunner and programs that embed pydock."""
    from pydock.cli.click_tree import Root

    return Root(run)


def _run_program(app: App, arguments: Sequence[str]) -> int | None:
    options = global_options()
    try:
        parsed = parse(options, arguments, interspersed=False)
    except HelpRequested as request:
        return _show_help(app, _top_page(app), request)
    except FlagError as error:
        message = with_nearest_flag(app, str(error), options)
        raise _usage_error(app, "", message, ExitStatus.NOT_RUN) from None
    app.options, app.options_given = parsed.values, parsed.given
    level = parsed.values["log_level"]
    if level and level not in _LOG_LEVELS:
        raise ConfigError(f"Unable to parse logging level: {level}")
    rest = parsed.rest
    name = rest[0] if rest else ""
    if name == "__complete":
        from pydock.cli.completion.values import print_names

        print_names(app, *rest[1:2])
        return None
    is_builtin = catalog.is_builtin(name)
    if rest and (name in catalog.MAYBE_PLUGINS or not is_builtin):
        from pydock.cli.plugins import divert

        divert(app, arguments, rest)
    if app.options["version"] and not is_builtin and name != "help":
        app.print(pages.version_line(app.program))
        return None
    if name == "help":
        return _help_on(app, rest[1:])
    return _run_group(app, "", rest)


def _run_group(app: App, group: str, words: Sequence[str]) -> int | None:
    """Run the command of the group ("" for the program) that `words` begin with."""
    if group:
        try:
            words = parse((), words, interspersed=False).rest
        except HelpRequested as request:
            return _show_help(app, _group_page(app, group), request)
        except FlagError as error:
            raise _usage_error(app, group, str(error), ExitStatus.NOT_RUN) from None
    if not words:
        app.warn(_group_page(app, group).rstrip("\n"))
        return None
    name, *rest = words
    path = f"{group} {name}".strip()
    command = catalog.resolve(path)
    if command in catalog.COMMANDS:
        return _run_command(app, catalog.shown(path), load(command), command, rest)
    if command in catalog.GROUPS:
        return _run_group(app, command, rest)
    return _unknown_command(app, group, name, rest)


def _unknown_command(app: App, group: str, name: str, rest: Sequence[str]) -> int | None:
    """Report an unknown name; show the help of its group where the rest requests help."""
    try:
        parse((), rest) if group else parse(global_options(), rest)
    except HelpRequested as request:
        return _show_help(app, _group_page(app, group), request)
    except FlagError as error:
        raise _usage_error(app, group, str(error), ExitStatus.NOT_RUN) from None
    where = f"{app.program} {group}".rstrip()
    message = with_nearest(app, f"unknown command: {where} {name}", name, catalog.members(group))
    raise _usage_error(app, group, message, ExitStatus.FAILURE, has_usage=bool(group))


def _run_command(
    app: App, path: str, declared: Command, command: str, words: Sequence[str]
) -> int | None:
    """Run a command; `path` is its name in usage lines, `command` that in the catalogue."""
    try:
        parsed = parse(declared.options, words, declared.interspersed)
    except HelpRequested as request:
        return _show_help(app, command_page(app, path, declared, command), request)
    except FlagError as error:
        check_engine(app, path, declared, is_invalid=True)
        message = with_nearest_flag(app, str(error), declared.options)
        raise _usage_error(app, path, message, ExitStatus.NOT_RUN) from None
    app.print(*parsed.warnings)
    app.flags_given = parsed.given
    app.command_path = path
    problem = declared.check(len(parsed.rest))
    check_engine(app, path, declared, is_invalid=bool(problem))
    if problem:
        message = f"'{app.program} {path}' {problem}"
        # docker points to the help with "See" where there is no upper limit
        see = "See" if problem.startswith("requires at least") and " and " not in problem else "Run"
        raise _usage_error(app, path, message, ExitStatus.FAILURE, see)
    if declared.needs_options and not parsed.given:
        return _show_help(app, command_page(app, path, declared, command))
    return _call(app, path, declared, parsed)


def _call(app: App, path: str, declared: Command, parsed: Parsed) -> int | None:
    try:
        return declared.body(app, tuple(parsed.rest), **parsed.values)
    except FlagError as error:  # of an option whose value the command reads itself
        raise _usage_error(app, path, str(error), ExitStatus.NOT_RUN) from None
    except HelpRequested as request:
        command = catalog.resolve(path)
        return _show_help(app, command_page(app, path, declared, command), request)


def _help_on(app: App, words: Sequence[str]) -> int | None:
    """`help COMMAND...` shows what `COMMAND... --help` shows."""
    path = ""
    for word in words:
        if word in ("--help", "-h"):
            break
        path = f"{path} {word}".strip()
        full = catalog.resolve(path)
        if full not in catalog.COMMANDS and full not in catalog.GROUPS:
            raise PydockError(f"unknown help topic: {word}")
    if not path:
        return _show_help(app, _top_page(app))
    return _run_group(app, "", [*words, "--help"])


def command_page(app: App, path: str, declared: Command, command: str) -> str:
    """Return the help page of a command."""
    return declared.page(app.program, path, command, app.environ.get("COLUMNS", ""))


def _group_page(app: App, group: str) -> str:
    if not group:
        return _top_page(app)
    width = pages.width_of_window(app.environ.get("COLUMNS", ""))
    return pages.group_page(app.program, group, width)


def _top_page(app: App) -> str:
    from pydock.cli.plugins import all_plugins, help_lines

    width = pages.width_of_window(app.environ.get("COLUMNS", ""))
    return pages.top_page(app.program, width, *help_lines(all_plugins(app)))


def _show_help(app: App, page: str, request: HelpRequested | None = None) -> int:
    """Write a help page to standard output, with colour on a terminal."""
    if request and request.short:
        app.print("Flag shorthand -h has been deprecated, use --help")
    app.stdout.write(pages.to_show(page, app.environ, app.is_terminal("stdout")))
    return 0


def _usage_error(
    app: App, path: str, message: str, exit_status: int, see: str = "Run", *, has_usage: bool = True
) -> UsageError:
    """Return the error for an invalid command line of the command or group at `path`."""
    from pydock.cli.click_tree import UsageError, context_of

    parts = [message if exit_status != ExitStatus.FAILURE else f"{app.program}: {message}"]
    if has_usage:
        usages = [f"{app.program} {path}".rstrip() + f" {usage}" for usage in _usages(path)]
        parts.append("Usage:  " + "\n\t".join(usages).rstrip())
    parts.append(f"{see} '{f'{app.program} {path}'.rstrip()} --help' for more information")
    return UsageError(context_of(click_command(), app, path), "\n\n".join(parts), exit_status)


def _usages(path: str) -> Sequence[str]:
    """Return what follows the path in usage lines."""
    command = catalog.resolve(path)
    if command in catalog.COMMANDS:
        return load(command).usages
    return [_GROUP_USAGES.get(path, "")]
