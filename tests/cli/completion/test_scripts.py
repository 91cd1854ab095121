"""The completion scripts of the package are generated from the declarations."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.cli.completion.command_table import nodes
from pydock.cli.completion.scripts import SHELLS, script
from tests.engine.program import Program

DIRECTORY = Path(__file__).parents[3] / "completions"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_in_completions_is_up_to_date(shell: str) -> None:
    written = (DIRECTORY / SHELLS[shell][1]).read_text("utf-8")
    assert written == script(shell), "run: python -m pydock.cli.completion completions"


@pytest.mark.parametrize("shell", SHELLS)
def test_pydock_prints_it(pydock_alone: Program, shell: str) -> None:
    assert pydock_alone("completion", shell).ok().out == script(shell)


def test_an_unknown_shell_is_refused(pydock_alone: Program) -> None:
    done = pydock_alone("completion", "tcsh")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("unsupported shell tcsh")


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_in_it(shell: str) -> None:
    text = script(shell)
    for node in nodes():
        for flag in node.flags:
            assert ",".join(flag.names) in text
        for path in node.paths:
            assert f'"{path}"' in text or f"'{path}'" in text
