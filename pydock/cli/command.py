"""Commands, groups and options: click's tree with pflag's syntax and docker's words.

A command module reads

    @define("[OPTIONS] CONTAINER [CONTAINER...]", at_least(1))
    @option("time", "t", Int(), "Seconds to wait before killing it")
    def command(app: App, arguments: tuple[str, ...], *, time: int | None) -> int | None:
        '''What the command does, for its help page.'''
"""

from __future__ import annotations

import inspect
import keyword
import re
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, TypeVar

import click

from pydock import catalog
from pydock.cli import help as pages
from pydock.cli.app import App
from pydock.cli.pflag import FlagError, HelpAsked, parse
from pydock.cli.suggest import with_nearest, with_nearest_flag
from pydock.errors import NotSupported, PydockError
from pydock.options.kinds import STRING, Kind

Body = Callable[..., int | None]
B = TypeVar("B", bound=Body)


class UsageError(PydockError):
    """A command line that docker answers with the command's usage."""

    def __init__(self, context: click.Context, message: str, exit_status: int, see: str) -> None:
        program = context.find_root().info_name
        usage = "\n\t".join(_usage_lines(context)).rstrip()
        self.first_line = message
        head = message if exit_status != 1 else f"{program}: {message}"
        super().__init__(
            f"{head}\n\nUsage:  {usage}\n\n{see} '{context.command_path} --help'"
            " for more information",
            exit_status,
        )


def flag_error(message: str) -> UsageError:
    """The complaint of the running command about one of its options that it reads itself."""
    return UsageError(click.get_current_context(), message, 125, "Run")


class Option(click.Option):
    """One option: its names, kind, help and the facts that checks and completion need."""

    def __init__(
        self,
        long: str,
        short: str = "",
        kind: Kind = STRING,
        help: str = "",
        *,
        aliases: tuple[str, ...] = (),
        since: str = "",
        came: str = "",
        os: str = "",
        experimental: bool = False,
        hidden: bool = False,
        deprecated: str = "",
        default_text: str = "",
        complete: str = "",
    ) -> None:
        self.long = long
        self.short = short
        self.kind = kind
        self.key = long.replace("-", "_")
        if keyword.iskeyword(self.key):
            self.key += "_"
        #: further long names, not shown
        self.aliases = aliases
        #: the API version to be spoken, and the engine's operating system, that it needs
        self.since = since
        self.os = os
        #: the API version that the engine needs for it, whichever is spoken: docker no longer
        #: speaks to engines without it, and asks for none
        self.came = came
        self.experimental = experimental
        self.default_text = default_text
        self.complete = complete
        names = [f"--{long}", *([f"-{short}"] if short else []), self.key]
        super().__init__(
            names, help=help, hidden=hidden or bool(deprecated), type=click.UNPROCESSED
        )
        #: what to use instead; an option that has this still works, with a warning
        self.deprecated: str = deprecated

    @property
    def row(self) -> pages.Row:
        """This option's line of a help page."""
        text = self.help or ""
        return (
            self.short,
            self.long,
            self.kind.name,
            f"{text} (default {self.default_text})" if self.default_text else text,
        )


_EXPERIMENTAL = "is only supported on a Docker daemon with experimental features enabled"

#: says what is wrong with a number of arguments, or nothing
Check = Callable[[int], str]

#: the complaint that docker follows with "See" instead of "Run"
_AT_LEAST_ONLY = re.compile(r"requires at least \d+ arguments?")


def _count(number: int) -> str:
    return f"{number} argument" if number == 1 else f"{number} arguments"


def no_arguments(count: int) -> str:
    return "accepts no arguments" if count else ""


def exactly(number: int) -> Check:
    return lambda count: "" if count == number else f"requires {_count(number)}"


def at_least(number: int) -> Check:
    return lambda count: "" if count >= number else f"requires at least {_count(number)}"


def at_most(number: int) -> Check:
    return lambda count: "" if count <= number else f"requires at most {_count(number)}"


def between(low: int, high: int) -> Check:
    def check(count: int) -> str:
        if low <= count <= high:
            return ""
        return f"requires at least {low} and at most {_count(high)}"

    return check


class Command(click.Command):
    """A command of the catalogue."""

    def __init__(
        self,
        body: Body,
        usages: Sequence[str],
        check: Check,
        *,
        since: str = "",
        came: str = "",
        experimental: bool = False,
        interspersed: bool = True,
        needs_options: bool = False,
        complete: str = "",
    ) -> None:
        """A command that `needs_options` shows its help where none is given."""
        options: list[click.Parameter] = list(reversed(getattr(body, "__pydock_options__", [])))
        arguments = click.Argument(["arguments"], nargs=-1, type=click.UNPROCESSED)
        super().__init__(
            None, params=[*options, arguments], callback=body, help=body.__doc__,
            add_help_option=False,
        )  # fmt: skip
        self.usages = usages
        self.check = check
        #: as for an Option
        self.since = since
        self.came = came
        self.experimental = experimental
        self.interspersed = interspersed
        self.needs_options = needs_options
        self.complete = complete
        self.path = ""  # below the program, set when the command is loaded

    @property
    def options(self) -> list[Option]:
        return [param for param in self.params if isinstance(param, Option)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        app = ctx.find_object(App)
        assert app is not None
        try:
            parsed = parse(self.options, args, self.interspersed)
        except HelpAsked as asked:
            show_help(app, self.get_help(ctx), asked)
            ctx.exit()
        except FlagError as error:
            self.require_engine(app, wrong_anyway=True)
            message = with_nearest_flag(app, str(error), [o.long for o in self.options])
            raise UsageError(ctx, message, 125, "Run") from None
        app.print(*parsed.warnings)
        app.flags_given = parsed.given
        complaint = self.check(len(parsed.rest))
        self.require_engine(app, wrong_anyway=bool(complaint))
        if complaint:
            see = "See" if _AT_LEAST_ONLY.fullmatch(complaint) else "Run"
            raise UsageError(ctx, f"'{ctx.command_path}' {complaint}", 1, see)
        if self.needs_options and not parsed.given:
            show_help(app, self.get_help(ctx))
            ctx.exit()
        ctx.params = {**parsed.values, "arguments": tuple(parsed.rest)}
        ctx.args = []
        return []

    def require_engine(self, app: App, *, wrong_anyway: bool) -> None:
        """Refuse what the engine does not have, before anything is sent.

        An engine that does not answer is no matter where the command line is `wrong_anyway`.
        """
        try:
            self._require_engine(app)
        except NotSupported:
            raise
        except PydockError:
            if not wrong_anyway:
                raise

    def _require_engine(self, app: App) -> None:
        if lacking := _lacking_version(app, self.since, self.came):
            raise NotSupported(f"{app.program} {self.path} {lacking}")
        if self.experimental and not app.engine.ping.experimental:
            raise NotSupported(f"{app.program} {self.path} {_EXPERIMENTAL}")
        complaints = [
            f'"--{option.long}" {complaint}'
            for option in sorted(self.options, key=lambda option: option.long)
            if app.given(option.key) and (complaint := _lacking(app, option))
        ]
        if complaints:
            raise NotSupported("\n".join(complaints))

    def invoke(self, ctx: click.Context) -> int | None:
        assert self.callback is not None
        arguments = ctx.params.pop("arguments")
        status: int | None = self.callback(ctx.find_object(App), arguments, **ctx.params)
        return status

    def get_help(self, ctx: click.Context) -> str:
        program = ctx.find_root().info_name or ""
        app = ctx.find_object(App)
        text = inspect.cleandoc(self.help or "")
        return pages.command_page(
            _usage_lines(ctx),
            text,
            [f"{program} {name}" for name in catalog.names_of(catalog.resolve(self.path))],
            sorted((o.row for o in self.options if not o.hidden), key=lambda row: row[1]),
            pages.width_of_window(app.environ.get("COLUMNS", "") if app else ""),
        )


def show_help(app: App, page: str, asked: HelpAsked | None = None) -> None:
    """Write a help page to standard output, with colour on a terminal."""
    if asked and asked.short:
        app.print("Flag shorthand -h has been deprecated, use --help")
    if pages.wants_colour(app.environ, app.is_terminal("stdout")):
        page = pages.coloured(page)
    app.stdout.write(page)


def _lacking(app: App, option: Option) -> str:
    """What the engine lacks for an option, or nothing."""
    if lacking := _lacking_version(app, option.since, option.came):
        return lacking
    if option.os and app.engine.ping.os_type not in ("", option.os):
        return (
            f"is only supported on a Docker daemon running on {option.os}, but the Docker"
            f" daemon is running on {app.engine.ping.os_type}"
        )
    if option.experimental and not app.engine.ping.experimental:
        return _EXPERIMENTAL
    return ""


def _lacking_version(app: App, since: str, came: str) -> str:
    """The words for a version that is not spoken, or not the engine's; or nothing."""
    if since and not app.engine.at_least(since):
        return app.engine.lacking(since)
    if came and not app.engine.has(came):
        return app.engine.lacking(came)
    return ""


def _usage_lines(context: click.Context) -> list[str]:
    command = context.command
    if isinstance(command, Command):
        return [f"{context.command_path} {usage}".rstrip() for usage in command.usages]
    if isinstance(command, Group):
        return [f"{context.command_path} {command.usage}".rstrip()]
    return [context.command_path]


class Group(click.Group):
    """Commands of one noun, read from the catalogue; one is imported only when it is used."""

    usage = ""

    def __init__(self, name: str) -> None:
        super().__init__(name, add_help_option=False, help=catalog.GROUPS.get(name, ""))
        self.noun = name

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(catalog.members(self.noun))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        path = f"{self.noun} {cmd_name}".strip()
        full = catalog.resolve(path)
        if full in catalog.GROUPS:
            return Group(full)
        if full not in catalog.COMMANDS:
            return None
        found: Command = import_module(catalog.module_of(full)).command
        found.path = path
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        app = ctx.find_object(App)
        assert app is not None
        try:
            ctx.args = parse([], args, interspersed=False).rest
        except HelpAsked as asked:
            show_help(app, self.get_help(ctx), asked)
            ctx.exit()
        except FlagError as error:
            raise UsageError(ctx, str(error), 125, "Run") from None
        return ctx.args

    def invoke(self, ctx: click.Context) -> int | None:
        if not ctx.args:
            app = ctx.find_object(App)
            assert app is not None
            app.warn(self.get_help(ctx).rstrip("\n"))
            return None
        name, *rest = ctx.args
        found = self.get_command(ctx, name)
        if found is None:
            raise self.unknown(ctx, name)
        with found.make_context(self.name_in_usage(name), rest, parent=ctx) as inner:
            status: int | None = found.invoke(inner)
            return status

    def name_in_usage(self, name: str) -> str:
        """The name that usage lines show for a command that was called `name`."""
        if f"{self.noun} {name}".strip() in catalog.SHORTCUTS:
            return name
        return catalog.resolve(f"{self.noun} {name}".strip()).rpartition(" ")[2]

    def unknown(self, ctx: click.Context, name: str) -> PydockError:
        return UsageError(ctx, self.unknown_message(ctx, name), 1, "Run")

    def unknown_message(self, ctx: click.Context, name: str) -> str:
        app = ctx.find_object(App)
        assert app is not None
        message = f"unknown command: {ctx.command_path} {name}"
        return with_nearest(app, message, name, self.list_commands(ctx))

    def get_help(self, ctx: click.Context) -> str:
        return pages.group_page(ctx.find_root().info_name or "", self.noun)


def option(
    long: str,
    short: str = "",
    kind: Kind = STRING,
    help: str = "",
    **facts: Any,
) -> Callable[[B], B]:
    """Declare an option of the command below; its key is the long name with _ for -."""

    def add(body: B) -> B:
        body.__dict__.setdefault("__pydock_options__", []).append(
            Option(long, short, kind, help, **facts)
        )
        return body

    return add


def define(
    usage: str | Sequence[str], check: Check = no_arguments, **facts: Any
) -> Callable[[Body], Command]:
    """Make a command of a function; `usage` is what follows its name, a line each."""
    usages = [usage] if isinstance(usage, str) else usage
    return lambda body: Command(body, usages, check, **facts)
