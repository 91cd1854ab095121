"""Declarations of commands and options, with docker's names; `dispatch` runs them.

A command module reads

    @define("[OPTIONS] CONTAINER [CONTAINER...]", at_least(1))
    @option("time", "t", Int(), "Seconds to wait before killing the container")
    def command(app: App, arguments: tuple[str, ...], *, time: int | None) -> int | None:
        '''Description of the command, for its help page.'''

A command with many options takes them as one TypedDict, its third argument.

`click_tree` shows the same declarations to click, which a valid command line does not load.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from keyword import iskeyword

from pydock import catalog
from pydock.cli import help as pages
from pydock.options.value_types import STRING, SWITCH, Hosts, Kind

Body = Callable[..., int | None]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

    from pydock.cli.app import App
    from pydock.spec.version_rules import Rules

    B = TypeVar("B", bound=Body)
    P = ParamSpec("P")
    #: returns the problem with a number of arguments, or an empty text
    Check: TypeAlias = Callable[[int], str]

_GLOBAL_KINDS = {"": SWITCH, "string": STRING}


class Option:
    """One option: its names, kind, help and the facts for checks and completion."""

    beyond_docker = False

    def __init__(
        self,
        long: str,
        short: str = "",
        kind: Kind = STRING,
        help: str = "",
        *,
        aliases: tuple[str, ...] = (),
        os: str = "",
        experimental: bool = False,
        hidden: bool = False,
        deprecated: str = "",
        default_text: str | None = None,
        complete: str = "",
        without_engine: bool = False,
    ) -> None:
        self.long = long
        self.short = short
        self.kind = kind
        self.key = long.replace("-", "_")
        if iskeyword(self.key):
            self.key += "_"
        #: further long names, not shown
        self.aliases = aliases
        #: the minimum negotiated API version, for options whose version docker checks too
        self.api_since = ""
        #: the least API version of the engine, whichever is negotiated: docker no longer supports
        #: older engines and has no check for these
        self.engine_since = ""
        #: the operating system of the engine ("windows")
        self.os = os
        self.experimental = experimental
        #: whether the command sends no request then
        self.without_engine = without_engine
        #: the default that help shows; by itself any but zero values
        self.default_text = _default_text(kind) if default_text is None else default_text
        self.complete = complete
        self.help = help
        self.hidden = hidden or bool(deprecated)
        #: the alternative, named in the warning that the option prints
        self.deprecated = deprecated

    @property
    def row(self) -> pages.Row:
        """Return the line of a help page."""
        return (
            self.short,
            self.long,
            self.kind.name,
            f"{self.help} (default {self.default_text})" if self.default_text else self.help,
        )


class OwnOption(Option):
    """An option that docker lacks; help and manual show it apart from docker's."""

    beyond_docker = True


def _default_text(kind: Kind) -> str:
    """Return a default as pflag prints it, "" for a zero value."""
    default = kind.initial()
    if not default or isinstance(default, (list, dict)):
        return ""
    return f'"{default}"' if isinstance(default, str) else str(default).lower()


def _count(number: int) -> str:
    return f"{number} argument" if number == 1 else f"{number} arguments"


def any_number(count: int) -> str:
    return ""


def no_arguments(count: int) -> str:
    return "accepts no arguments" if count else ""


def exactly(number: int) -> Check:
    return lambda count: "" if count == number else f"requires {_count(number)}"


def one_or_more(count: int) -> str:
    """Check what docker has for one argument and pydock for several, with docker's message."""
    return "" if count else exactly(1)(count)


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
    """A command of the catalogue: its body, options, usage and requirements."""

    def __init__(
        self,
        body: Body,
        usages: Sequence[str],
        check: Check = no_arguments,
        *,
        api_since: str = "",
        engine_since: str = "",
        experimental: bool = False,
        interspersed: bool = True,
        needs_options: bool = False,
        complete: str = "",
        rules: Rules | None = None,
        selected_by: Sequence[str] = (),
        own_usages: Sequence[str] = (),
        behind_picked: Sequence[str] = (),
    ) -> None:
        """A command that `needs_options` prints its help page when none is given.

        With one of the options `selected_by`, by key, it takes no arguments. Errors show docker's
        usage, pages show `own_usages` instead.
        """
        self.body = body
        self.options: list[Option] = list(reversed(getattr(body, "__pydock_options__", [])))
        #: version rules of its request, which give options their versions
        self.rules = rules or {}
        for one in self.options:
            rule = self.rules.get(one.long)
            if rule is not None and rule.older == "refused":
                one.api_since, one.engine_since = rule.api_since, rule.engine_since
        self.usages = usages
        self.shown_usages = own_usages or usages
        self._check = check
        self.selected_by = selected_by
        #: as for an Option
        self.api_since = api_since
        self.engine_since = engine_since
        self.experimental = experimental
        self.interspersed = interspersed
        self.needs_options = needs_options
        self.complete = complete
        #: arguments after a name that the user picks: see `name_picker`
        self.behind_picked = behind_picked

    def problem(self, arguments: int, given: set[str]) -> str:
        """Return the problem with a number of arguments beside the given options, or ""."""
        if given.isdisjoint(self.selected_by):
            return self._check(arguments)
        options = " and ".join(f"--{key}" for key in self.selected_by)
        return f"accepts no arguments beside {options}" if arguments else ""

    def has_own(self, given: set[str]) -> bool:
        """Return whether options that docker lacks are among the given keys."""
        return any(option.beyond_docker for option in self.options if option.key in given)

    def run(self, app: App, arguments: tuple[str, ...], values: Mapping[str, Any]) -> int | None:
        """Run the body with the options as keywords, or as its third argument: many, by key."""
        if self.body.__code__.co_argcount == 3:
            return self.body(app, arguments, values)
        return self.body(app, arguments, **values)

    def page(self, program: str, shown: str, command: str, columns: str) -> str:
        """Return the help page; `shown` is the name in usage lines, `command` that in COMMANDS."""
        return pages.command_page(
            [f"{program} {shown} {usage}".rstrip() for usage in self.shown_usages],
            pages.dedented(self.body.__doc__ or ""),
            [f"{program} {name}" for name in catalog.names_of(command)],
            {heading: [o.row for o in shown] for heading, shown in self.sections().items()},
            pages.width_of_window(columns),
        )

    def sections(self) -> dict[str, list[Option]]:
        """Return the options that help shows by heading: docker's, and those beyond docker."""
        shown = sorted((o for o in self.options if not o.hidden), key=lambda o: o.long)
        found = {
            "Options": [o for o in shown if not o.beyond_docker],
            "Options beyond docker": [o for o in shown if o.beyond_docker],
        }
        return {heading: options for heading, options in found.items() if options}


def _declares(make: Callable[P, Option]) -> Callable[P, Callable[[B], B]]:
    """Return the decorator that declares an option, with the parameters of its class."""

    def declare(*args: P.args, **facts: P.kwargs) -> Callable[[B], B]:
        def add(body: B) -> B:
            body.__dict__.setdefault("__pydock_options__", []).append(make(*args, **facts))
            return body

        return add

    return declare


#: declares an option of the command below; its key is the long name with _ for -
option = _declares(Option)
own_option = _declares(OwnOption)


def combined(*decorators: Callable[[Any], Any]) -> Callable[[B], B]:
    """Return one decorator for options that several commands share."""

    def add(body: B) -> B:
        for decorate in reversed(decorators):
            body = decorate(body)
        return body

    return add


def _defines(
    make: Callable[Concatenate[Body, Sequence[str], P], Command],
) -> Callable[Concatenate[str | Sequence[str], P], Callable[[Body], Command]]:
    """Return the decorator that makes a command of a function, with the parameters of its class."""

    def define(
        usage: str | Sequence[str], /, *args: P.args, **facts: P.kwargs
    ) -> Callable[[Body], Command]:
        usages = [usage] if isinstance(usage, str) else usage
        return lambda body: make(body, usages, *args, **facts)

    return define


#: makes a command of a function; `usage` follows its name in usage lines, one or more
define = _defines(Command)


def load(command: str) -> Command:
    """Import the module of a command of the catalogue and return its declaration."""
    declared: Command = import_module(catalog.module_of(command)).command
    return declared


def default_values(command: str) -> dict[str, Any]:
    """Return the values by key that the options of a command have when none is given."""
    return {option.key: option.kind.initial() for option in load(command).options}


def group_options(group: str) -> list[Option]:
    """Return the options after the name of a group; most groups have none."""
    module = catalog.GROUP_OPTIONS.get(group)
    found: list[Option] = import_module(module).OPTIONS if module else []
    return found


def global_options() -> list[Option]:
    """Return the options in front of the command."""
    return [
        Option(long, short, Hosts() if long == "host" else _GLOBAL_KINDS[kind], text)
        for long, short, kind, text in catalog.GLOBAL_OPTIONS
    ]
