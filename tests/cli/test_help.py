"""Help pages: laid out as docker's, in our words, with colour on a terminal only."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest

from pydock import catalog
from pydock.cli.app import App
from pydock.cli.command import load
from pydock.cli.completion.command_table import nodes
from pydock.cli.dispatch import run
from pydock.cli.help import (
    command_page,
    group_page,
    has_colour,
    option_lines,
    top_page,
    with_bold_headings,
)
from tests.engine.program import Program

#: docker's commands -> options -> [short name, kind]
DOCKER = json.loads((Path(__file__).parents[1] / "data" / "surface.json").read_text())["commands"]

#: path of a command or group -> its node
PATHS = {path: node for node in nodes() for path in node.paths if path}


def test_the_first_page_names_every_command_of_the_top_level() -> None:
    page = top_page("docker", 80)
    assert page.startswith("Usage:  docker [OPTIONS] COMMAND\n")
    for name in catalog.members(""):
        assert f"\n  {name} " in page
    assert "\n\nBeyond docker:\n  builder context " in page
    assert "builder context" not in catalog.members("")


@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_line_is_wider_than_the_window(width: int) -> None:
    for page in (top_page("pydock", width), group_page("pydock", "container", width)):
        for line in page.splitlines():
            if line.startswith("  "):
                assert len(line) <= width


def test_a_narrow_window_has_one_column() -> None:
    rows = [("a", "all", "", "Show all"), ("", "format", "string", "one two three four five six")]
    assert option_lines(rows, 34).splitlines() == [
        "  -a, --all",
        "          Show all",
        "      --format string",
        "          one two three four five",
        "          six",
    ]


def test_options_are_in_columns() -> None:
    rows = [("a", "all", "", "Show all"), ("", "format", "string", "one two three four")]
    assert option_lines(rows, 50).splitlines() == [
        "  -a, --all             Show all",
        "      --format string   one two three four",
    ]


@pytest.mark.parametrize(
    ("environ", "is_terminal", "expected"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm"}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({}, True, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
    ],
)
def test_colour_is_for_terminals(
    environ: dict[str, str], is_terminal: bool, expected: bool
) -> None:
    assert has_colour(environ, is_terminal) is expected


def test_headings_are_bold() -> None:
    assert with_bold_headings("Usage:  x\n\nOptions:\n  -a") == (
        "\x1b[1mUsage:\x1b[0m  x\n\n\x1b[1mOptions:\x1b[0m\n  -a"
    )


@pytest.mark.parametrize("path", PATHS)
def test_every_command_has_a_page_with_its_options(path: str) -> None:
    shown, node = StringIO(), PATHS[path]
    assert run(App("pydock", {"COLUMNS": "80"}, stdout=shown), [*path.split(), "--help"]) == 0
    page = shown.getvalue()
    assert page.startswith(f"Usage:  pydock {path.split()[0]}")
    for flag in node.flags:
        assert f"{flag.names[0]} " in page or f"{flag.names[0]}\n" in page
    for name in node.commands:
        assert f"\n  {name} " in page
    for long, (short, kind) in DOCKER.get(path, {}).items():
        head = f"  -{short}, --{long}" if short else f"      --{long}"
        assert f"\n{head} {kind}".rstrip() + "  " in page or f"--{long}" not in page


def test_examples_are_under_the_name_of_the_program_and_after_the_description() -> None:
    text = "Do it.\n\nExamples:\n  pydock do it\n  pydock do | pydock load"
    page = command_page(["docker do THING"], text, ["docker do", "docker it do"], {}, 80)
    assert page == (
        "Usage:  docker do THING\n\nDo it.\n\nAliases:\n  docker do, docker it do\n\n"
        "Examples:\n  docker do it\n  docker do | docker load\n"
    )


def test_options_beyond_docker_stand_apart() -> None:
    page = load("network connect").page("pydock", "network connect", "network connect", "80")
    dockers, own = page.split("\n\nOptions beyond docker:\n")
    assert ("--mac-address" in dockers, "--mac-address" in own) == (False, True)
    assert "--alias" in dockers


def test_a_description_fits_the_window() -> None:
    page = command_page(["pydock do"], "one two three\nfour five\n\nsix", [], {}, 14)
    assert page == "Usage:  pydock do\n\none two three\nfour five\n\nsix\n"
    page = command_page(["pydock do"], "one two three\nfour five", [], {}, 9)
    assert page == "Usage:  pydock do\n\none two\nthree\nfour five\n"


def test_an_unknown_command_has_no_suggestions_off_a_terminal(pydock_alone: Program) -> None:
    done = pydock_alone("pss")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        f"{pydock_alone.name}: unknown command: {pydock_alone.name} pss\n\n"
        f"Run '{pydock_alone.name} --help' for more information\n"
    )


def test_the_version_under_the_name_docker_is_one_that_scripts_can_compare(
    pydock_alone: Program,
) -> None:
    link = pydock_alone.home / "docker"
    link.symlink_to(pydock_alone.argv[0])
    as_docker = Program([str(link)], pydock_alone.home, host=None)
    words = as_docker("--version").ok().out.split()
    assert words[:2] == ["Docker", "version"]
    assert [int(part) for part in words[2].rstrip(",").split(".")] >= [28]
    assert as_docker("-v").ok().out == as_docker("--version").ok().out
