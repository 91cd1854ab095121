"""The words of the project: the glossary of CONTRIBUTING decides, and this test finds the rest."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]

SAY: dict[str, str] = {
    r"persons?|people": "user",
    r"folders?": "directory",
    r"told|tells": "print, report, return",
    r"asked|asks": "request, requested",
    r"came": "requires API 1.30, api_since",
    r"spoken": "negotiated",
    r"settled|wished": "resolved, requested",
    r"let go of": "detach",
    r"(?-i:that is none)|what is to|makes? no sense": "invalid, malformed, unsupported",
    r"nobody knows": "unknown",
    r"kin": "similar",
    r"so many": "that many",
    r"of theirs": "their",
    r"(?:come|comes|came) to": "is, results in",
    r"reckons?|reckoned": "compute",
    r"(?:on|in) (?:its|their) way": "in transfer",
    r"nobody (?:has|can)": "not, unavailable",
}
"""Whole words that name nothing in this field -> what to write instead."""

_WORDS = {re.compile(rf"\b(?:{words})\b", re.IGNORECASE): word for words, word in SAY.items()}

#: in identifiers, where a word may be a part of a name
_NAMES = "told|asked|person|folder|spoken|settled|wished|said|odd"
_PARTS = re.compile(rf"(?:^|_)({_NAMES})(?:_|$)")

#: finds all of these and more, in a whole text in small letters
_SUSPECTS = re.compile(rf"\b(?:{'|'.join(SAY)})\b|{_NAMES}")

#: the names of the files that they copy are recorded
RECORDED = {
    ROOT / "tests" / "engine" / name for name in ("cp_trees.py", "test_cp.py", "test_cp_table.py")
}

SOURCES = sorted(
    path
    for pattern in ("*.rst", "pydock/**/*.py", "pydock/**/*.rst", "tests/**/*.py", "tests/**/*.rst")
    for path in ROOT.glob(pattern)
    if path not in {Path(__file__), *RECORDED}
)


def test_the_words_of_the_field() -> None:
    found = [
        f"{source.relative_to(ROOT)}:{finding}"
        for source in SOURCES
        for finding in findings(source.read_text())
    ]
    assert not found, "\n".join(found)


def test_other_words_are_found() -> None:
    assert findings("# the folder\nx = told_of\n") == [
        "1: 'folder': say directory",
        "2: 'told_of' is no name",
    ]


def findings(text: str) -> list[str]:
    """The lines of a text with a word that the glossary replaces."""
    found: list[str] = []
    if not _SUSPECTS.search(text.lower()):
        return found
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, instead in _WORDS.items():
            found += [f"{number}: {word!r}: say {instead}" for word in pattern.findall(line)]
        for name in re.findall(r"\b\w+\b", line):
            if "_" in name and _PARTS.search(name.lower()):
                found.append(f"{number}: {name!r} is no name")
    return found


def test_the_files_that_contributing_names_exist() -> None:
    text = (ROOT / ".github" / "CONTRIBUTING.rst").read_text()
    named = re.findall(r"``((?:pydock|tests|\.ci)/[\w/.]+)", text)
    assert len(named) > 20
    assert [path for path in named if not (ROOT / path.rstrip("/")).exists()] == []
