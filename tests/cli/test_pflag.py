"""The command line's syntax, in pflag's rules."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.cli.command import Option
from pydock.cli.pflag import FlagError, HelpRequested, parse
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


@pytest.mark.parametrize(("words", "short"), [(["--help"], False), (["-h"], True), (["-ih"], True)])
def test_help_is_requested(words: list[str], short: bool) -> None:
    with pytest.raises(HelpRequested) as caught:
        read(*words)
    assert caught.value.short is short


def test_a_deprecated_flag_works_and_warns_once() -> None:
    parsed = parse(FLAGS, ["--time", "3", "--time=4"])
    assert parsed.values["time"] == "4"
    assert parsed.warnings == ["Flag --time has been deprecated, use --timeout instead"]


@given(st.lists(st.text()))
def test_any_words_are_parsed_or_refused(words: list[str]) -> None:
    try:
        parsed = parse(FLAGS, words)
    except (FlagError, HelpRequested):
        return
    assert len(parsed.rest) <= len(words)
