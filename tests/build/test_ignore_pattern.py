"""One pattern of an ignore file against one path."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.build.ignore import EXCLUDED, read_ignore_file
from pydock.build.ignore_pattern import Kind, clean_path, compile_pattern
from pydock.build.pattern_automaton import BAD_PATTERN, Automaton


@pytest.mark.parametrize(
    ("path", "cleaned"),
    [
        ("a", "a"),
        ("./a/", "a"),
        ("a//b/./c", "a/b/c"),
        ("a/../b", "b"),
        ("../a", "../a"),
        ("a/../../b", "../b"),
        ("/../a", "/a"),
        ("/", "/"),
        ("", "."),
        ("a/..", "."),
    ],
)
def test_clean_path(path: str, cleaned: str) -> None:
    assert clean_path(path) == cleaned


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("a/b.c", Kind.EXACT),
        ("a/**", Kind.PREFIX),
        ("**/a", Kind.SUFFIX),
        ("**", Kind.SUFFIX),
        ("*.c", Kind.REGEX),
        ("**/a/**", Kind.REGEX),
    ],
)
def test_common_patterns_need_no_expression(pattern: str, kind: Kind) -> None:
    assert compile_pattern(pattern).kind is kind


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("a", ["a"], ["b", "a/b", "b/a", "A"]),
        ("*", ["a", ".a", "a\nb"], ["a/b"]),
        ("*.c", ["a.c", ".c"], ["a.cc", "axc", "d/a.c"]),
        ("a*b*c", ["abc", "axbxc"], ["ab", "a/bc"]),
        ("?", ["a", "é", "\udcff"], ["", "ab", "/"]),
        ("a?c", ["abc", "a\nc"], ["ac", "a/c"]),
        ("**", ["a", "a/b"], []),
        ("**/a", ["a", "b/a", "c/b/a"], ["ba", "a/b"]),
        ("a/**", ["a/b", "a/b/c"], ["a", "ab"]),
        ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb"]),
        ("**a", ["a", "ba", "c/ba"], ["ab"]),
        ("**/*.c", ["x.c", "d/x.c"], ["x.cc"]),
        ("[ab]", ["a", "b"], ["c", "ab"]),
        ("[a-c]", ["a", "b", "c"], ["d", "-"]),
        ("[^a]", ["b", "é", "/"], ["a"]),
        ("[!a]", ["!", "a"], ["b"]),
        (r"\*", ["*"], ["a"]),
        (r"[\]\-a]", ["]", "-", "a"], ["\\"]),
        ("a.b+(c){d}|$", ["a.b+(c){d}|$"], ["axb+(c){d}|$"]),
        # what only docker's detour over an expression explains
        (r"\d\w", ["1a"], ["dw", "ab"]),
        (r"a\b?", ["a-"], ["ab", "ab-"]),
        ("[*]", ["[]", "^]", "//]"], ["*"]),
        ("[[:digit:]]", ["5"], [":", "d"]),
        ("[[:^digit:]]", ["a", "é"], ["5"]),
        (r"[\s]", [" ", "\t"], ["\v", "s"]),
        (r"[\S]", ["a", "\v"], [" "]),
        ("a*^", [], ["a^", "ab^"]),
        ("\udcff*", ["\udcfe", "\ufffdx"], ["a"]),
    ],
)
def test_matches(pattern: str, matching: list[str], other: list[str]) -> None:
    compiled = compile_pattern(pattern)
    assert [path for path in matching + other if compiled.matches(path)] == matching


@pytest.mark.parametrize(
    "pattern", ["[", "a[", "[]", "[]a]", "[a", "[a-", "[a-]", "[-a]", "a\\", "[\\", ".[", "*[a"]
)
def test_what_docker_refuses_at_once(pattern: str) -> None:
    with pytest.raises(ValueError, match=BAD_PATTERN):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", [r"\q", r"\é", "[b-a]", r"[\q]", "[[:no:]]", "[[:alpha:]", "a*["]
)
def test_what_docker_refuses_when_it_is_used(pattern: str) -> None:
    compiled = compile_pattern(pattern)
    assert compiled.kind is Kind.BROKEN
    assert not compiled.matches("a")


@given(st.text(alphabet="ab/*?[]^-\\.!:é\n\udcff", max_size=12), st.text(alphabet="ab/.é\n"))
def test_any_pattern_compiles_or_is_refused(pattern: str, path: str) -> None:
    try:
        compiled = compile_pattern(clean_path(pattern))
    except ValueError as error:
        assert str(error) == BAD_PATTERN
    else:
        assert compiled.matches(path) in (True, False)


@given(st.text(alphabet="ab.é\n", min_size=1))
def test_a_path_without_special_characters_matches_itself_alone(path: str) -> None:
    compiled = compile_pattern(path)
    assert compiled.matches(path)
    assert not compiled.matches(path + "x")


@pytest.mark.parametrize(
    "pattern",
    ["a*" * 30 + "b", "**/a" * 30 + "/b", "*" * 40 + "b", "[ab]*" * 30 + "c", "a**" * 30 + "b",
     "?*" * 30 + "b"],
)  # fmt: skip
def test_patterns_are_matched_in_linear_time(pattern: str) -> None:
    rules = read_ignore_file(pattern.encode())
    start = time.monotonic()
    for path in ("a" * 4000, "a/" * 2000 + "a"):
        assert not rules.judge(path) & EXCLUDED
    assert time.monotonic() - start < 60  # a backtracking matcher takes years


def test_the_automaton_is_bounded_in_memory() -> None:
    automaton = Automaton([".*a[^/]*b[^/]*"])
    for number in range(70_000):
        assert automaton.matches(f"{chr(0x4E00 + number % 20_000)}a{number}b")
        assert not automaton.matches(f"x{number}/a")
    assert automaton._transitions <= 50_000
