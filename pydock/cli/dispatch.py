"""Runs a command line: global options, plugins, the path of the command, its options, its body.

The catalogue names the commands and pflag's syntax reads their options, so that a valid command
line runs without click, which takes longer to load than most commands take. `click_tree` shows
the same declarations to click.
"""

from __future__ import annotations

from pydock import catalog
from pydock.cli import help as pages
from pydock.cli.command import Command, Option, global_options, group_options, load
from pydock.cli.config_mentions import DEFAULTS, PICKER, may_have
from pydock.cli.engine_requirements import check_engine
from pydock.cli.pflag import FlagError, Parsed, parse
from pydock.cli.suggestions import with_nearest, with_nearest_flag
from pydock.errors import ConfigError, ExitStatus, PydockError
from pydock.options.value_types import SWITCH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydock.cli.app import App
    from pydock.cli.click_tree import Root, UsageError

_GROUP_USAGES = {
    "": "[OPTIONS] COMMAND [ARG...]",
    "help": "[command]",
    "stack": "[OPTIONS]",
    "compose": "[OPTIONS] COMMAND",
}
#: the end of errors of a command line, those of `_usage_error` and of `create_options`
_POINTS_TO_HELP = " --help' for more information"
_LOG_LEVELS = ("debug", "error", "fatal", "info", "panic", "trace", "warn", "warning")


def run(app: App, arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status. Raises PydockError."""
    app.arguments = arguments
    try:
        status = _run_program(app, arguments) or 0
        _run_hooks(app, "")
        return status
    except PydockError as error:
        if app.notes and error.message.endswith(_POINTS_TO_HELP):
            error.message = "\n".join([error.message, *app.notes])
        _run_hooks(app, error.message)
        raise
    finally:
        app.close()


def run_words(app: App, words: Sequence[str]) -> int:
    """Run a command, with the options that the App has in front of it; return its exit status.

    Errors are printed. Raises KeyboardInterrupt.
    """
    try:
        return _run_group(app, "", words, is_help=False) or 0
    except PydockError as error:
        if error.message:
            app.warn(error.message)
        return error.exit_status
    finally:
        app.close()


def _run_hooks(app: App, error: str) -> None:
    """Run the hooks that plugins have for the command that ran."""
    if not app.command_path or not app.is_terminal("stdout"):
        return
    from pydock.cli.plugins import hooks_enabled

    if hooks_enabled(app):
        from pydock.cli.plugin_hooks import command_invocation, run_hooks

        run_hooks(app, command_invocation(app, error))


def click_command() -> Root:
    """Return the program as a click command, for CliRunner and programs that embed pydock."""
    from pydock.cli.click_tree import Root

    return Root(run)


def _run_program(app: App, arguments: Sequence[str], *, is_help: bool = False) -> int | None:
    """Run a command line; with `is_help` its help, without a plugin."""
    options = global_options()
    parsed = _parse(app, "", options, arguments, interspersed=False)
    app.warn(*parsed.warnings)
    app.options, app.options_given = parsed.values, parsed.given
    level = parsed.values["log_level"]
    if level and level not in _LOG_LEVELS:
        raise ConfigError(f"Unable to parse logging level: {level}")
    rest = parsed.rest
    name = rest[0] if rest else ""
    if name == "__complete":
        from pydock.cli.completion.values import print_names

        print_names(app, click_command, *rest[1:])
        return None
    if rest and not is_help and (name in catalog.MAYBE_PLUGINS or not catalog.is_builtin(name)):
        from pydock.cli.plugins import hooks_enabled, run_plugin

        status = run_plugin(app, arguments, rest)
        if status is not None and hooks_enabled(app):
            from pydock.cli.plugin_hooks import plugin_invocation, run_hooks

            run_hooks(app, plugin_invocation(rest))
        if status is not None:
            return status
    if name == "help":
        return _help_on(app, rest[1:])
    if rest and not catalog.is_builtin(name):
        from pydock.cli.aliases import expanded

        if words := expanded(app, name):
            app.notes.append(f'Alias "{name}" from config.json: {words[0]} ...')
            before = arguments[: len(arguments) - len(rest)]
            return _run_program(app, [*before, *words, *rest[1:]], is_help=is_help)
        if is_help:
            return None
    return _run_group(app, "", rest, is_help=is_help or parsed.help)


def _run_group(app: App, group: str, words: Sequence[str], *, is_help: bool) -> int | None:
    """Run the command that `words` begin with, in a group or the program (""); or show its help."""
    app.command_path = group
    if group:
        parsed = _parse(app, group, group_options(group), words, interspersed=False)
        app.print(*parsed.warnings)
        app.group_options, app.group_options_given = parsed.values, parsed.given
        words, is_help = parsed.rest, is_help or parsed.help
        app.parsed = parsed
    if not words:
        if is_help or group in catalog.PLUGIN_FIRST:
            return _show_help(app, _group_page(app, group))
        if not group and app.options["version"]:
            app.print(pages.version_line(app.program))
            return None
        app.warn(_group_page(app, group).rstrip("\n"))
        return None
    name, *rest = words
    path = f"{group} {name}".strip()
    command = catalog.resolve(path)
    if command in catalog.COMMANDS:
        return _run_command(app, catalog.usage_path(path), command, rest, is_help=is_help)
    if command in catalog.GROUPS:
        return _run_group(app, command, rest, is_help=is_help)
    if path in catalog.REFUSED:
        raise PydockError(f"{path} is not supported: it is a command of docker's {group} plugin")
    return _unknown_command(app, group, name, rest, is_help=is_help)


def _unknown_command(
    app: App, group: str, name: str, rest: Sequence[str], *, is_help: bool
) -> int | None:
    """Report an unknown name, or show the help of its group where the rest requests help."""
    parsed = _parse(app, group, group_options(group) if group else global_options(), rest)
    app.print(*parsed.warnings)
    if is_help or parsed.help:
        return _show_help(app, _group_page(app, group))
    if not group and app.options["version"]:
        app.print(pages.version_line(app.program))
        return None
    where = f"{app.program} {group}".rstrip()
    from pydock.cli.aliases import aliases

    known = [*catalog.members(group), *(() if group else aliases(app))]
    message = with_nearest(app, f"unknown command: {where} {name}", name, known)
    raise _usage_error(app, group, message, ExitStatus.FAILURE, has_usage=bool(group))


def _run_command(
    app: App, path: str, command: str, words: Sequence[str], *, is_help: bool
) -> int | None:
    """Run a command; `path` is its name in usage lines, `command` that in the catalogue."""
    app.command_path = path
    declared = load(command)
    try:
        parsed = _parse(app, path, declared.options, words, interspersed=declared.interspersed)
    except PydockError:
        check_engine(app, path, declared, is_invalid=True)
        raise
    app.print(*parsed.warnings)
    app.parsed, app.flags_given = parsed, parsed.given
    if is_help or parsed.help:
        return _show_help(app, _command_page(app, path, declared))
    if may_have(app.environ, DEFAULTS, app.options["config"]):
        from pydock.cli.option_defaults import add_defaults

        add_defaults(app, command, declared, parsed)
    problem = declared.problem(len(parsed.rest), parsed.given)
    if problem and not parsed.rest and _may_pick(app):
        from pydock.cli.name_picker import picked_words

        parsed.rest = picked_words(app, declared, parsed.given)
        problem = declared.problem(len(parsed.rest), parsed.given)
    check_engine(app, path, declared, is_invalid=bool(problem))
    if problem:
        message = f"'{app.program} {path}' {problem}"
        # docker points to the help with "See" where there is no upper limit
        see = "See" if problem.startswith("requires at least") and " and " not in problem else "Run"
        raise _usage_error(app, path, message, ExitStatus.FAILURE, see)
    if declared.needs_options and not parsed.given:
        return _show_help(app, _command_page(app, path, declared))
    try:
        return declared.run(app, tuple(parsed.rest), parsed.values)
    except FlagError as error:  # of an option whose value the command parses itself
        raise _usage_error(app, path, str(error), ExitStatus.NOT_RUN) from None


def _may_pick(app: App) -> bool:
    """Return whether the user may pick a missing name, on a terminal that can show it."""
    return (
        app.can_draw("stderr")
        and app.is_interactive
        and may_have(app.environ, PICKER, app.options["config"])
    )


def _help_on(app: App, words: Sequence[str]) -> int | None:
    """`help COMMAND...` shows what `COMMAND... --help` shows."""
    options = [Option("man", "", SWITCH, "Print the page of the manual instead")]
    parsed = _parse(app, "help", options, words)
    app.print(*parsed.warnings)
    if parsed.help:
        usage, text = f"{app.program} help [command]", "Print the help page of a command."
        rows = {"Options": [option.row for option in options]}
        return _show_help(app, pages.command_page([usage], text, (), rows, _width(app)))
    if parsed.values["man"]:
        from pydock.cli.manual import show

        return show(app, " ".join(parsed.rest))
    path = ""
    for word in parsed.rest:
        path = f"{path} {word}".strip()
        full = catalog.resolve(path)
        if full in catalog.REFUSED:
            break
        if full not in catalog.COMMANDS and full not in catalog.GROUPS:
            from pydock.cli.aliases import expanded, help_lines

            if path == word and (alias := expanded(app, word)):
                app.print(f'"{word}" is an alias: {help_lines(app, ())[word]}', "")
                return _run_program(app, alias, is_help=True)
            raise PydockError(f"unknown help topic: {word}")
    return _run_group(app, "", parsed.rest, is_help=True)


def _command_page(app: App, path: str, declared: Command) -> str:
    columns = app.environ.get("COLUMNS", "")
    command = catalog.resolve(path)
    page = declared.page(app.program, path, command, columns)
    if may_have(app.environ, DEFAULTS, app.options["config"]):
        from pydock.cli.option_defaults import help_section

        page += help_section(app, command)
    return page


def _group_page(app: App, group: str) -> str:
    if group:
        rows = [option.row for option in group_options(group) if not option.hidden]
        return pages.group_page(app.program, group, _width(app), rows)
    from pydock.cli import aliases, plugins

    usable, broken = plugins.help_lines(plugins.all_plugins(app))
    names = [name.removesuffix("*") for name in usable]
    shown = aliases.help_lines(app, names)
    return pages.top_page(app.program, _width(app), usable, broken, shown)


def _width(app: App) -> int:
    return pages.width_of_window(app.environ.get("COLUMNS", ""))


def _show_help(app: App, page: str) -> int:
    """Write a help page to standard output, with bold headings on a terminal."""
    app.write(pages.styled(page, app.environ, app.is_terminal("stdout")))
    return 0


def _parse(
    app: App,
    path: str,
    options: Sequence[Option],
    words: Sequence[str],
    *,
    interspersed: bool = True,
) -> Parsed:
    """Parse the options of the command or group at `path`. Raises UsageError."""
    try:
        return parse(options, words, interspersed)
    except FlagError as error:
        app.flags_given = error.given
        message = with_nearest_flag(app, str(error), options)
        raise _usage_error(app, path, message, ExitStatus.NOT_RUN) from None


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
