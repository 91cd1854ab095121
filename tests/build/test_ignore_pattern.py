"""One pattern of an ignore file against one path."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.build.ignore_pattern import BAD_PATTERN, Kind, clean_path, compile_pattern


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
