"""The tree of commands that click walks: groups from the catalogue, and commands as declared.

click makes the contexts and calls the bodies; the command line is read in pflag's syntax.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module

import click

from pydock import catalog
from pydock.cli import help as pages
from pydock.cli.app import App
from pydock.cli.command import Command, Option
from pydock.cli.pflag import FlagError, HelpAsked, parse
from pydock.cli.suggestions import with_nearest, with_nearest_flag
from pydock.errors import NotSupported, PydockError

_EXPERIMENTAL = "is only supported on a Docker daemon with experimental features enabled"

#: the complaint that docker follows with "See" instead of "Run"
_AT_LEAST_ONLY = re.compile(r"requires at least \d+ arguments?")


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


class Leaf(click.Command):
    """A command of the catalogue, called by one of its paths below the program."""

    def __init__(self, path: str, declared: Command) -> None:
        super().__init__(None, callback=declared.body, add_help_option=False)
        self.path = path
        self.declared = declared
        self.options: Sequence[Option] = declared.options

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        app = ctx.find_object(App)
        assert app is not None
        try:
            parsed = parse(self.options, args, self.declared.interspersed)
        except HelpAsked as asked:
            show_help(app, self.get_help(ctx), asked)
            ctx.exit()
        except FlagError as error:
            self.require_engine(app, wrong_anyway=True)
            message = with_nearest_flag(app, str(error), [o.long for o in self.options])
            raise UsageError(ctx, message, 125, "Run") from None
        app.print(*parsed.warnings)
        app.flags_given = parsed.given
        app.command_path = self.path
        complaint = self.declared.check(len(parsed.rest))
        self.require_engine(app, wrong_anyway=bool(complaint))
        if complaint:
            see = "See" if _AT_LEAST_ONLY.fullmatch(complaint) else "Run"
            raise UsageError(ctx, f"'{ctx.command_path}' {complaint}", 1, see)
        if self.declared.needs_options and not parsed.given:
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
        if lacking := _lacking_version(app, self.declared.api_since, self.declared.engine_since):
            raise NotSupported(f"{app.program} {self.path} {lacking}")
        if self.declared.experimental and not app.engine.ping.experimental:
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
        program, _, shown = ctx.command_path.partition(" ")
        return self.declared.page(program, shown, catalog.resolve(self.path), _columns(ctx))


def _columns(ctx: click.Context) -> str:
    """What COLUMNS says."""
    app = ctx.find_object(App)
    return app.environ.get("COLUMNS", "") if app else ""


def show_help(app: App, page: str, asked: HelpAsked | None = None) -> None:
    """Write a help page to standard output, with colour on a terminal."""
    if asked and asked.short:
        app.print("Flag shorthand -h has been deprecated, use --help")
    app.stdout.write(pages.to_show(page, app.environ, app.is_terminal("stdout")))


def _lacking(app: App, option: Option) -> str:
    """What the engine lacks for an option, or nothing."""
    if lacking := _lacking_version(app, option.api_since, option.engine_since):
        return lacking
    if option.os and app.engine.ping.os_type not in ("", option.os):
        return (
            f"is only supported on a Docker daemon running on {option.os}, but the Docker"
            f" daemon is running on {app.engine.ping.os_type}"
        )
    if option.experimental and not app.engine.ping.experimental:
        return _EXPERIMENTAL
    return ""


def _lacking_version(app: App, api_since: str, engine_since: str) -> str:
    """The words for a version that is not spoken, or not the engine's; or nothing."""
    if api_since and not app.engine.at_least(api_since):
        return app.engine.requirement(api_since)
    if engine_since and not app.engine.supports(engine_since):
        return app.engine.requirement(engine_since)
    return ""


def _usage_lines(context: click.Context) -> list[str]:
    command = context.command
    if isinstance(command, Leaf):
        usages = command.declared.usages
        return [f"{context.command_path} {usage}".rstrip() for usage in usages]
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
        declared: Command = import_module(catalog.module_of(full)).command
        return Leaf(path, declared)

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
        shown = catalog.shown(f"{self.noun} {name}".strip()).rpartition(" ")[2]
        with found.make_context(shown, rest, parent=ctx) as inner:
            status: int | None = found.invoke(inner)
            return status

    def unknown(self, ctx: click.Context, name: str) -> PydockError:
        return UsageError(ctx, self.unknown_message(ctx, name), 1, "Run")

    def unknown_message(self, ctx: click.Context, name: str) -> str:
        app = ctx.find_object(App)
        assert app is not None
        message = f"unknown command: {ctx.command_path} {name}"
        return with_nearest(app, message, name, self.list_commands(ctx))

    def get_help(self, ctx: click.Context) -> str:
        width = pages.width_of_window(_columns(ctx))
        return pages.group_page(ctx.find_root().info_name or "", self.noun, width)
