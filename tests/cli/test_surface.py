"""The commands and options of docker 28.2, walked through pydock's own tree.

`tests/data/surface.json` has them: command -> option -> [short name, kind]. What pydock lacks
is counted and named at every run. A command that is there must have all of its options.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from pydock import catalog
from pydock.cli.app import App
from pydock.cli.click_tree import Group
from pydock.cli.command import Option
from pydock.cli.root import Root

SURFACE = json.loads((Path(__file__).parents[1] / "data" / "surface.json").read_text())
Options = dict[str, list[str]]

#: commands that are there but may still lack options; all others have to be complete
UNFINISHED: frozenset[str] = frozenset()


class Gap(NamedTuple):
    """What pydock lacks of one command: the command itself, or some of its options."""

    command: str
    missing: bool
    options: list[str]


def found(path: str) -> click.Command | None:
    """What a path of words leads to in the tree; None for nothing, or nothing yet."""
    node: click.Command | None = Root()
    with click.Context(Root(), info_name="pydock", obj=App("pydock")) as context:
        for word in path.split():
            if not isinstance(node, Group) or not is_written(f"{node.noun} {word}".strip()):
                return None
            node = node.get_command(context, word)
    return node


def is_written(path: str) -> bool:
    """Is there a group of this name, or a module for this command?"""
    full = catalog.resolve(path)
    if full in catalog.GROUPS:
        return True
    if full not in catalog.COMMANDS:
        return False
    try:
        return find_spec(catalog.module_of(full)) is not None
    except ModuleNotFoundError:  # not even the folder
        return False


def spelled(node: click.Command) -> Options:
    """The options of a command as the data spells them."""
    options: Sequence[Option] = getattr(node, "options", ())
    return {option.long: [option.short, option.kind.name] for option in options}


def gap(command: str, options: Options) -> Gap:
    node = found(command)
    if node is None:
        return Gap(command, True, list(options))
    ours = spelled(node)
    return Gap(command, False, [name for name in options if ours.get(name) != options[name]])


def gaps() -> Iterator[Gap]:
    for command, options in {**SURFACE["groups"], **SURFACE["commands"]}.items():
        yield gap(command, options)


def test_what_is_missing_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    all_gaps = list(gaps())
    missing = [one.command for one in all_gaps if one.missing]
    lacking = {one.command: one.options for one in all_gaps if one.options and not one.missing}
    options = sum(len(options) for part in SURFACE.values() for options in part.values())
    lacks = sum(len(one.options) for one in all_gaps)
    with capsys.disabled():
        print(
            f"\nof docker 28.2: {len(all_gaps) - len(missing)} of {len(all_gaps)} commands"
            f" and {options - lacks} of {options} options"
        )
        print("no command yet: " + ", ".join(missing) if missing else "no command is missing")
        for command, names in lacking.items():
            print(f"{command} lacks --{' --'.join(names)}")
    assert set(lacking) <= UNFINISHED


def test_build_has_the_options_of_buildx() -> None:
    """`tests/data/buildx-surface.json` has those of buildx 0.29. Where docker's classic builder
    has the same, its kind is the one that help shows."""
    surface = json.loads((Path(__file__).parents[1] / "data" / "buildx-surface.json").read_text())
    node = found("image build")
    assert node is not None
    ours, classic = spelled(node), SURFACE["commands"]["image build"]
    for name, kind in surface["buildx build"].items():
        assert ours.get(name) == classic.get(name, kind), name
