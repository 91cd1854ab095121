"""Commands and options as they are declared, with docker's words; `click_tree` makes them run.

A command module reads

    @define("[OPTIONS] CONTAINER [CONTAINER...]", at_least(1))
    @option("time", "t", Int(), "Seconds to wait before killing it")
    def command(app: App, arguments: tuple[str, ...], *, time: int | None) -> int | None:
        '''What the command does, for its help page.'''

Nothing here loads click: a help page needs the declarations alone, and is quick.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydock import catalog
from pydock.cli import help as pages
from pydock.options.value_types import STRING, Kind

Body = Callable[..., int | None]
B = TypeVar("B", bound=Body)


class Option:
    """One option: its names, kind, help and the facts that checks and completion need."""

    def __init__(
        self,
        long: str,
        short: str = "",
        kind: Kind = STRING,
        help: str = "",
        *,
        aliases: tuple[str, ...] = (),
        api_since: str = "",
        engine_since: str = "",
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
        self.api_since = api_since
        self.os = os
        #: the API version that the engine needs for it, whichever is spoken: docker no longer
        #: speaks to engines without it, and asks for none
        self.engine_since = engine_since
        self.experimental = experimental
        self.default_text = default_text
        self.complete = complete
        self.help = help
        self.hidden = hidden or bool(deprecated)
        #: what to use instead; an option that has this still works, with a warning
        self.deprecated = deprecated

    @property
    def row(self) -> pages.Row:
        """This option's line of a help page."""
        return (
            self.short,
            self.long,
            self.kind.name,
            f"{self.help} (default {self.default_text})" if self.default_text else self.help,
        )


#: says what is wrong with a number of arguments, or nothing
Check = Callable[[int], str]


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


class Command:
    """A command of the catalogue: its body, and what is to be known before that runs."""

    def __init__(
        self,
        body: Body,
        usages: Sequence[str],
        check: Check,
        *,
        api_since: str = "",
        engine_since: str = "",
        experimental: bool = False,
        interspersed: bool = True,
        needs_options: bool = False,
        complete: str = "",
    ) -> None:
        """A command that `needs_options` shows its help where none is given."""
        self.body = body
        self.options: list[Option] = list(reversed(getattr(body, "__pydock_options__", [])))
        self.usages = usages
        self.check = check
        #: as for an Option
        self.api_since = api_since
        self.engine_since = engine_since
        self.experimental = experimental
        self.interspersed = interspersed
        self.needs_options = needs_options
        self.complete = complete

    def page(self, program: str, shown: str, command: str, columns: str) -> str:
        """The help page. `shown` is the command's name in its usage, `command` that in COMMANDS."""
        return pages.command_page(
            [f"{program} {shown} {usage}".rstrip() for usage in self.usages],
            pages.unindented(self.body.__doc__ or ""),
            [f"{program} {name}" for name in catalog.names_of(command)],
            sorted((o.row for o in self.options if not o.hidden), key=lambda row: row[1]),
            pages.width_of_window(columns),
        )


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


def together(*decorators: Callable[[Any], Any]) -> Callable[[B], B]:
    """Options that several commands share, as one decorator."""

    def add(body: B) -> B:
        for decorate in reversed(decorators):
            body = decorate(body)
        return body

    return add


def define(
    usage: str | Sequence[str], check: Check = no_arguments, **facts: Any
) -> Callable[[Body], Command]:
    """Make a command of a function; `usage` is what follows its name, a line each."""
    usages = [usage] if isinstance(usage, str) else usage
    return lambda body: Command(body, usages, check, **facts)
