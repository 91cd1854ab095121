"""The program itself: the options in front of the command, and the way into it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from pydock import catalog
from pydock.cli import help as pages
from pydock.cli.app import App
from pydock.cli.click_tree import Group, UsageError, show_help
from pydock.cli.command import Option
from pydock.cli.pflag import FlagError, HelpAsked, parse
from pydock.cli.plugin_paths import MAYBE_PLUGINS
from pydock.cli.suggestions import with_nearest_flag
from pydock.errors import ConfigError, PydockError
from pydock.options.value_types import LIST, STRING, SWITCH

_KINDS = {"": SWITCH, "string": STRING, "list": LIST}
_LOG_LEVELS = ("debug", "error", "fatal", "info", "panic", "trace", "warn", "warning")


class Root(Group):
    """The top level of the tree of commands."""

    usage = "[OPTIONS] COMMAND [ARG...]"

    def __init__(self) -> None:
        super().__init__("")
        self.options = [
            Option(long, short, _KINDS[kind], text)
            for long, short, kind, text in catalog.GLOBAL_OPTIONS
        ]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        app = ctx.find_object(App)
        assert app is not None
        try:
            parsed = parse(self.options, args, interspersed=False)
        except HelpAsked as asked:
            show_help(app, self.get_help(ctx), asked)
            ctx.exit()
        except FlagError as error:
            message = with_nearest_flag(app, str(error), [option.long for option in self.options])
            raise UsageError(ctx, message, 125, "Run") from None
        app.options, app.options_given = parsed.values, parsed.given
        level = parsed.values["log_level"]
        if level and level not in _LOG_LEVELS:
            raise ConfigError(f"Unable to parse logging level: {level}")
        ctx.args = parsed.rest
        return ctx.args

    def invoke(self, ctx: click.Context) -> int | None:
        app = ctx.find_object(App)
        assert app is not None
        if app.options["version"]:
            app.print(pages.version_line(app.program))
            return None
        if ctx.args and ctx.args[0] == "__complete":
            from pydock.cli.completion.values import print_names

            print_names(app, *ctx.args[1:2])
            return None
        if ctx.args and (ctx.args[0] in MAYBE_PLUGINS or not catalog.is_builtin(ctx.args[0])):
            from pydock.cli.plugins import divert

            divert(app, app.words, ctx.args)
        if ctx.args and ctx.args[0] == "help":
            return self.help_on(ctx, app, ctx.args[1:])
        return super().invoke(ctx)

    def help_on(self, ctx: click.Context, app: App, words: list[str]) -> int | None:
        """`help COMMAND...` shows what `COMMAND... --help` shows."""
        group: Group = self
        for word in words:
            found = group.get_command(ctx, word)
            if found is None:
                raise PydockError(f"unknown help topic: {' '.join(words)}")
            if not isinstance(found, Group):
                break
            group = found
        ctx.args = [*words, "--help"]
        if not words:
            show_help(app, self.get_help(ctx))
            return None
        return super().invoke(ctx)

    def unknown(self, ctx: click.Context, name: str) -> PydockError:
        program = ctx.info_name
        return PydockError(
            f"{program}: {self.unknown_message(ctx, name)}\n\n"
            f"Run '{program} --help' for more information"
        )

    def get_help(self, ctx: click.Context) -> str:
        from pydock.cli.plugins import all_plugins, help_lines

        app = ctx.find_object(App)
        assert app is not None
        width = pages.width_of_window(app.environ.get("COLUMNS", ""))
        return pages.top_page(ctx.info_name or "", width, *help_lines(all_plugins(app)))


def run(app: App, words: Sequence[str]) -> int:
    """Run one command line and return its exit status. Raises PydockError."""
    root = Root()
    app.words = words
    try:
        with root.make_context(app.program, list(words), obj=app) as context:
            return root.invoke(context) or 0
    except click.exceptions.Exit as end:
        return end.exit_code
    finally:
        app.close()
