"""The types of options: what a command's body declares is what its command line gives it."""

from __future__ import annotations

import inspect
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from pydock import catalog
from pydock.cli.command import Command, Option, load
from pydock.spec.health_check import FIELDS as HEALTH_FIELDS
from pydock.spec.service.option_types import ListOption
from pydock.spec.swarm import FIELDS as SWARM_FIELDS

#: read by a table, or by nothing: docker accepts and ignores the last two
BY_TABLE = {
    *HEALTH_FIELDS,
    *SWARM_FIELDS,
    *(f"{name}_{change}" for name in get_args(ListOption) for change in ("add", "rm")),
    *("kernel_memory", "builder"),
}


def options_of(command: Command) -> dict[str, Option]:
    """The declared options by key; --help ends a command before its body."""
    return {one.key: one for one in command.options if one.key != "help"}


def types_of(command: Command) -> dict[str, Any]:
    """The types of options by key: of keyword parameters, or of the fields of one TypedDict."""
    parameters = list(inspect.signature(command.body).parameters)
    hints = get_type_hints(command.body)
    keywords = {name: hints[name] for name in parameters[2:]}
    return get_type_hints(keywords["options"]) if "options" in keywords else keywords


@pytest.mark.parametrize("name", catalog.COMMANDS)
def test_a_body_gets_the_options_of_its_command(name: str) -> None:
    command = load(name)
    declared, typed = options_of(command), types_of(command)
    assert not command.body.__code__.co_flags & inspect.CO_VARKEYWORDS
    assert set(typed) <= set(declared)
    copied = {rule.replace("-", "_") for rule, row in command.rules.items() if row.copied}
    assert set(declared) - set(typed) - copied - BY_TABLE == set()


@pytest.mark.parametrize("name", catalog.COMMANDS)
def test_a_default_has_the_type_of_its_option(name: str) -> None:
    command = load(name)
    declared = options_of(command)
    for key, type_ in types_of(command).items():
        value = declared[key].kind.initial()
        types = get_args(type_) if NoneType in get_args(type_) else (type_,)
        assert type(value) in [get_origin(one) or one for one in types], f"--{key}: {type_}"
