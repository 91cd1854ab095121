"""The command line's syntax, in pflag's rules."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.cli.command import Option
from pydock.cli.pflag import FlagError, parse
from pydock.options.value_types import LIST, STRING, SWITCH

FLAGS = [
    Option("interactive", "i", SWITCH),
    Option("tty", "t", SWITCH),
    Option("publish", "p", LIST),
    Option("name", "", STRING),
    Option("env", "e", LIST),
    Option("rm", "", SWITCH),
    Option("network", "", LIST, aliases=("net",)),
    Option("time", "", STRING, deprecated="use --timeout instead"),
]


def read(*words: str, interspersed: bool = True) -> tuple[dict[str, Any], list[str]]:
    parsed = parse(FLAGS, words, interspersed)
    return {key: parsed.values[key] for key in parsed.given}, parsed.rest


@pytest.mark.parametrize(
    ("words", "values", "rest"),
    [
        (["-it"], {"interactive": True, "tty": True}, []),
        (["-i", "-t", "x"], {"interactive": True, "tty": True}, ["x"]),
        (["-p8080:80"], {"publish": ["8080:80"]}, []),
        (["-p=8080:80"], {"publish": ["8080:80"]}, []),
        (["-p", "8080:80", "-p", "81"], {"publish": ["8080:80", "81"]}, []),
        (["-itp", "80"], {"interactive": True, "tty": True, "publish": ["80"]}, []),
        (["-i=true"], {"interactive": True}, []),
        (["-i=false"], {"interactive": False}, []),
        (["-ti=false"], {"tty": True, "interactive": False}, []),
        (["--rm"], {"rm": True}, []),
        (["--rm=false"], {"rm": False}, []),
        (["--rm=0"], {"rm": False}, []),
        (["--rm", "false"], {"rm": True}, ["false"]),
        (["--name=x"], {"name": "x"}, []),
        (["--name", "x"], {"name": "x"}, []),
        (["--name="], {"name": ""}, []),
        (["--name", "-x"], {"name": "-x"}, []),
        (["--name", "a", "--name", "b"], {"name": "b"}, []),
        (["--name=a=b"], {"name": "a=b"}, []),
        (["-e", "A=b,c"], {"env": ["A=b,c"]}, []),
        (["--net", "a", "--network=b"], {"network": ["a", "b"]}, []),
        (["x", "-t", "y"], {"tty": True}, ["x", "y"]),
        (["--", "-t"], {}, ["-t"]),
        (["x", "--", "-t"], {}, ["x", "-t"]),
        (["-"], {}, ["-"]),
        (["-e="], {"env": ["="]}, []),
    ],
)
def test_words_are_parsed(words: list[str], values: dict[str, Any], rest: list[str]) -> None:
    assert read(*words) == (values, rest)


def test_what_follows_the_image_belongs_to_the_program_inside() -> None:
    words = ["-i", "busybox", "ls", "-t", "--", "--rm"]
    assert read(*words, interspersed=False) == ({"interactive": True}, words[1:])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--foo"], "unknown flag: --foo"),
        (["--foo=1"], "unknown flag: --foo"),
        (["--nam"], "unknown flag: --nam"),
        (["-Z"], "unknown shorthand flag: 'Z' in -Z"),
        (["-é"], "unknown shorthand flag: 'Ã' in -é"),
        (["-\udcff"], "unknown shorthand flag: 'ÿ' in -\udcff"),
        (["-iZt"], "unknown shorthand flag: 'Z' in -Zt"),
        (["--name"], "flag needs an argument: --name"),
        (["--net"], "flag needs an argument: --net"),
        (["-e"], "flag needs an argument: 'e' in -e"),
        (["-ite"], "flag needs an argument: 'e' in -e"),
        (["--=x"], "bad flag syntax: --=x"),
        (["---x"], "bad flag syntax: ---x"),
        (["--help", "--foo"], "unknown flag: --foo"),
        (
            ["--help=x"],
            'invalid argument "x" for "--help" flag: strconv.ParseBool: parsing "x":'
            " invalid syntax",
        ),
        (
            ["--rm=maybe"],
            'invalid argument "maybe" for "--rm" flag: strconv.ParseBool: parsing "maybe":'
            " invalid syntax",
        ),
        (
            ["-t=x"],
            'invalid argument "x" for "-t, --tty" flag: strconv.ParseBool: parsing "x":'
            " invalid syntax",
        ),
    ],
)
def test_an_invalid_command_line_has_dockers_message(words: list[str], message: str) -> None:
    with pytest.raises(FlagError) as caught:
        read(*words)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("words", "is_help", "warnings"),
    [
        (["--help"], True, 0),
        (["-h"], True, 1),
        (["-ih"], True, 1),
        (["-h", "-h=0"], False, 2),
        (["--help", "--help=false"], False, 0),
        (["x"], False, 0),
        (["--", "--help"], False, 0),
    ],
)
def test_help_is_a_switch_of_every_command(words: list[str], is_help: bool, warnings: int) -> None:
    parsed = parse(FLAGS, words)
    assert (parsed.help, "help" in parsed.values, "help" in parsed.given) == (is_help, False, False)
    assert parsed.warnings == warnings * ["Flag shorthand -h has been deprecated, use --help"]


def test_a_command_may_define_another_h() -> None:
    parsed = parse([Option("hostname", "h")], ["-h", "x", "--help"])
    assert (parsed.values["hostname"], parsed.help, parsed.warnings) == ("x", True, [])


def test_a_deprecated_flag_works_and_warns() -> None:
    parsed = parse(FLAGS, ["--time", "3", "--time=4"])
    assert parsed.values["time"] == "4"
    assert parsed.warnings == 2 * ["Flag --time has been deprecated, use --timeout instead"]


@given(st.lists(st.text()))
def test_any_words_are_parsed_or_refused(words: list[str]) -> None:
    try:
        parsed = parse(FLAGS, words)
    except FlagError:
        return
    assert len(parsed.rest) <= len(words)
