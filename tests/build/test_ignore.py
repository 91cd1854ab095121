"""Rules of an ignore file: excluded files, skipped directories, and which rule decided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.build.ignore import EXCLUDED, IgnoreRules, read_ignore_file
from pydock.errors import PydockError


def excluded(rules: IgnoreRules, path: str) -> bool:
    """The verdict on a path, from the top as a walk does."""
    verdict = 0
    parts = path.split("/")
    for end in range(1, len(parts) + 1):
        verdict = rules.judge("/".join(parts[:end]), verdict)
    return bool(verdict & EXCLUDED)


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        (b"", []),
        (b"# a\n\n  \n\t\r\n", []),
        (b"a\nb", ["a", "b"]),
        (b"\xef\xbb\xbfa", ["a"]),
        (b" a \n#b\n #c", ["a", "#c"]),
        (b"/a/\n./b//c/../d", ["a", "b/d"]),
        (b"!a\n! b\n!/c", ["!a", "!b", "!c"]),
        (b"/!a", ["!a"]),
        (b"/ /", []),
        (b"a\x1c", ["a\x1c"]),
        ("\u00a0a\u3000".encode(), ["a"]),
        (b"\xff", ["\udcff"]),
    ],
)
def test_lines(content: bytes, rules: list[str]) -> None:
    assert [rule.text for rule in read_ignore_file(content).rules] == rules


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"!", 'checking context: illegal exclusion pattern: "!"'),
        (b"! /", 'checking context: illegal exclusion pattern: "!"'),
        (b"a\n[", "checking context: syntax error in pattern"),
        (b"a" * 65536, "error reading .dockerignore: bufio.Scanner: token too long"),
    ],
)
def test_bad_files(content: bytes, message: str) -> None:
    with pytest.raises(PydockError) as caught:
        read_ignore_file(content)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("lines", "gone", "kept"),
    [
        ("a", ["a", "a/b", "a/b/c"], ["b", "b/a"]),
        ("*\n!a", ["b", "b/a"], ["a", "a/b"]),
        ("!a\n*", ["a", "b"], []),
        ("a\n!a/b\na/b/c", ["a", "a/x", "a/b/c", "a/b/c/d"], ["a/b", "a/b/x"]),
        ("**/a\n!b/a", ["a", "c/a", "c/a/x"], ["b/a", "b/a/x"]),
        # a rule that was not tried on the directory has no result for what the directory holds
        ("a/*\n!a", ["a/b"], ["a"]),
        ("*\n!a\n!a/b", ["b"], ["a", "a/b", "a/c"]),
    ],
)
def test_the_last_rule_wins(lines: str, gone: list[str], kept: list[str]) -> None:
    rules = read_ignore_file(lines.encode())
    assert [path for path in gone + kept if excluded(rules, path)] == gone


def test_a_broken_rule_is_reported_only_when_it_is_evaluated() -> None:
    rules = read_ignore_file(b"a\n!\\q")
    assert not excluded(rules, "b")
    with pytest.raises(PydockError, match="syntax error in pattern"):
        excluded(rules, "a")


def test_an_excluded_directory_is_reopened_by_a_rule_that_names_it() -> None:
    rules = read_ignore_file(b"*\n!a/b/c\n!**/x")
    directories = ["a", "a/b", "a/b/c", "b", "x"]
    assert [f for f in directories if rules.may_reopen_below(f)] == ["a", "a/b", "a/b/c"]


@pytest.mark.parametrize(
    ("lines", "kept", "added"),
    [
        ("a", "Dockerfile", []),
        ("*", "Dockerfile", ["!Dockerfile"]),
        ("*\n!D*", "Dockerfile", []),
        ("*", "a*[", ["!a*["]),
        ("sub", "sub/Dockerfile", ["!sub/Dockerfile"]),
        ("sub/*\n!sub", "sub/Dockerfile", []),
    ],
)
def test_the_build_s_own_files_are_kept(lines: str, kept: str, added: list[str]) -> None:
    rules = read_ignore_file(lines.encode())
    more = rules.with_kept(kept)
    assert [rule.text for rule in more.rules[len(rules.rules) :]] == added
    if added:
        assert not excluded(more, kept)


@pytest.mark.parametrize(
    ("path", "line"),
    [("a", 2), ("a/b", 3), ("a/b/c", 3), ("a/x", 2), ("z", 0), ("n.o", 6), ("a/b/n.o", 6)],
)
def test_the_deciding_rule(path: str, line: int) -> None:
    rules = read_ignore_file(b"# comment\na\n!a/b\nq\n\n**/*.o\n")
    verdict = 0
    for end in range(1, path.count("/") + 2):
        verdict = rules.judge("/".join(path.split("/")[:end]), verdict)
    rule = rules.deciding_rule(path, verdict)
    assert (rule.line if rule else 0) == line


@given(
    st.lists(st.sampled_from(["a", "!a", "*", "!*", "a/*", "!a/b", "**/b", "!**/a", "b"])),
    st.sampled_from(["a", "b", "a/a", "a/b", "b/a", "a/b/a", "b/b/b"]),
)
def test_the_deciding_rule_has_the_sign_of_the_verdict(lines: list[str], path: str) -> None:
    rules = read_ignore_file("\n".join(lines).encode())
    verdict = 0
    for end in range(1, path.count("/") + 2):
        verdict = rules.judge("/".join(path.split("/")[:end]), verdict)
    rule = rules.deciding_rule(path, verdict)
    assert bool(verdict & EXCLUDED) is (rule is not None and not rule.is_exception)
