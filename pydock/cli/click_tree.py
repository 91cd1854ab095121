"""The commands, options and arguments as click sees them, made from the same declarations.

For CliRunner, `to_info_dict`, click's shell completion, and programs that embed pydock. A command
line that click is given is run by `dispatch.run`: pflag's syntax is not click's, so that click's
own parser reads it for completion only.
"""

from __future__ import annotations  # click 8.1's CompletionItem takes no type

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import IO, Any

import click
from click.shell_completion import CompletionItem

from pydock import catalog
from pydock.cli import help as pages
from pydock.cli.app import App
from pydock.cli.command import Command, Option, global_options, load
from pydock.errors import PydockError
from pydock.options.value_types import Kind

Run = Callable[[App, Sequence[str]], int]

#: the arguments of a usage line; brackets may be nested once
_ARGUMENT = re.compile(r"(?:\[[^][]*(?:\[[^][]*\][^][]*)*\]|[^][\s])+")


class UsageError(click.UsageError, PydockError):  # type: ignore[misc]
    """An invalid command line; the message is whole, with docker's wording and layout."""

    def __init__(self, context: click.Context, message: str, exit_status: int) -> None:
        super().__init__(message, context)
        self.exit_code = self.exit_status = exit_status  # type: ignore[misc]

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, file, err=True)


class CommandError(click.ClickException):
    """An error of a running command, for click, which prints it and exits with its status."""

    def __init__(self, error: PydockError) -> None:
        super().__init__(error.message)
        self.exit_code = error.exit_status  # type: ignore[misc]

    def show(self, file: IO[Any] | None = None) -> None:
        if self.message:
            click.echo(self.message, file, err=True)


class OptionType(click.ParamType):  # type: ignore[type-arg]
    """Type of an option's value; texts of a repeated option are only checked."""

    def __init__(self, kind: Kind, *, is_multiple: bool) -> None:
        self.kind = kind
        self.is_multiple = is_multiple
        self.name = kind.name or "boolean"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            converted = self.kind.add(self.kind.initial(), value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return value if self.is_multiple else converted


class _Runnable(click.Command):
    """Base of the program, its groups and its commands: `dispatch.run` runs them."""

    def __init__(self, path: str, run: Run, **facts: Any) -> None:
        super().__init__(path.rpartition(" ")[2] or None, add_help_option=False, **facts)
        self.path = path
        self.run = run

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if ctx.resilient_parsing:  # click's shell completion
            return super().parse_args(ctx, args)
        ctx.args = list(args)
        return ctx.args

    def invoke(self, ctx: click.Context) -> None:
        try:
            status = self.run(ctx.ensure_object(App), [*self.path.split(), *ctx.args])
        except click.ClickException:
            raise
        except PydockError as error:
            raise CommandError(error) from error
        ctx.exit(status)

    def get_help(self, ctx: click.Context) -> str:
        return self.page(ctx.find_root().info_name or "pydock", str(ctx.terminal_width or ""))

    def page(self, program: str, columns: str) -> str:
        raise NotImplementedError


class Leaf(_Runnable):
    """A command of the catalogue under one of its paths."""

    def __init__(self, path: str, run: Run, declared: Command) -> None:
        self.declared = declared
        self.command = catalog.resolve(path)
        text = pages.dedented(declared.body.__doc__ or "").partition("\n\nExamples:\n")[0]
        group, _, name = path.rpartition(" ")
        super().__init__(
            path,
            run,
            callback=declared.body,
            help=text,
            short_help=catalog.COMMANDS[self.command],
            hidden=name not in catalog.members(group),
            context_settings={"allow_interspersed_args": declared.interspersed},
        )

    @cached_property
    def _parameters(self) -> list[click.Parameter]:
        options = [_option(option, self.command) for option in self.declared.options]
        return [*options, *_arguments(self.declared, self.command)]

    @property
    def params(self) -> list[click.Parameter]:
        return self._parameters

    @params.setter
    def params(self, _: list[click.Parameter]) -> None:
        """Ignore the empty list that click sets: the declarations are the source."""

    def page(self, program: str, columns: str) -> str:
        return self.declared.page(program, catalog.usage_path(self.path), self.command, columns)


class Group(_Runnable, click.Group):
    """A group of commands; `get_command` imports one."""

    def __init__(self, name: str, run: Run, **facts: Any) -> None:
        super().__init__(name, run, help=catalog.GROUPS.get(name), **facts)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return catalog.all_names(self.path)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        path = f"{self.path} {cmd_name}".strip()
        command = catalog.resolve(path)
        if command in catalog.GROUPS:
            return Group(command, self.run)
        return Leaf(path, self.run, load(command)) if command in catalog.COMMANDS else None

    def page(self, program: str, columns: str) -> str:
        return pages.group_page(program, self.path, pages.width_of_window(columns))


class Root(Group):
    """The program."""

    def __init__(self, run: Run) -> None:
        params = [_option(option, "") for option in global_options()]
        super().__init__("", run, params=params)

    def page(self, program: str, columns: str) -> str:
        return pages.top_page(program, pages.width_of_window(columns))


def context_of(root: Root, app: App, path: str) -> click.Context:
    """Return the context of the command or group at `path`, inside those of its parents."""
    context = click.Context(root, info_name=app.program, obj=app)
    for word in path.split():
        assert isinstance(context.command, Group)
        command = context.command.get_command(context, word)
        if command is None:  # help, which is no command of the catalogue
            break
        context = click.Context(command, parent=context, info_name=word)
    return context


def _option(option: Option, command: str) -> click.Option:
    """Return the click option of a declared one, under all its names."""
    kind, default = option.kind, option.kind.initial()
    names = [f"--{name}" for name in (option.long, *option.aliases)]
    facts: dict[str, Any] = {"default": default}
    if not kind.name:  # a switch
        facts["is_flag"] = True
    elif isinstance(default, list | dict):
        facts = {"multiple": True, "type": OptionType(kind, is_multiple=True)}
    else:
        facts["type"] = OptionType(kind, is_multiple=False)
    return click.Option(
        [*names, *([f"-{option.short}"] if option.short else []), option.key],
        help=option.help,
        hidden=option.hidden,
        metavar=kind.name or None,
        shell_complete=_completer(option.complete, command),
        **facts,
    )


def _arguments(declared: Command, command: str) -> list[click.Argument]:
    """Return the arguments of the first usage line; one that repeats is one argument."""
    words = _ARGUMENT.findall(declared.usages[0].replace(" | ", "|").removeprefix("[OPTIONS]"))
    sources = declared.complete.split()
    found: list[click.Argument] = []
    for word in words:
        repeats = word.endswith(("...]", "OPTIONS]"))
        if repeats and found and word.strip("[].") == (found[-1].metavar or "").strip("[]"):
            required = found.pop().required
        else:
            required = not word.startswith("[")
        source = sources[min(len(found), len(sources) - 1)] if sources else ""
        found.append(
            click.Argument(
                [re.sub(r"\W+", "_", word).strip("_").lower()],
                metavar=word,
                nargs=-1 if repeats else 1,
                required=required,
                shell_complete=_completer(source, command),
            )
        )
    return found


def _completer(
    sources: str, command: str
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]:
    """Return the function that completes an option or argument: see pydock.cli.completion."""

    def complete(
        context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        from pydock.cli.completion.choices import expanded
        from pydock.cli.completion.values import values

        items: list[CompletionItem[str]] = []
        for source in expanded(sources, command).split("+"):
            if source in ("files", "directories"):
                items.append(CompletionItem(incomplete, type=source[:3].replace("fil", "file")))
            else:
                found = values(context.ensure_object(App), source)
                items += [CompletionItem(value) for value in found if value.startswith(incomplete)]
        return items

    return complete
