"""The commands, options and arguments as plain nodes for the completion scripts."""

from importlib import import_module
from typing import NamedTuple

from pydock import catalog
from pydock.cli.command import Command, Option, group_options
from pydock.cli.completion.choices import expanded


class Flag(NamedTuple):
    """An option: its names, whether a value follows, and the source of its values."""

    names: tuple[str, ...]
    takes_value: bool
    source: str
    help: str


class Node(NamedTuple):
    """The program, a group or a command, with all its paths."""

    paths: tuple[str, ...]
    commands: dict[str, str]
    flags: tuple[Flag, ...]
    #: sources of the arguments by position; the last one repeats if `repeats`
    sources: tuple[str, ...]
    repeats: bool
    #: the first argument is followed by the command line of another program: "host" if it
    #: completes as one of this machine, "container" if it does not
    program: str


def nodes() -> list[Node]:
    """Return the program, its groups and its commands, in this order."""
    top = tuple(
        Flag(_names(long, short), bool(kind), _GLOBAL_SOURCES.get(long, ""), text)
        for long, short, kind, text in catalog.GLOBAL_OPTIONS
    )
    program = _group("", top)
    found = [program._replace(commands={**program.commands, "help": "Help about a command"})]
    for name in sorted(catalog.GROUPS):
        flags = (_flag(option, name) for option in group_options(name) if not option.hidden)
        found.append(_group(name, tuple(flags)))
    found += [_command(name) for name in sorted(catalog.COMMANDS)]
    return found


_GLOBAL_SOURCES = {
    "config": "directories",
    "context": "contexts",
    "log-level": "choices:debug,info,warn,error,fatal",
    "tlscacert": "files",
    "tlscert": "files",
    "tlskey": "files",
}


def _group(name: str, flags: tuple[Flag, ...]) -> Node:
    return Node((name,), catalog.members(name), flags, (), False, "")


def _command(name: str) -> Node:
    command: Command = import_module(catalog.module_of(name)).command
    return Node(
        tuple(catalog.names_of(name)),
        {},
        tuple(_flag(option, name) for option in command.options if not option.hidden),
        tuple(command.complete.split()),
        any(usage.endswith("...]") for usage in command.shown_usages),
        _program(command),
    )


def _program(command: Command) -> str:
    if command.interspersed or not any("COMMAND" in usage for usage in command.shown_usages):
        return ""
    return "container" if command.complete.endswith(" -") else "host"


def _flag(option: Option, command: str) -> Flag:
    takes_value = option.kind.bare is None
    source = expanded(option.complete, command)
    return Flag(_names(option.long, option.short), takes_value, source, option.help or "")


def _names(long: str, short: str) -> tuple[str, ...]:
    return (f"--{long}", f"-{short}") if short else (f"--{long}",)
