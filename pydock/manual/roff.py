"""Writer of man pages: the blocks of a page in the macros of man(7), for groff and mandoc."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydock.manual import markup
from pydock.manual.markup import Block, Definition, Heading, Item, Literal, Paragraph

#: of the form of the pages, which man(7) requires beside the version of the program
_DATE = "2026-11-28"

_FONTS = {"": "{}", "code": r"\fB{}\fR", "emphasis": r"\fI{}\fR"}


def man_page(name: str, section: int, version: str, blocks: Iterable[Block]) -> str:
    """Return a man page; the title of the page itself is left out, `name` stands in its place."""
    name = _escaped(name.upper())
    heading = f'.TH "{name}" {section} "{_DATE}" "pydock {version}" "pydock manual"\n'
    # a paragraph after a heading needs no macro of its own
    return heading + re.sub(
        r"^(\.S[HS] .*\n)\.PP\n", r"\1", "".join(map(_written, blocks)), flags=re.MULTILINE
    )


def _written(block: Block) -> str:
    match block:
        case Heading(_, markup.TITLE):
            return ""
        case Heading(text, level):
            macro = ".SH" if level == markup.SECTION else ".SS"
            return f'{macro} "{_escaped(text.upper() if level == markup.SECTION else text)}"\n'
        case Paragraph(text):
            return f".PP\n{_line(text)}\n"
        case Item(text):
            return f".IP \\(bu 2\n{_line(text)}\n"
        case Definition(term, text):
            return f".TP\n{_line(term)}\n{_line(text)}\n"
        case Literal(lines):
            text = "\n".join(_protected(_escaped(line, code=True)) for line in lines)
            return f".PP\n.RS 4\n.nf\n{text}\n.fi\n.RE\n"
    raise AssertionError(block)


def _line(text: str) -> str:
    parts = (
        _FONTS[kind].format(_escaped(part, code=bool(kind))) for kind, part in markup.pieces(text)
    )
    return _protected("".join(parts))


def _protected(line: str) -> str:
    """Return a line that roff takes for text: a dot or quote in front would be a request."""
    return rf"\&{line}" if line.startswith((".", "'")) else line


def _escaped(text: str, *, code: bool = False) -> str:
    r"""Return text for roff: `\-` is the hyphen that can be copied into a shell."""
    text = text.replace("\\", "\\e").replace('"', "\\(dq")
    text = text.replace("'", "\\(aq").replace("`", "\\(ga").replace("^", "\\(ha")
    text = text.replace("~", "\\(ti")
    if code:
        text = text.replace("-", "\\-")
    return "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in text)
