"""The part of reStructuredText that pages of the manual use, read into blocks.

Headings underlined with `=` (the title), `-` and `~`; paragraphs; lists with `- `; definitions (a
line, and below it indented text); literal blocks after `::`; comments. Inside a text: ``code`` and
*emphasis*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

TITLE, SECTION, SUBSECTION = 0, 1, 2
_LEVELS = {"=": TITLE, "-": SECTION, "~": SUBSECTION}


class Heading(NamedTuple):
    text: str
    level: int


class Paragraph(NamedTuple):
    text: str


class Item(NamedTuple):
    """An item of a list."""

    text: str


class Definition(NamedTuple):
    term: str
    text: str


class Literal(NamedTuple):
    lines: tuple[str, ...]


Block = Heading | Paragraph | Item | Definition | Literal

#: ``code``, *emphasis* or plain text
_INLINE = re.compile(r"``(?P<code>.+?)``|(?<![\w*])\*(?P<emphasis>[^\s*][^*]*)\*(?![\w*])")


def blocks(page: str) -> list[Block]:
    """Return the blocks of a page, in its order."""
    return list(_blocks(page.rstrip().split("\n")))


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a text with their kind: "", "code" or "emphasis"."""
    end = 0
    for found in _INLINE.finditer(text):
        if found.start() > end:
            yield "", text[end : found.start()]
        yield str(found.lastgroup), str(found[found.lastgroup or 0])
        end = found.end()
    if end < len(text):
        yield "", text[end:]


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if not line.strip():
            at += 1
        elif following and not following.strip(following[0]) and following[0] in _LEVELS:
            yield Heading(line, _LEVELS[following[0]])
            at += 2
        elif line == "..":
            at = _end_of_indented(lines, at + 1)
        elif line.startswith("- "):
            end = at + 1
            while end < len(lines) and lines[end].startswith("  "):
                end += 1
            yield Item(_joined([line[2:], *lines[at + 1 : end]]))
            at = end
        elif following.startswith("  "):
            end = _end_of_indented(lines, at + 1)
            yield Definition(line, _joined(lines[at + 1 : end]))
            at = end
        else:
            end = at
            while end < len(lines) and lines[end].strip():
                end += 1
            text = _joined(lines[at:end])
            if text.endswith("::"):
                if text != "::":
                    yield Paragraph(text[:-1])
                at, end = end, _end_of_indented(lines, end)
                yield _literal(lines[at:end])
            else:
                yield Paragraph(text)
            at = end


def _end_of_indented(lines: Sequence[str], at: int) -> int:
    """Return the index after the indented and blank lines."""
    while at < len(lines) and (not lines[at].strip() or lines[at].startswith("  ")):
        at += 1
    return at


def _literal(lines: Sequence[str]) -> Literal:
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    margin = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return Literal(tuple(line[margin:] for line in lines))


def _joined(lines: Sequence[str]) -> str:
    return " ".join(line.strip() for line in lines if line.strip())
