"""Writer of text: the blocks of a page for a window or a file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from pydock.manual import markup
from pydock.manual.markup import Block, Definition, Heading, Item, Literal, Paragraph

_INDENT = 4


def text_page(blocks: Iterable[Block], width: int) -> str:
    """Return a page as text, no line of prose longer than `width` columns."""
    parts = []
    before: Block | None = None
    for block in blocks:
        is_list = isinstance(block, Item) and isinstance(before, Item)
        if before is not None and not is_list and not isinstance(before, Heading):
            parts.append("")
        parts += _lines(block, width)
        before = block
    return "\n".join(parts) + "\n"


def _lines(block: Block, width: int) -> list[str]:
    match block:
        case Heading(text, markup.TITLE):
            return [text, ""]
        case Heading(text, level):
            return [text.upper() if level == markup.SECTION else f"  {text}"]
        case Paragraph(text):
            return _wrapped(text, width, _INDENT, _INDENT)
        case Item(text):
            return _wrapped(f"- {text}", width, _INDENT, _INDENT + 2)
        case Definition(term, text):
            return [" " * _INDENT + _plain(term), *_wrapped(text, width, 2 * _INDENT, 2 * _INDENT)]
        case Literal(lines):
            return [" " * 2 * _INDENT + line if line else "" for line in lines]
    raise AssertionError(block)


def _wrapped(text: str, width: int, first: int, others: int) -> list[str]:
    return textwrap.wrap(
        _plain(text),
        max(width, 2 * others + 10),
        initial_indent=" " * first,
        subsequent_indent=" " * others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _plain(text: str) -> str:
    return "".join(part for _, part in markup.pieces(text))
