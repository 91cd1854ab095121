"""The catalogue lists existing commands, each once, with all its names."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from pydock import catalog
from pydock.cli.command import Command


@pytest.mark.parametrize("name", catalog.COMMANDS)
def test_every_command_has_its_module(name: str) -> None:
    assert isinstance(import_module(catalog.module_of(name)).command, Command)


def test_each_listed_name_is_a_command_or_a_group() -> None:
    for group in ("", *catalog.GROUPS):
        for name in catalog.members(group):
            path = catalog.resolve(f"{group} {name}".strip())
            assert path in catalog.COMMANDS or path in catalog.GROUPS


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("ps", "container ls"),
        ("container ps", "container ls"),
        ("container list", "container ls"),
        ("rmi", "image rm"),
        ("image remove", "image rm"),
        ("builder build", "image build"),
        ("inspect", "inspect"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_path_resolves_to_a_command(path: str, command: str) -> None:
    assert catalog.resolve(path) == command


def test_names_of_a_command_are_all_its_paths() -> None:
    assert catalog.names_of("container ls") == [
        "container ls",
        "container list",
        "container ps",
        "ps",
    ]


def test_the_catalogue_imports_nothing() -> None:
    code = (
        "import sys; before = set(sys.modules); import pydock.catalog;"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-Sc", code], capture_output=True, text=True, check=True,
                          cwd=catalog.__file__.rsplit("/", 2)[0])  # fmt: skip
    assert done.stdout.split() == ["pydock", "pydock.catalog"]
